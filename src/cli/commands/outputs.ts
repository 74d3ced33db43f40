/** The files that a command writes: all of them appear together, or none. `-` is the standard output. */
import { type ByteSink, commitAll, OutputFile, standardOutput } from '#platform';

export class Outputs {
  #files: OutputFile[] = [];

  async open(path: string): Promise<ByteSink> {
    if (path === '-') return standardOutput;
    const file = await OutputFile.open(path);
    this.#files.push(file);
    return file;
  }

  async commit(): Promise<void> {
    await commitAll(this.#files);
  }

  /** Removes what was not committed. */
  async discard(): Promise<void> {
    for (const file of this.#files) await file.discard();
  }
}

/** Runs `work` with outputs that are committed when it succeeds and vanish when it does not. */
export async function withOutputs<T>(work: (outputs: Outputs) => Promise<T>): Promise<T> {
  const outputs = new Outputs();
  try {
    const result = await work(outputs);
    await outputs.commit();
    return result;
  } finally {
    await outputs.discard();
  }
}
