import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenSearch } from '../../../src/parse/token-search.js';

describe('TokenSearch', () => {
  it('finds exactly the tokens that stand in the text, overlapping and nested ones too', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), minLength: 2, maxLength: 7 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', 'x', '\u00ff'), maxLength: 60 });
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 12 }), text, (tokens, haystack) => {
        const search = new TokenSearch();
        for (const token of tokens) search.add(token);
        const found = search.search(Buffer.from(haystack, 'latin1'));
        for (const token of tokens) expect(found[search.id(token) as number] === 1).toBe(haystack.includes(token));
      }),
    );
  });

  it('knows no token it was not made with', () => {
    const search = new TokenSearch();
    expect(search.add('ab')).toBe(0);
    expect(search.id('abc')).toBeUndefined();
    expect(search.add('abc')).toBe(1);
    expect(search.add('ab')).toBe(0);
  });

  it('takes no token that is a single character or no Latin-1', () => {
    const search = new TokenSearch();
    expect([search.add('a'), search.add('schlüssel→')]).toEqual([undefined, undefined]);
  });
});
