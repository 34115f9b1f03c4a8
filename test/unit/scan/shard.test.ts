import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Found } from '../../../src/crawl/files/index.js';
import { filesOfShard, ofShard } from '../../../src/scan/shard.js';

describe('shards', () => {
  it('share nothing and have everything together', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string()), fc.integer({ min: 1, max: 9 }), (names, count) => {
        const parts = Array.from({ length: count }, (_, index) => ofShard(names, (one) => one, { index, count }));
        expect(parts.flat().sort()).toEqual([...names].sort());
      }),
    );
  });

  it('keep the files of a component together', () => {
    const files = ['a/package.json', 'a/x.js', 'a/y/z.js', 'b/q.js'].map((path) => ({
      path,
      absolute: path,
      named: false,
    }));
    const found: Found = { root: '/', files, ignored: 0, installed: 0, links: 0, attempts: [] };
    for (const index of [0, 1, 2]) {
      const paths = filesOfShard(found, { index, count: 3 }).files.map(({ path }) => path);
      expect([0, 3]).toContain(paths.filter((path) => path.startsWith('a/')).length);
    }
  });
});
