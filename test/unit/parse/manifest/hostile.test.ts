import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Catalog } from '../../../../src/catalog/catalog.js';
import { loadKnowledge } from '../../../../src/knowledge/load.js';
import { DEFAULT_LIMITS, ParseError } from '../../../../src/model/index.js';
import { MANIFEST_PARSERS } from '../../../../src/parse/manifest/parsers.js';

const root = resolve(import.meta.dirname, '../../../../fixtures/manifests');
const samples = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((file) => file.isFile() && file.name !== 'expected.yaml')
  .map((file) => readFileSync(join(file.parentPath, file.name)));
const knowledge = loadKnowledge();
const context = {
  catalog: new Catalog(knowledge),
  knowledge,
  limits: DEFAULT_LIMITS,
  today: '2026-11-23',
  passwords: [],
};

/** Every parser on the same bytes, whatever they are: only ParseError may come out. */
async function onlyParseErrors(bytes: Uint8Array): Promise<void> {
  for (const parser of MANIFEST_PARSERS) {
    try {
      await parser.parse({ path: 'x', bytes, depth: 0 }, context);
    } catch (error) {
      if (!(error instanceof ParseError)) throw new Error(`${parser.id}: ${(error as Error).stack}`);
    }
  }
}

describe('hostile manifests', () => {
  it('throws only ParseError on random bytes', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), onlyParseErrors), { numRuns: 60 });
  });

  it('throws only ParseError on truncated and damaged manifests', async () => {
    const damage = fc.tuple(fc.nat(samples.length - 1), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(damage, async ([which, where, byte]) => {
        const whole = samples[which] as Buffer;
        const at = Math.floor(where * whole.length);
        await onlyParseErrors(whole.subarray(0, at));
        const flipped = Buffer.from(whole);
        if (at < flipped.length) flipped[at] = byte;
        await onlyParseErrors(flipped);
      }),
      { numRuns: 80 },
    );
  });

  it('bounds depth, entities and size', async () => {
    await onlyParseErrors(Buffer.from('['.repeat(100_000)));
    await onlyParseErrors(Buffer.from('{"a":'.repeat(100_000)));
    await onlyParseErrors(Buffer.from('<a>'.repeat(10_000)));
    await onlyParseErrors(Buffer.from(`a = ${'['.repeat(50_000)}`));
    const json = MANIFEST_PARSERS.find((parser) => parser.id === 'npm');
    const huge = Buffer.alloc(50 * 1024 * 1024, 0x20);
    expect(() => json?.parse({ path: 'package.json', bytes: huge, depth: 0 }, context)).toThrow(ParseError);
  });
});
