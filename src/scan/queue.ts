import type { FoundFile } from '../crawl/files/index.js';

const BATCH = 64;

export interface Batch {
  /** Position of the first file among all. */
  readonly first: number;
  readonly files: readonly FoundFile[];
}

/** Hands out batches of files, from the front. */
export class Queue {
  #next = 0;
  readonly #returned: Batch[] = [];

  constructor(private readonly files: readonly FoundFile[]) {}

  take(): Batch | undefined {
    const returned = this.#returned.pop();
    if (returned) return returned;
    if (this.#next >= this.files.length) return undefined;
    const first = this.#next;
    this.#next += BATCH;
    return { first, files: this.files.slice(first, this.#next) };
  }

  /** A batch, or a part of one, that nobody has examined. */
  giveBack(batch: Batch): void {
    if (batch.files.length > 0) this.#returned.push(batch);
  }
}
