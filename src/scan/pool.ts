import { availableParallelism } from 'node:os';
import type { FoundFile } from '../crawl/files/index.js';
import { Queue } from './queue.js';
import { type Setup, startTask, type Task } from './task.js';
import { type Take, Thread, type ThreadOptions } from './thread.js';

/** Below this many files the start of a thread costs more than it saves (docs/performance.md). */
const FEW_FILES = 400;
const MOST_WORKERS = 8;
/** Times the limit of one parser: several may read a file and everything packed in it. */
const PATIENCE = 4;
/** Threads live on many small short-lived objects; room for these that is larger than a cache only costs memory. */
const MEMORY = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 1024 };

const WORKER = new URL('../../dist/bundle/worker.js', import.meta.url);

/** Threads that read and parse files. They start with the first large task and stay until `close`. */
export class Pool {
  readonly #threads: Thread[] = [];

  /** @param workers number of threads; by number of files and cores when it is not given, 0 for none */
  constructor(
    private readonly setup: Setup,
    private readonly workers?: number,
    private readonly options: ThreadOptions = {
      script: WORKER,
      patienceMs: setup.limits.parseMillis * PATIENCE,
      memory: MEMORY,
    },
  ) {}

  async run(task: Task, files: readonly FoundFile[], take: Take): Promise<void> {
    if (files.length === 0) return;
    const workers = this.workers ?? (files.length < FEW_FILES ? 0 : Math.min(availableParallelism(), MOST_WORKERS));
    if (workers === 0) {
      const examine = startTask(task, this.setup);
      for (const [position, file] of files.entries()) take(position, await examine(file));
      return;
    }
    while (this.#threads.length < workers) this.#threads.push(new Thread(this.setup, this.options));
    const queue = new Queue(files);
    await Promise.all(this.#threads.map((thread) => thread.work(task, queue, take)));
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.splice(0).map((thread) => thread.close()));
  }
}
