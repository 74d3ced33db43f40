export declare function notebookOf(markdown: string): Record<string, unknown>;
export declare function textOf(source: string | readonly string[]): string;
