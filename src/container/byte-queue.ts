/** Bytes that arrive at one end and are consumed at the other: appending is amortised O(1) a byte, reading is a view. */
export class ByteQueue {
  #store: Uint8Array = new Uint8Array(0);
  #start = 0;
  #end = 0;
  #consumed = 0;

  /** Bytes consumed so far: where the view starts in the whole input. */
  get consumed(): number {
    return this.#consumed;
  }

  /** What has arrived and is not yet consumed. Valid until the next append. */
  get view(): Uint8Array {
    return this.#store.subarray(this.#start, this.#end);
  }

  append(bytes: Uint8Array): void {
    const length = this.#end - this.#start;
    if (this.#end + bytes.length > this.#store.length) {
      const grown = new Uint8Array(Math.max(2 * length, length + bytes.length));
      grown.set(this.view);
      this.#store = grown;
      this.#start = 0;
      this.#end = length;
    }
    this.#store.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  consume(count: number): void {
    this.#start += count;
    this.#consumed += count;
  }
}
