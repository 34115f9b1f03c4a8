import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findFiles, readWhole } from '../../../src/crawl/files/index.js';
import { DEFAULT_LIMITS } from '../../../src/model/index.js';
import { Cache } from '../../../src/scan/cache.js';
import type { Examined } from '../../../src/scan/examine.js';
import { tree } from '../../cli/qday.js';

const HOUR = 3_600_000;

const place = (folder: string, root: string, identity: string, clock: () => number) => ({
  folder,
  name: root,
  identity,
  clock,
});

async function scanOnce(root: string, folder: string, clock: () => number, content = 'k1') {
  const { files } = await findFiles(['.'], { cwd: root });
  const cache = Cache.open(place(folder, root, 'rules 1', clock), files);
  const asked: string[] = [];
  for (const [position, file] of files.entries()) {
    if (cache.unchanged(position)) continue;
    asked.push(file.path);
    const { stamp } = readWhole(file.absolute, DEFAULT_LIMITS);
    const known = cache.keys.includes(content);
    const fresh: Examined = { bytes: 1, parsers: ['p'], key: content, stamp };
    cache.settle(position, known ? { bytes: 1, key: content, stamp, cached: true } : fresh);
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
    Cache.open(place(folder, root, 'rules 2', later), []).save();
    expect(Cache.open(place(folder, root, 'rules 2', later), []).keys).toEqual([]);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('gives back what was settled, of any kind, after files came and went', async () => {
    const [root, folder] = [tree({ b: '1', 'b.c': '2', d: '3', 'ä\n': '4' }), tree({})];
    const results: Record<string, Examined> = {
      b: { bytes: 1 },
      'b.c': { bytes: 2, unreadBinary: true },
      d: { bytes: 3, parsers: ['p'], key: 'k', fields: [{ name: 'é\n' }] as unknown as Examined['fields'] },
      'ä\n': { bytes: 4, attempts: [{ target: 'ä\n', by: 'files', status: 'skipped', reason: 'too-large' }] },
    };
    const later = () => Date.now() + HOUR;
    const open = async () => {
      const { files } = await findFiles(['.'], { cwd: root });
      return { files, cache: Cache.open(place(folder, root, 'rules 1', later), files) };
    };
    const first = await open();
    expect(first.files.map(({ path }) => path)).toEqual(Object.keys(results).sort());
    for (const [position, { path, absolute }] of first.files.entries()) {
      const { stamp } = readWhole(absolute, DEFAULT_LIMITS);
      expect(first.cache.settle(position, { ...(results[path] as Examined), stamp })).toEqual(results[path]);
    }
    first.cache.save();
    writeFileSync(join(root, 'a'), 'new');
    rmSync(join(root, 'b.c'));
    const second = await open();
    expect(second.cache.keys).toEqual(['k']);
    for (const [position, { path }] of second.files.entries())
      expect(second.cache.unchanged(position), path).toEqual(results[path]);
    second.cache.save();
    const third = await open();
    for (const [position, { path }] of third.files.entries())
      expect(third.cache.unchanged(position), path).toEqual(results[path]);
  });

  it('takes a damaged cache for none', async () => {
    const [root, folder] = [tree({ a: '1' }), tree({})];
    const later = () => Date.now() + HOUR;
    await scanOnce(root, folder, later);
    const file = join(folder, readdirSync(folder)[0] as string);
    const whole = readFileSync(file);
    for (const broken of [
      '{"savedAt": 1}\n["a", {',
      whole.subarray(0, -1),
      whole.map((byte, at) => (at === whole.length - 3 ? byte ^ 1 : byte)),
    ]) {
      writeFileSync(file, broken);
      expect(await scanOnce(root, folder, later)).toEqual(['a']);
    }
    writeFileSync(file, whole);
    expect(await scanOnce(root, folder, later)).toEqual([]);
  });
});
