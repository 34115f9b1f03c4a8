import { describe, expect, it } from 'vitest';
import type { FoundFile } from '../../../src/crawl/files/index.js';
import { DEFAULT_LIMITS } from '../../../src/model/index.js';
import type { Examined, Sifted } from '../../../src/scan/examine.js';
import { Pool } from '../../../src/scan/pool.js';
import type { Setup } from '../../../src/scan/task.js';

const setup = { knowledge: { version: '', documents: [] }, limits: DEFAULT_LIMITS, passwords: [] } as unknown as Setup;
const options = {
  script: new URL('../../support/dying-worker.mjs', import.meta.url),
  patienceMs: 3_000,
  memory: { maxOldGenerationSizeMb: 32 },
};

/** The results of a pool over files of these names. */
async function examine(
  names: readonly string[],
  workers = 2,
  sift?: (file: FoundFile) => Sifted,
): Promise<Map<string, Examined>> {
  const pool = new Pool(setup, workers, { ...options, ...(sift && { sift: () => sift }) });
  const results = new Map<string, Examined>();
  try {
    const files = names.map((path) => ({ path, absolute: `/${path}`, named: false }));
    await pool.run({ kind: 'examine' }, files, (position, examined) => {
      const path = names[position] as string;
      expect(results.has(path)).toBe(false);
      results.set(path, examined);
    });
  } finally {
    await pool.close();
  }
  return results;
}

const plain = Array.from({ length: 300 }, (_, i) => `f${i}`);

describe('Pool', () => {
  it.each([
    ['throws', 'bug', /RangeError: of this file/],
    ['exits', 'bug', /without an error/],
    ['memory', 'too-large', /memory/],
    ['hangs', 'timeout', /longer/],
  ])(
    'a thread that %s becomes an attempt for its file, and every other file is examined',
    async (name, reason, why) => {
      const names = [...plain.slice(0, 70), name, ...plain.slice(70)];
      const results = await examine(names);
      expect(results.size).toBe(names.length);
      expect(results.get(name)?.attempts).toMatchObject([{ target: name, status: 'failed', reason }]);
      expect(results.get(name)?.attempts?.[0]?.detail).toMatch(why);
      for (const path of plain) expect(results.get(path)).toEqual({ bytes: path.length });
    },
  );

  it('survives several deaths in one batch', async () => {
    const names = ['throws', ...plain.slice(0, 5), 'exits', ...plain.slice(5, 9)];
    const results = await examine(names, 1);
    expect([...results.values()].filter(({ attempts }) => attempts)).toHaveLength(2);
    expect(results.size).toBe(names.length);
  });

  it('the calling thread passes over files meanwhile, and leaves to the others what it does not', async () => {
    const names = plain.map((name, index) => (index % 10 === 0 ? `open-${name}` : name));
    const sifted = new Set<string>();
    const results = await examine(names, 1, ({ path }) => {
      sifted.add(path);
      return path.startsWith('open-') ? { wanted: [0] } : { passed: { bytes: -1 } };
    });
    // The first batch is looked at before there is a thread.
    expect(sifted.size).toBeGreaterThanOrEqual(64);
    expect(results.size).toBe(names.length);
    for (const [path, { bytes }] of results) {
      const passed = sifted.has(path) && !path.startsWith('open-');
      expect(bytes, path).toBe(passed ? -1 : path.length);
    }
  });

  it('starts no thread where the calling thread leaves nothing for one', async () => {
    const script = new URL('file:///nowhere/worker.mjs');
    const pool = new Pool(setup, 2, { ...options, script, sift: () => () => ({ passed: { bytes: -1 } }) });
    const files = plain.map((path) => ({ path, absolute: `/${path}`, named: false }));
    const taken = new Set<number>();
    await pool.run({ kind: 'examine' }, files, (position) => taken.add(position));
    await pool.close();
    expect(taken.size).toBe(plain.length);
  });

  it('a thread that cannot start is an error, not an endless loop', async () => {
    const broken = { ...options, script: new URL('file:///nowhere/worker.mjs') };
    const pool = new Pool(setup, 1, broken);
    const file = { path: 'a', absolute: '/a', named: false };
    await expect(pool.run({ kind: 'examine' }, [file], () => undefined)).rejects.toThrow(/nowhere/);
    await pool.close();
  });
});
