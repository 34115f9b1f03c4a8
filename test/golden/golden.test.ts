import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REPORTERS } from '../../src/report/registry.js';
import { shopReport } from './report.fixture.js';

/** `UPDATE_GOLDEN=1 npx vitest run test/golden` writes them again; the difference is then read by a person. */
const folder = join(import.meta.dirname, 'expected');

describe('golden outputs of one saved report', () => {
  for (const reporter of REPORTERS) {
    it(reporter.id, () => {
      const text = reporter.render(shopReport(), { width: 100 });
      const file = join(folder, `shop-${reporter.id}${reporter.extension}`);
      if (process.env['UPDATE_GOLDEN']) {
        mkdirSync(folder, { recursive: true });
        writeFileSync(file, text);
      }
      expect(existsSync(file), `${file} is missing`).toBe(true);
      expect(text).toBe(readFileSync(file, 'utf8'));
    });

    it(`${reporter.id} gives the same bytes again, from the report as saved JSON too`, () => {
      const options = { width: 100 };
      const once = reporter.render(shopReport(), options);
      expect(reporter.render(JSON.parse(JSON.stringify(shopReport())), options)).toBe(once);
    });
  }

  it('no expected file is left over', async () => {
    const { readdirSync } = await import('node:fs');
    const names = REPORTERS.map(({ id, extension }) => `shop-${id}${extension}`);
    expect(readdirSync(folder).filter((name) => !names.includes(name))).toEqual([]);
  });
});
