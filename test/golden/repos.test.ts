import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { terminal } from '../../src/report/terminal/terminal.js';
import { scanRepo } from '../support/theme-repos.js';

/** `UPDATE_GOLDEN=1 npx vitest run test/golden/repos.test.ts` writes them again; the difference is then read by a person. */
const folder = join(import.meta.dirname, 'repos');

describe('the whole terminal report of a repository, from its files', () => {
  it.each(['hospital-api', 'inter-site-vpn', 'code-signing-pipeline'])('%s', async (name) => {
    const report = await scanRepo(name);
    // The version and the digest of the rules change with every release; nothing else may.
    const text = terminal.render({ ...report, tool: { name: 'qday', version: '0.0.0', rules: '' } }, { width: 100 });
    const file = join(folder, `${name}.txt`);
    if (process.env['UPDATE_GOLDEN']) writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, 'utf8'));
  });
});
