import { parentPort, workerData } from 'node:worker_threads';
import { Catalog } from '../catalog/catalog.js';
import type { FoundFile } from '../crawl/files/index.js';
import { type ExamineContext, examineFile } from './examine.js';
import type { WorkerSetup } from './pool.js';

/** A thread of the pool: examines the batches it is sent, one file after the other. */
const { knowledge, known, ...rest } = workerData as WorkerSetup;
const context: ExamineContext = { ...rest, knowledge, known: new Set(known), catalog: new Catalog(knowledge) };

parentPort?.on('message', async (batch: readonly FoundFile[]) => {
  const results = [];
  for (const file of batch) results.push(await examineFile(file, context));
  parentPort?.postMessage(results);
});
