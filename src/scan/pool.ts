import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { Catalog } from '../catalog/catalog.js';
import type { FoundFile } from '../crawl/files/index.js';
import type { Knowledge, Limits } from '../model/index.js';
import { type Examined, examineFile } from './examine.js';

/** What a worker needs besides files: plain data, copied once. */
export interface WorkerSetup {
  readonly knowledge: Knowledge;
  readonly limits: Limits;
  readonly today: string;
  readonly passwords: readonly string[];
  /** Content keys whose results the cache holds; undefined without a cache. */
  readonly known?: readonly string[];
}

/** Below this many files the start of a thread costs more than it saves (docs/performance.md). */
const FEW_FILES = 400;
const MOST_WORKERS = 8;
const BATCH = 64;
/** Batches a worker has waiting, so that it never waits for the main thread. */
const AHEAD = 2;

const WORKER = new URL('../../dist/scan/worker.js', import.meta.url);

/** Threads that pay for that many files: 0 = none besides the main one. */
export function usefulWorkers(files: number): number {
  return files < FEW_FILES ? 0 : Math.min(availableParallelism(), MOST_WORKERS);
}

/** Examines files in parallel. `take` is called once for each file, in any order, with its position. */
export async function examineAll(
  files: readonly FoundFile[],
  setup: WorkerSetup,
  workers: number,
  take: (index: number, examined: Examined) => void,
): Promise<void> {
  if (workers > 0) return withWorkers(files, setup, workers, take);
  const context = { ...setup, known: new Set(setup.known), catalog: new Catalog(setup.knowledge) };
  for (const [index, file] of files.entries()) take(index, await examineFile(file, context));
}

function withWorkers(
  files: readonly FoundFile[],
  setup: WorkerSetup,
  workers: number,
  take: (index: number, examined: Examined) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let next = 0;
    let done = 0;
    const threads: Worker[] = [];
    const stop = (error?: Error): void => {
      for (const thread of threads) void thread.terminate();
      if (error) reject(error);
      else resolve();
    };
    const start = (): void => {
      const thread = new Worker(WORKER, { workerData: setup });
      const waiting: number[] = [];
      const feed = (): void => {
        while (waiting.length < AHEAD && next < files.length) {
          waiting.push(next);
          thread.postMessage(files.slice(next, next + BATCH));
          next += BATCH;
        }
      };
      thread.on('message', (results: readonly Examined[]) => {
        const first = waiting.shift() as number;
        feed();
        for (const [offset, examined] of results.entries()) take(first + offset, examined);
        done += results.length;
        if (done === files.length) stop();
      });
      thread.on('error', stop);
      threads.push(thread);
      feed();
    };
    for (let i = 0; i < workers; i++) start();
    if (files.length === 0) stop();
  });
}
