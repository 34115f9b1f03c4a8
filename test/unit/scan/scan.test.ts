import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../../src/knowledge/load.js';
import { type ScanOptions, scan } from '../../../src/scan.js';
import { tree } from '../../cli/qday.js';

const KEY = `-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
-----END PUBLIC KEY-----
`;

describe('scan', () => {
  const knowledge = loadKnowledge();
  const files = Object.fromEntries(
    Array.from({ length: 150 }, (_, i) => [`d${i % 7}/k${i}.pem`, i % 3 ? 'text' : KEY]),
  );
  const cwd = tree(files);
  const run = (more: Partial<ScanOptions> = {}) =>
    scan({ targets: ['.'], cwd, knowledge, today: '2026-11-23', workers: 0, ...more });

  it('gives the same report with and without threads, with and without a cache', async () => {
    const plain = await run();
    expect(plain.coverage.parsed).toMatchObject({ pem: 50 });
    expect(await run({ workers: 2 })).toEqual(plain);
    const cache = { folder: tree({}), clock: () => Date.now() + 3_600_000 };
    expect(await run({ cache })).toEqual(plain);
    expect(await run({ cache })).toEqual(plain);
    // Other times, same bytes: found by content.
    for (const path of Object.keys(files)) utimesSync(join(cwd, path), 1, 1);
    expect(await run({ cache })).toEqual(plain);
  });

  it('reports progress up to the last file', async () => {
    const seen: number[] = [];
    await run({ onProgress: ({ done }) => seen.push(done) });
    expect(seen.at(-1)).toBe(150);
  });

  it('reads again what imports an object of a library from another file, with threads and from the cache as well', async () => {
    const cwd = tree({
      'keys/curve.js': "const { ec: EC } = require('elliptic');\nmodule.exports = new EC('secp256k1');\n",
      'keys/index.js': "exports.curve = require('./curve');\n",
      'wallet.js': "const { curve } = require('./keys');\nexports.fresh = () => curve.genKeyPair();\n",
    });
    const places = async (more: Partial<ScanOptions>) => {
      const { occurrences } = await scan({ targets: ['.'], cwd, knowledge, today: '2026-11-23', ...more });
      return occurrences
        .map(({ asset, evidence: { location: at } }) => `${'path' in at ? at.path : ''} ${asset}`)
        .sort();
    };
    const plain = await places({ workers: 0 });
    expect(plain).toContain('wallet.js algorithm/EC-secp256k1');
    expect(await places({ workers: 2 })).toEqual(plain);
    const cache = { folder: tree({}), clock: () => Date.now() + 3_600_000 };
    expect(await places({ workers: 0, cache })).toEqual(plain);
    expect(await places({ workers: 0, cache })).toEqual(plain);
  });

  it('asks callers in functions that were left out when their file was read', async () => {
    const filler = Array.from({ length: 80 }, () => '  note(1);\n').join('');
    const cwd = tree({
      'keys.js':
        "const crypto = require('crypto');\nexports.make = (bits) => crypto.generateKeyPairSync('rsa', { modulusLength: bits });\n",
      'app.js': `const { createHash } = require('crypto');
const keys = require('./keys');
function digest(data) { return createHash('sha256').update(data); }
function start() {\n${filler}  keys.make(3072);\n}
`,
    });
    const cache = { folder: tree({}), clock: () => Date.now() + 3_600_000 };
    for (const more of [{}, { cache }, { cache }]) {
      const { assets } = await run({ cwd, ...more });
      expect(assets.map(({ name }) => name).sort()).toEqual(['RSA-3072', 'SHA-256']);
    }
  });
});
