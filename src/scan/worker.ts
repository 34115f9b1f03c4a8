import { parentPort, workerData } from 'node:worker_threads';
import type { AskedFile } from '../crawl/files/index.js';
import { receive } from '../knowledge/packed.js';
import type { Examined } from './examine.js';
import { type Setup, startTask, type Task } from './task.js';
import type { ThreadData } from './thread.js';

/** A thread of the pool: takes a task, then batches of files for it, one file after the other. */
let examine: ((file: AskedFile) => Promise<Examined>) | undefined;
let last: Promise<void> = Promise.resolve();
const { setup: shared, place } = workerData as ThreadData;
const setup: Setup = { ...shared, knowledge: receive(shared.knowledge) };

parentPort?.on('message', (message: Task | readonly AskedFile[]) => {
  // Batches may arrive while one is being worked on: their order is kept.
  last = last.then(async () => {
    if (!Array.isArray(message)) {
      examine = startTask(message as Task, setup);
      return;
    }
    const results: Examined[] = [];
    Atomics.add(place, 0, 1);
    for (const [offset, file] of (message as readonly AskedFile[]).entries()) {
      // Written before the file is touched: where this thread ends, the pool sees which file it was.
      Atomics.store(place, 1, offset);
      Atomics.add(place, 2, 1);
      results.push(await examine!(file));
    }
    parentPort?.postMessage(results);
  });
});
