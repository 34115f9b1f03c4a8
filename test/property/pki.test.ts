import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBytes } from '../support/parse.js';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
/** Files of our rooms; the dumps beside them are for people. */
const files = ['pki/made', 'pki/post-quantum', 'keys/made', 'keys/formats', 'archives/made']
  .flatMap((folder) => readdirSync(join(FIXTURES, folder)).map((name) => join(folder, name)))
  .filter((name) => !/\.(txt|dump)$/.test(name));
/** Positions tried in one file: all of a small one, evenly spread over a large one. `scripts/flip-every-byte.mjs` tries every position of all of them. */
const SMALL = 512;
const POSITIONS = 200;
/** Stores compute thousands of rounds for each password that is tried. */
const SLOW = /p12|pkcs12|pbe|pbes2|scrypt|dek-|jceks|bouncycastle/;
const POSITIONS_OF_SLOW = 12;

/** A parser may say that it cannot read something. What it must not do is fail in a way it should not. */
async function expectNoDefect(bytes: Uint8Array, path: string, what: string): Promise<void> {
  const { attempts } = await parseBytes(bytes, path);
  const bugs = attempts.filter((one) => one.reason === 'bug');
  expect(bugs, what).toEqual([]);
}

function positions(name: string, length: number): number[] {
  const wanted = SLOW.test(name) ? POSITIONS_OF_SLOW : length <= SMALL ? length : POSITIONS;
  const stride = Math.max(1, Math.floor(length / wanted));
  return Array.from({ length: Math.floor(length / stride) }, (_, index) => index * stride);
}

describe('hostile variants of every fixture leave only facts and attempts', () => {
  it.each(files)(
    '%s, cut and flipped',
    async (name) => {
      const bytes = readFileSync(join(FIXTURES, name));
      for (const at of positions(name, bytes.length)) {
        await expectNoDefect(bytes.subarray(0, at), name, `cut at ${at}`);
        const flipped = Uint8Array.from(bytes);
        flipped[at] = (flipped[at] as number) ^ (1 << (at % 8));
        await expectNoDefect(flipped, name, `bit flipped at ${at}`);
      }
    },
    60_000,
  );
});

describe('nothing at all', () => {
  it('random bytes behind the marks that parsers look for', async () => {
    const marks = [
      '30820122',
      '3080',
      '30840fffffff',
      'feedfeed00000002',
      'cececece00000002',
      '504b0304',
      '99010d04',
      '1f8b08',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...marks), fc.uint8Array({ maxLength: 400 }), async (mark, tail) => {
        await expectNoDefect(Buffer.concat([Buffer.from(mark, 'hex'), tail]), 'random.der', mark);
      }),
      { numRuns: 400 },
    );
  });

  it('text around PEM markers', async () => {
    const piece = fc.constantFrom(
      '-----BEGIN CERTIFICATE-----',
      '-----END CERTIFICATE-----',
      '\\n',
      '\n',
      '"',
      'MIIB',
      '=',
      ' +',
      '#',
      'é',
      '-----BEGIN ',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        await expectNoDefect(Buffer.from(pieces.join('')), 'random.pem', pieces.join(''));
      }),
      { numRuns: 300 },
    );
  });

  it('nesting bombs', async () => {
    await expectNoDefect(Buffer.alloc(60_000, 0x30), 'nested.der', 'primitive');
    await expectNoDefect(Buffer.from('3080'.repeat(30_000), 'hex'), 'indefinite.der', 'indefinite');
    await expectNoDefect(Buffer.from('2480'.repeat(30_000), 'hex'), 'strings.p12', 'strings');
  });
});
