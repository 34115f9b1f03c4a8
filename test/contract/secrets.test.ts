import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { REPORTERS } from '../../src/report/registry.js';
import { type ScanOptions, scan } from '../../src/scan.js';
import { tree } from '../cli/qday.js';
import { Leaks } from '../support/leaks.js';
import { addSecretsOf, allowPublicOf, keyFixtures } from '../support/private-fixtures.js';
import { SECRETS, TREE } from './secrets.fixture.js';

const PASSWORD = 'not-to-be-found';
const knowledge = loadKnowledge();

/** Scans a folder and renders it in every format; what the cache kept is an output too. */
async function outputsOf(cwd: string, more: Partial<ScanOptions> = {}): Promise<Map<string, string>> {
  const folder = tree({});
  const cache = { folder, clock: () => Date.now() + 3_600_000 };
  const options = { targets: ['.'], cwd, knowledge, today: '2026-11-30', workers: 0, respectIgnore: false, cache };
  const report = await scan({ ...options, passwords: [PASSWORD], ...more });
  const outputs = new Map(
    readdirSync(folder).map((name) => [`cache ${name}`, readFileSync(join(folder, name), 'latin1')]),
  );
  for (const reporter of REPORTERS) {
    outputs.set(reporter.id, reporter.render(report, {}));
    outputs.set(`${reporter.id} in full`, reporter.render(report, { verbose: true, width: 200 }));
  }
  expect(outputs.size).toBeGreaterThan(2 * REPORTERS.length);
  return outputs;
}

function expectNone(leaks: Leaks, outputs: ReadonlyMap<string, string>): void {
  for (const [name, text] of outputs) expect(leaks.in(text), name).toEqual([]);
}

describe('secrets', () => {
  it('are found by the search, in every spelling, so that the tests below can fail', () => {
    const leaks = new Leaks();
    const number = Buffer.from(Array.from({ length: 256 }, (_, i) => (i * 73 + 41) % 256));
    leaks.number(number, 'n');
    leaks.text(SECRETS.env, 'env');
    for (const part of [number, number.subarray(1, 90), number.subarray(77, 140)]) {
      for (const spelling of ['hex', 'base64', 'base64url'] as const)
        expect(leaks.in(`x ${part.toString(spelling)} y`)).not.toEqual([]);
    }
    expect(
      leaks.in(
        number
          .toString('hex')
          .toUpperCase()
          .replace(/..(?=.)/g, '$&:'),
      ),
    ).not.toEqual([]);
    expect(leaks.in(`"${BigInt(`0x${number.toString('hex')}`)}"`)).not.toEqual([]);
    expect(leaks.in(`password=${SECRETS.env};`)).not.toEqual([]);
    expect(leaks.in('a'.repeat(500))).toEqual([]);
  });

  it('of keys and stores reach no format, no cache and no attempt: whole, cut short and damaged files', async () => {
    const leaks = new Leaks();
    leaks.text(PASSWORD, 'the password of closed stores');
    const files: Record<string, Uint8Array> = {};
    for (const file of keyFixtures()) {
      addSecretsOf(file, leaks);
      files[file.path] = file.bytes;
      files[`cut/${file.path}`] = file.bytes.subarray(0, Math.floor(file.bytes.length * 0.7));
      const damaged = Buffer.from(file.bytes);
      damaged.writeUInt8((damaged[damaged.length >> 1] as number) ^ 0xff, damaged.length >> 1);
      files[`damaged/${file.path}`] = damaged;
    }
    for (const file of keyFixtures()) allowPublicOf(file, leaks);
    expect(leaks.size).toBeGreaterThan(5000);
    expectNone(leaks, await outputsOf(tree(files)));
  }, 180_000);

  it('of configuration, code and tokens reach no format, no cache and no attempt', async () => {
    const leaks = new Leaks();
    for (const [name, value] of Object.entries(SECRETS)) {
      expect(Object.values(TREE).join('\n'), name).toContain(value);
      leaks.text(value, name);
    }
    const outputs = await outputsOf(tree(TREE));
    expect(outputs.get('json')).toContain('HMAC-SHA-1');
    expectNone(leaks, outputs);
  }, 60_000);

  it('of the fixtures of configurations reach no format', async () => {
    const cwd = resolve(import.meta.dirname, '../../fixtures/configs');
    const leaks = new Leaks();
    for (const path of readdirSync(cwd, { recursive: true, encoding: 'utf8' }).filter((one) =>
      statSync(join(cwd, one)).isFile(),
    )) {
      if (!/\.[a-z]+$|secrets$|rc$/.test(path) || path.endsWith('expected.yaml')) continue;
      const text = readFileSync(join(cwd, path), 'utf8');
      for (const [, value] of text.matchAll(WRITTEN)) leaks.text(value as string, path);
    }
    expect(leaks.size).toBeGreaterThan(20);
    expectNone(leaks, await outputsOf(cwd));
  }, 120_000);
});

/** A value of eight characters or more that stands behind a word for a secret. */
const WRITTEN =
  /(?:password|passwd|passphrase|secret|psk|token)["']?\s*[:=]\s*["']?((?=[A-Za-z0-9+/=!@#%_.-]*\d)[A-Za-z0-9+/=!@#%_.-]{8,})/gi;
