import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findFiles, readWhole } from '../../../src/crawl/files/index.js';
import { DEFAULT_LIMITS } from '../../../src/model/index.js';
import { Cache } from '../../../src/scan/cache.js';
import type { Examined } from '../../../src/scan/examine.js';
import { tree } from '../../cli/qday.js';

const HOUR = 3_600_000;

async function scanOnce(root: string, folder: string, clock: () => number, content = 'k1') {
  const cache = Cache.open(folder, root, 'rules 1', clock);
  const asked: string[] = [];
  for (const file of (await findFiles(['.'], { cwd: root })).files) {
    if (cache.unchanged(file)) continue;
    asked.push(file.path);
    const { stamp } = readWhole(file.absolute, DEFAULT_LIMITS);
    const known = cache.keys.includes(content);
    const fresh: Examined = { bytes: 1, parsers: ['p'], key: content, stamp };
    cache.settle(file, known ? { bytes: 1, key: content, stamp, cached: true } : fresh);
  }
  cache.save();
  return asked;
}

describe('Cache', () => {
  it('asks for a file again only when it was touched', async () => {
    const [root, folder] = [tree({ a: '1', b: '2' }), tree({})];
    const later = () => Date.now() + HOUR;
    expect(await scanOnce(root, folder, later)).toEqual(['a', 'b']);
    expect(await scanOnce(root, folder, later)).toEqual([]);
    writeFileSync(join(root, 'b'), '33');
    expect(await scanOnce(root, folder, later)).toEqual(['b']);
  });

  it('does not trust a file changed at the moment of the last save', async () => {
    const [root, folder] = [tree({ a: '1' }), tree({})];
    await scanOnce(root, folder, Date.now);
    expect(await scanOnce(root, folder, Date.now)).toEqual(['a']);
  });

  it('forgets files that are gone, and holds one file for each root', async () => {
    const [root, folder] = [tree({ a: '1' }), tree({})];
    const later = () => Date.now() + HOUR;
    await scanOnce(root, folder, later);
    await scanOnce(root, folder, later);
    Cache.open(folder, root, 'rules 2', later).save();
    expect(Cache.open(folder, root, 'rules 2', later).keys).toEqual([]);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('takes a damaged cache for none', async () => {
    const [root, folder] = [tree({ a: '1' }), tree({})];
    const later = () => Date.now() + HOUR;
    await scanOnce(root, folder, later);
    for (const name of readdirSync(folder)) writeFileSync(join(folder, name), '{"savedAt": 1}\n["a", {');
    expect(await scanOnce(root, folder, later)).toEqual(['a']);
  });
});
