import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { FoundFile } from '../crawl/files/index.js';
import type { Examined } from './examine.js';
import { type Setup, startTask, type Task } from './task.js';

/** Below this many files the start of a thread costs more than it saves (docs/performance.md). */
const FEW_FILES = 400;
const MOST_WORKERS = 8;
const BATCH = 64;
/** Batches a worker has waiting, so that it never waits for the main thread. */
const AHEAD = 2;

const WORKER = new URL('../../dist/bundle/worker.js', import.meta.url);

/** Takes the result of the file at a position. Called once for each file, in any order. */
type Take = (position: number, examined: Examined) => void;

/** Threads that read and parse files. They start with the first large task and stay until `close`. */
export class Pool {
  readonly #threads: Worker[] = [];

  /** @param workers number of threads; by number of files and cores when it is not given, 0 for none */
  constructor(
    private readonly setup: Setup,
    private readonly workers?: number,
  ) {}

  async run(task: Task, files: readonly FoundFile[], take: Take): Promise<void> {
    if (files.length === 0) return;
    const workers = this.workers ?? (files.length < FEW_FILES ? 0 : Math.min(availableParallelism(), MOST_WORKERS));
    if (workers === 0) {
      const examine = startTask(task, this.setup);
      for (const [position, file] of files.entries()) take(position, await examine(file));
      return;
    }
    while (this.#threads.length < workers) this.#threads.push(new Worker(WORKER, { workerData: this.setup }));
    const queue = new Queue(files);
    await Promise.all(this.#threads.map((thread) => work(thread, task, queue, take)));
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.splice(0).map((thread) => thread.terminate()));
  }
}

/** Hands out batches of files, from the front. */
class Queue {
  #next = 0;
  constructor(private readonly files: readonly FoundFile[]) {}

  take(): { readonly first: number; readonly files: readonly FoundFile[] } | undefined {
    if (this.#next >= this.files.length) return undefined;
    const first = this.#next;
    this.#next += BATCH;
    return { first, files: this.files.slice(first, this.#next) };
  }
}

/** Keeps one thread busy until the queue is empty and all its answers are there. */
function work(thread: Worker, task: Task, queue: Queue, take: Take): Promise<void> {
  return new Promise((resolve, reject) => {
    const waiting: number[] = [];
    const feed = (): void => {
      while (waiting.length < AHEAD) {
        const batch = queue.take();
        if (!batch) break;
        waiting.push(batch.first);
        thread.postMessage(batch.files);
      }
      if (waiting.length > 0) return;
      thread.off('message', answered).off('error', reject);
      resolve();
    };
    const answered = (results: readonly Examined[]): void => {
      const first = waiting.shift() as number;
      for (const [offset, examined] of results.entries()) take(first + offset, examined);
      feed();
    };
    thread.on('message', answered).on('error', reject);
    thread.postMessage(task);
    feed();
  });
}
