import type { AskedFile, FoundFile } from '../crawl/files/index.js';

/** Files of a batch at most, and batches that small tasks are cut into: the threads shall end at the same time. */
const BATCH = 64;
const BATCHES = 16;

export interface Batch {
  readonly files: readonly AskedFile[];
  /** Of each file its position among all. */
  readonly positions: readonly number[];
}

/** Hands out batches of files, from the front. */
export class Queue {
  #next = 0;
  #open = true;
  readonly #returned: Batch[] = [];
  /** Files in these: asked for with every file that has been examined. */
  #waiting = 0;
  readonly #idle: (() => void)[] = [];

  /** @param kept so many of the last files are handed out as fresh ones alone */
  constructor(
    private readonly files: readonly FoundFile[],
    private readonly kept = 0,
  ) {}

  /** @returns nothing when there is none at the moment: more may be given back until it is closed */
  take(): Batch | undefined {
    const returned = this.#returned.pop();
    if (!returned) return this.fresh > this.kept ? this.takeFresh() : undefined;
    this.#waiting -= returned.files.length;
    return returned;
  }

  /** A batch that nobody has looked at yet. */
  takeFresh(): Batch | undefined {
    if (this.#next >= this.files.length) return undefined;
    const first = this.#next;
    this.#next += Math.min(BATCH, Math.ceil(this.files.length / BATCHES));
    const files = this.files.slice(first, this.#next);
    return { files, positions: files.map((_, index) => first + index) };
  }

  /** A batch, or a part of one, that nobody has examined. */
  giveBack(batch: Batch): void {
    if (batch.files.length === 0) return;
    this.#returned.push(batch);
    this.#waiting += batch.files.length;
    this.#wake();
  }

  /** Files that were given back and wait for a thread. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Files that nobody has looked at yet. */
  get fresh(): number {
    return Math.max(0, this.files.length - this.#next);
  }

  /** Nothing more will be given back but by those that take from it. */
  close(): void {
    this.#open = false;
    this.#wake();
  }

  get closed(): boolean {
    return !this.#open;
  }

  /** Calls back once, when something is given back or the queue is closed. */
  whenMore(then: () => void): void {
    this.#idle.push(then);
  }

  #wake(): void {
    for (const then of this.#idle.splice(0)) then();
  }
}

/** The files of a batch from one place to before another. */
export function partOf({ files, positions }: Batch, from: number, to?: number): Batch {
  return { files: files.slice(from, to), positions: positions.slice(from, to) };
}
