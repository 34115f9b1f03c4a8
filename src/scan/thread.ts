import { type ResourceLimits, Worker } from 'node:worker_threads';
import { asData, type FoundFile } from '../crawl/files/index.js';
import { type SharedKnowledge, share } from '../knowledge/packed.js';
import type { AttemptReason } from '../model/index.js';
import type { Examined } from './examine.js';
import { type Batch, partOf, type Queue } from './queue.js';
import type { Setup, Task } from './task.js';

/** Batches a thread has waiting, so that it never waits for the main thread. */
const AHEAD = 2;
const CHECK_MS = 1_000;

/** Takes the result of the file at a position. Called once for each file, in any order. */
export type Take = (position: number, examined: Examined) => void;

export interface ThreadOptions {
  readonly script: URL;
  /** A thread that works longer than this on one file is ended. Parsers keep shorter limits of their own. */
  readonly patienceMs: number;
  readonly memory?: ResourceLimits;
}

/** How a thread ended in the middle of its work. */
interface Death {
  readonly waiting: readonly Batch[];
  /** Batches that it had begun and not answered, and the place in the last of them. */
  readonly begun: number;
  readonly offset: number;
  readonly error?: Error;
  readonly stuck: boolean;
}

/** What a thread is started with. `place`: batches begun, place in the batch, files begun. */
export interface ThreadData {
  readonly setup: Omit<Setup, 'knowledge'> & { readonly knowledge: SharedKnowledge };
  readonly place: Int32Array;
}

/**
 * One thread of the pool. When it dies or hangs over a file, that file becomes an attempt with the reason, a new thread
 * takes its place, and the other files that it had are examined again.
 */
export class Thread {
  #worker: Worker | undefined;
  #place = new Int32Array(new SharedArrayBuffer(12));
  #answered = 0;

  constructor(
    private readonly setup: Setup,
    private readonly options: ThreadOptions,
  ) {}

  /** Works until the queue is empty and closed. @throws what a thread threw before its first file: none would do better */
  async work(task: Task, queue: Queue, take: Take): Promise<void> {
    for (;;) {
      const death = await this.#until(task, queue, take);
      if (!death) return;
      const culprit = death.waiting[death.begun - 1];
      const file = culprit?.files[death.offset];
      if (!culprit || !file) throw death.error ?? new Error('a thread ended before it began');
      take(culprit.positions[death.offset] as number, { bytes: 0, attempts: [notExamined(file, death)] });
      for (const batch of death.waiting) {
        if (batch !== culprit) queue.giveBack(batch);
        else {
          queue.giveBack(partOf(batch, 0, death.offset));
          queue.giveBack(partOf(batch, death.offset + 1));
        }
      }
    }
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    this.#place = new Int32Array(new SharedArrayBuffer(12));
    this.#answered = 0;
    const workerData: ThreadData = {
      setup: { ...this.setup, knowledge: share(this.setup.knowledge) },
      place: this.#place,
    };
    return new Worker(this.options.script, { workerData, resourceLimits: this.options.memory });
  }

  /** Keeps the thread busy until the queue is empty and all its answers are there, or until it dies. */
  #until(task: Task, queue: Queue, take: Take): Promise<Death | undefined> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    return new Promise((resolve) => {
      const waiting: Batch[] = [];
      let error: Error | undefined;
      let stuck = false;
      let seen = -1;
      let since = performance.now();
      let over = false;
      const watch = setInterval(
        () => {
          const files = Atomics.load(this.#place, 2);
          if (files !== seen) [seen, since] = [files, performance.now()];
          else if (performance.now() - since > this.options.patienceMs && waiting.length > 0) {
            stuck = true;
            void worker.terminate();
          }
        },
        Math.min(CHECK_MS, this.options.patienceMs),
      );
      const finish = (death?: Death): void => {
        over = true;
        clearInterval(watch);
        worker.off('message', answered).off('error', failed).off('exit', ended);
        if (death) this.#worker = undefined;
        resolve(death);
      };
      const feed = (): void => {
        if (over) return;
        // Before, it had nothing to do and was not stuck.
        if (waiting.length === 0) since = performance.now();
        while (waiting.length < AHEAD) {
          const batch = queue.take();
          if (!batch) break;
          waiting.push(batch);
          worker.postMessage(batch.files.map(asData));
        }
        if (waiting.length > 0) return;
        if (queue.closed) finish();
        else queue.whenMore(feed);
      };
      const answered = (results: readonly Examined[]): void => {
        const batch = waiting.shift() as Batch;
        this.#answered++;
        for (const [offset, examined] of results.entries()) take(batch.positions[offset] as number, examined);
        feed();
      };
      const failed = (thrown: Error): void => {
        error = thrown;
      };
      const ended = (): void => {
        const begun = Atomics.load(this.#place, 0) - this.#answered;
        finish({ waiting, begun, offset: Atomics.load(this.#place, 1), error, stuck });
      };
      worker.on('message', answered).on('error', failed).on('exit', ended);
      worker.postMessage(task);
      feed();
    });
  }
}

function notExamined({ path, named }: FoundFile, { error, stuck }: Death) {
  const memory = (error as NodeJS.ErrnoException | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY';
  const reason: AttemptReason = stuck ? 'timeout' : memory ? 'too-large' : 'bug';
  const detail = stuck
    ? 'examining it took longer than a thread may take for one file'
    : memory
      ? 'examining it took more memory than a thread may have'
      : `the thread that examined it ended: ${error ? `${error.name}: ${error.message}` : 'without an error'}`;
  return { target: path, by: named ? 'target' : 'files', status: 'failed' as const, reason, detail };
}
