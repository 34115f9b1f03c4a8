import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { ownCopy } from '../../../src/parse/text.js';

describe('a copy of its own', () => {
  it.each(['', 'a', 'twelve signs', 'thirteen sign', 'häuser und straßen', '\u{1f511} key'])(
    '%j is the same text',
    (text) => {
      expect(ownCopy(text)).toBe(text);
    },
  );

  it('does not keep the text of which it was a piece', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    collect();
    const before = process.memoryUsage().heapUsed;
    const kept = Array.from({ length: 64 }, (_, at) => {
      const text = Array.from({ length: 60_000 }, (_, word) => word + at).join(' ');
      return ownCopy(text.slice(100, 130));
    });
    collect();
    // The texts have 20 MB.
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(5_000_000);
    expect(kept).toHaveLength(64);
  });
});
