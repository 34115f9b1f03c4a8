import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/index.js';
import { qday, tree } from './qday.js';

const SSHD = 'KexAlgorithms diffie-hellman-group1-sha1\nCiphers 3des-cbc\n';

async function scanned(cwd: string, ...args: string[]): Promise<{ code: number | null; report: Report }> {
  const { code, out } = await qday(cwd, 'scan', '-f', 'json', '--today', '2026-11-23', '--fail-on', 'low', ...args);
  return { code, report: JSON.parse(out) as Report };
}

describe('baseline and ignore file', () => {
  it('fails only on what the baseline does not have', async () => {
    const folder = tree({ 'etc/ssh/sshd_config': SSHD });
    expect((await scanned(folder, '--write-baseline', 'base.json')).code).toBe(1);
    const again = await scanned(folder, '--baseline', 'base.json');
    expect(again.code).toBe(0);
    expect(again.report.findings.map(({ change }) => change)).toContain('unchanged');
    writeFileSync(join(folder, 'etc/ssh/sshd_config'), `${SSHD}MACs hmac-md5\n`);
    expect((await scanned(folder, '--baseline', 'base.json')).code).toBe(1);
  });

  it('marks what the ignore file accepts, with its reason, and deletes nothing', async () => {
    const folder = tree({
      'etc/ssh/sshd_config': SSHD,
      '.qdayignore.yaml': 'ignores:\n  - path: etc/\n    reason: retired in March\n',
    });
    const { code, report } = await scanned(folder);
    expect(code).toBe(0);
    expect(report.findings.length).toBeGreaterThan(0);
    expect(report.findings.every(({ suppression }) => suppression?.reason === 'retired in March')).toBe(true);
  });

  it.each([
    ['a baseline that is not there', {}, ['--baseline', 'none.json'], /none\.json: the baseline cannot be read/],
    ['a broken baseline', { 'b.json': '{' }, ['--baseline', 'b.json'], /b\.json: not valid JSON/],
    [
      'a broken ignore file',
      { '.qdayignore.yaml': '- rule: x\n' },
      [],
      /\.qdayignore\.yaml:1: an ignore needs a reason/,
    ],
  ])('%s ends with 2', async (_what, files, args, sentence) => {
    const { code, err } = await qday(tree(files), 'scan', ...args);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  });
});
