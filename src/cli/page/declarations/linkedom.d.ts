/** The part of linkedom that is used here; its own declarations contradict those of the platform's DOM. */
export declare function parseHTML(html: string): { readonly document: Document };
