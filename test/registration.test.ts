import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PARSERS } from '../src/parse/registry.js';
import { LANGUAGES } from '../src/parse/source/languages/index.js';
import { REPORTERS } from '../src/report/registry.js';

const root = join(import.meta.dirname, '../src');

/** Values exported by the files of a folder that look like what the list holds. */
async function exported(
  folder: string,
  looks: (value: Record<string, unknown>) => boolean,
): Promise<[string, unknown][]> {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const found: [string, unknown][] = [];
  for (const name of names) {
    if (!/export const/.test(readFileSync(join(root, folder, name), 'utf8'))) continue;
    const module = (await import(join(root, folder, name))) as Record<string, unknown>;
    for (const [key, value] of Object.entries(module)) {
      if (typeof value === 'object' && value !== null && looks(value as Record<string, unknown>))
        found.push([`${name} ${key}`, value]);
    }
  }
  return found;
}

function missing(found: readonly [string, unknown][], list: readonly unknown[]): string[] {
  return found.filter(([, value]) => !list.includes(value)).map(([name]) => name);
}

describe('explicit lists are complete', () => {
  it('parsers', async () => {
    const found = await exported('parse', (one) => 'wants' in one && 'parse' in one && 'id' in one);
    expect(found.length).toBeGreaterThan(30);
    expect(missing(found, PARSERS)).toEqual([]);
    expect(new Set(PARSERS.map(({ id }) => id)).size).toBe(PARSERS.length);
  });

  it('languages', async () => {
    const found = await exported('parse/source/languages', (one) => 'lower' in one && 'extensions' in one);
    expect(missing(found, LANGUAGES)).toEqual([]);
    expect(found.length).toBe(LANGUAGES.length);
  });

  it('reporters', async () => {
    const found = await exported('report', (one) => 'render' in one && 'id' in one);
    expect(found.length).toBeGreaterThan(8);
    expect(missing(found, REPORTERS)).toEqual([]);
  });
});
