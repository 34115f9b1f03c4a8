import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
// @ts-expect-error a plain script without types
import { withExcerpt } from '../../scripts/readme-excerpt.mjs';

it('the excerpt in README.md is what the command prints', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  expect(withExcerpt(readme)).toBe(readme);
});
