import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
// @ts-expect-error: a script without types
import { coverage, page } from '../../../../scripts/coverage-page.mjs';

interface Row {
  readonly setting: string;
  readonly elsewhere?: string;
  readonly open?: string;
  readonly rules: readonly string[];
  readonly fixtures: readonly string[];
}

const rows = (coverage() as { rows: Row[] }[]).flatMap((one) => one.rows);

describe('configuration coverage', () => {
  it('has a rule and a fixture for every setting that is not marked open', () => {
    const missing = rows.filter(
      (row) => !row.elsewhere && !row.open && (row.rules.length === 0 || row.fixtures.length === 0),
    );
    expect(missing.map((row) => row.setting)).toEqual([]);
  });

  it('marks nothing open that is found', () => {
    expect(rows.filter((row) => row.open && row.fixtures.length > 0).map((row) => row.setting)).toEqual([]);
  });

  it('is written down as it is', () => {
    expect(readFileSync('docs/coverage.md', 'utf8')).toBe(page());
  });
});
