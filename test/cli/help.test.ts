import { describe, expect, it } from 'vitest';
import { builtHelp } from '../../src/cli/help-text.js';
import { helpText } from '../../src/cli/program.js';
import { qday } from './qday.js';

describe('the help that the build writes', () => {
  it.each([80, 120, 200])('is what commander says in %i columns', (columns) => {
    expect(builtHelp(columns)).toBe(helpText(columns));
  });

  it('is not used where lines have to be broken elsewhere', () => {
    expect(builtHelp(60)).toBeUndefined();
  });

  it.each([['--help'], ['-h'], []])('is printed for %s', async (...args) => {
    const { code, out } = await qday('.', ...args);
    expect(code).toBe(0);
    expect(out).toBe(helpText(80));
  });
});
