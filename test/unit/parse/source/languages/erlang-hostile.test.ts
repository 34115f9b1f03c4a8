import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Catalog } from '../../../../../src/catalog/catalog.js';
import { loadKnowledge } from '../../../../../src/knowledge/load.js';
import { DEFAULT_LIMITS } from '../../../../../src/model/index.js';
import { SOURCE_PARSERS } from '../../../../../src/parse/source/parsers.js';

/** Erlang has no grammar here: it is read by a reader of our own, so what breaks it is ours as well. */
const knowledge = loadKnowledge();
const context = {
  catalog: new Catalog(knowledge),
  knowledge,
  limits: DEFAULT_LIMITS,
  today: '2026-01-01',
  passwords: [],
};
const parser = SOURCE_PARSERS.find((one) => one.id === 'source/erlang');
const USE = 'sound() -> crypto:hash(sha256, <<"x">>).\n';

async function read(text: string) {
  const bytes = new TextEncoder().encode(text);
  const result = await parser?.parse({ path: 'a.erl', bytes, depth: 0 }, context);
  return { names: (result?.observations ?? []).map((one) => one.asset.name), attempts: result?.attempts ?? [] };
}

const TOKENS = [
  ...[
    'f',
    'crypto',
    'sign',
    'ok',
    'X',
    '_',
    '?M',
    '#r',
    '##',
    '%c\n',
    '"t"',
    '"',
    '<<',
    '>>',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '->',
    ':=',
    '=>',
  ],
  ...[
    '|',
    '||',
    '<-',
    '<=',
    ',',
    ';',
    '.',
    '.\n',
    ':',
    '-',
    '!',
    '=',
    '/',
    '$a',
    '$\\',
    '16#ff',
    '2#',
    '1.0e',
    "'a b'",
    "'",
    '-define(A,',
  ],
  ...[
    'case',
    'of',
    'end',
    'fun',
    'if',
    'try',
    'catch',
    'after',
    'receive',
    'begin',
    'when',
    'maybe',
    'else',
    '-spec',
    '-ifdef(X).',
    '-endif.',
  ],
];

describe('hostile Erlang', () => {
  it('reads whatever order of tokens, and the function that stands after it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...TOKENS), { maxLength: 60 }), async (tokens) => {
        const { names } = await read(`${tokens.join(' ')} \n.\n\n${USE}`);
        // A text or an atom that is not closed takes what follows with it.
        if (!tokens.some((one) => ['"', "'", '$\\'].includes(one))) expect(names).toContain('SHA-256');
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it('reads bytes that are no text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (noise) => {
        await read(`${noise}\n.\n${USE}`);
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it.each([
    ['brackets', '(['],
    ['tuples', '{a,'],
    ['blocks', 'begin '],
    ['funs', 'fun() -> '],
    ['cases', 'case X of a -> '],
    ['binaries', '<<'],
    ['operators', '1 + '],
    ['calls', 'f(crypto:'],
  ])('does not exhaust the stack on nested %s', async (_, piece) => {
    const { names } = await read(`deep() -> ${piece.repeat(20_000)} .\n\n${USE}`);
    expect(names).toContain('SHA-256');
  });

  it('reads a file of one function with many clauses to its end', async () => {
    const clauses = Array.from({ length: 3000 }, (_, at) => `f(${at}) -> ${at}`).join(';\n');
    expect((await read(`${clauses}.\n${USE}`)).names).toContain('SHA-256');
  });
});
