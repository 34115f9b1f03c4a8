import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHUNK } from '../../../src/parse/gram-scan.js';
import { ByToken, TOKENS, TokenSearch } from '../../../src/parse/token-search.js';

describe('TokenSearch', () => {
  it('finds exactly the tokens that stand in the text, overlapping and nested ones too', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), minLength: 2, maxLength: 11 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', 'x', '\u00ff'), maxLength: 60 });
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 12 }), text, (tokens, haystack) => {
        const search = new TokenSearch();
        for (const token of tokens) search.add(token);
        const found = search.search(Buffer.from(haystack, 'latin1')).flags;
        for (const token of tokens) expect(found[search.id(token) as number] === 1).toBe(haystack.includes(token));
      }),
    );
  });

  it('finds a token wherever it stands, also across the end of a chunk', () => {
    const tokens = ['ec', 'mac', 'short', 'sixsix', 'seventy', 'KeyPairGenerator'];
    const search = new TokenSearch();
    for (const token of tokens) search.add(token);
    for (let place = CHUNK - 20; place < CHUNK + 8; place++) {
      for (const token of tokens) {
        const text = Buffer.alloc(place + token.length, '.');
        text.write(token, place, 'latin1');
        expect(search.search(text).hits.map((id) => tokens[id])).toEqual([token]);
      }
    }
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

describe('ByToken', () => {
  it('leads to the things of the tokens found, and to those without', () => {
    const things = new ByToken<string>();
    things.add('nginx', ['ssl_certificate', 'ssl_protocols']);
    things.add('sshd', ['HostKeyAlgorithms']);
    things.add('any', []);
    const { hits } = TOKENS.search(Buffer.from('server { ssl_protocols TLSv1.3; }'));
    expect([...things.near(hits)]).toEqual(['any', 'nginx']);
  });
});
