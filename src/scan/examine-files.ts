import type { Found, FoundFile } from '../crawl/files/index.js';
import { DEFAULT_LIMITS } from '../model/index.js';
import { Cache } from './cache.js';
import type { Examined } from './examine.js';
import { Gathered } from './gather.js';
import type { Progress, ScanOptions } from './options.js';
import { examineAll, usefulWorkers, type WorkerSetup } from './pool.js';
import { buildId } from './version.js';

/** Examines every file, from the cache where it is known, in threads where there are many. */
export async function examineFiles(found: Found, options: ScanOptions): Promise<Gathered> {
  const { knowledge, today, limits = DEFAULT_LIMITS, passwords = [] } = options;
  const setup: WorkerSetup = { knowledge, today, limits, passwords };
  const { files } = found;
  const cache = openCache(found, setup, options);
  const results = new Array<Examined | undefined>(files.length);
  const open: number[] = [];
  for (const [index, file] of files.entries()) {
    results[index] = cache?.unchanged(file);
    if (!results[index]) open.push(index);
  }
  let done = files.length - open.length;
  const progress = (): void => options.onProgress?.({ stage: 'files', done, total: files.length } satisfies Progress);
  await examineAll(
    open.map((index) => files[index] as FoundFile),
    { ...setup, known: cache?.keys },
    options.workers ?? usefulWorkers(open.length),
    (position, examined) => {
      const index = open[position] as number;
      results[index] = cache ? cache.settle(files[index] as FoundFile, examined) : examined;
      done++;
      progress();
    },
  );
  cache?.save();
  const gathered = new Gathered();
  for (const examined of results) if (examined) gathered.add(examined);
  return gathered;
}

function openCache(found: Found, setup: WorkerSetup, { cache }: ScanOptions): Cache | undefined {
  if (!cache) return undefined;
  const identity = [buildId(), setup.knowledge.version, JSON.stringify(setup.limits), JSON.stringify(setup.passwords)];
  return Cache.open(cache.folder, found.root, identity, cache.clock);
}
