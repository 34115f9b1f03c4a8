import { createHash } from 'node:crypto';
import type { Found } from '../crawl/files/index.js';
import { Components } from '../inventory/component.js';
import type { ExamineOptions } from './options.js';

type Shard = ExamineOptions['shard'];

/** The part of a list that belongs to a shard, by a hash of each name: no two shards share one, together they have all. */
export function ofShard<T>(all: readonly T[], nameOf: (one: T) => string, shard: Shard): readonly T[] {
  if (!shard) return all;
  return all.filter((one) => hash(nameOf(one)) % shard.count === shard.index);
}

/** Files by their component: values are resolved across the files of a scan, so those that use each other stay together. */
export function filesOfShard(found: Found, shard: Shard): Found {
  if (!shard) return found;
  const components = new Components(found.files.map(({ path }) => path));
  const files = ofShard(found.files, ({ path }) => components.of(path), shard);
  const part = `shard ${shard.index + 1}/${shard.count}`;
  const detail = `${files.length} of ${found.files.length} files belong to this part`;
  return { ...found, files, attempts: [...found.attempts, { target: part, by: 'shard', status: 'completed', detail }] };
}

function hash(name: string): number {
  return createHash('sha256').update(name).digest().readUInt32BE(0);
}
