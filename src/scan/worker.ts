import { parentPort, workerData } from 'node:worker_threads';
import type { FoundFile } from '../crawl/files/index.js';
import type { Examined } from './examine.js';
import { type Setup, startTask, type Task } from './task.js';

/** A thread of the pool: takes a task, then batches of files for it, one file after the other. */
let examine: ((file: FoundFile) => Promise<Examined>) | undefined;
let last: Promise<void> = Promise.resolve();

parentPort?.on('message', (message: Task | readonly FoundFile[]) => {
  // Batches may arrive while one is being worked on: their order is kept.
  last = last.then(async () => {
    if (!Array.isArray(message)) {
      examine = startTask(message as Task, workerData as Setup);
      return;
    }
    const results: Examined[] = [];
    for (const file of message as readonly FoundFile[]) results.push(await examine!(file));
    parentPort?.postMessage(results);
  });
});
