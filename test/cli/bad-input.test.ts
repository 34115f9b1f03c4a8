import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/index.js';
import { qday, tree } from './qday.js';

async function report(files: Readonly<Record<string, string | Uint8Array>>, ...args: string[]) {
  const { code, out, err } = await qday(tree(files), 'scan', '-f', 'json', '--fail-on', 'never', ...args);
  expect(err).toBe('');
  return { code, ...(JSON.parse(out) as Report) };
}

describe('input that is broken', () => {
  it('a certificate that was cut off is an attempt, and the scan goes on', async () => {
    const cut = '-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUQ0pW\n-----END CERTIFICATE-----\n';
    const { attempts, coverage, code } = await report({ 'cut.pem': cut, 'a.txt': '' });
    expect(attempts).toMatchObject([{ target: 'cut.pem', reason: 'malformed' }]);
    expect({ code, files: coverage.files }).toEqual({ code: 0, files: 2 });
  });

  it('source code with a syntax error is still read', async () => {
    const java =
      'import java.security.*;\nclass A { void m() throws Exception {\n  MessageDigest.getInstance("MD5");\n  int = ;;; } \n';
    const { assets } = await report({ 'A.java': java });
    expect(assets.map(({ name }) => name)).toContain('MD5');
  });

  it.each(['4', '0/3', '4/3', 'a/b'])('--shard %s ends with 2', async (text) => {
    const { code, err } = await qday(tree({}), 'scan', '--shard', text);
    expect(code).toBe(2);
    expect(err).toContain('Expected a part such as 2/5');
  });

  it('an empty part is not incomplete', async () => {
    const parts = await Promise.all(['1/2', '2/2'].map((text) => report({ 'a/x.txt': '' }, '--shard', text)));
    expect(parts.map(({ code }) => code)).toEqual([0, 0]);
    expect(parts.map(({ coverage }) => coverage.files).sort()).toEqual([0, 1]);
  });
});
