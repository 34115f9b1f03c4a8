import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
// @ts-expect-error a plain script without types
import { withExcerpt } from '../../scripts/readme-excerpt.mjs';
import { qday } from './qday.js';

it('the excerpt in README.md is what the command prints', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  expect(withExcerpt(readme)).toBe(readme);
});

it('the first command of README.md passes on this repository: what it finds here has its reason in the ignore file', async () => {
  const { code, out } = await qday(join(import.meta.dirname, '../..'), 'scan', '.', '--no-cache');
  expect(out).not.toContain('Unused ignore');
  expect(code).toBe(0);
}, 300_000);
