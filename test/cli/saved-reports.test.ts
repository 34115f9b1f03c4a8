import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cyclonedx17 } from '../../src/report/cyclonedx/cyclonedx.js';
import { largeReport } from '../contract/hostile.fixture.js';
import { shopReport } from '../golden/report.fixture.js';
import { qday, tree } from './qday.js';

const shop = shopReport();
const saved = (report = shop) => JSON.stringify(report);
const folder = () =>
  tree({
    'old.json': saved({ ...shop, findings: shop.findings.slice(1), today: '2026-01-01' }),
    'new.json': saved(),
    'bom.json': cyclonedx17.render(shop, {}),
    'large.json': saved(largeReport(2000)),
  });

describe('commands over saved reports', () => {
  it('report renders again in every format, alone or into files', async () => {
    const at = folder();
    const { code, out } = await qday(
      at,
      'report',
      'new.json',
      '-f',
      'html=report.html',
      '-f',
      'sarif=x.sarif',
      '-f',
      'markdown',
    );
    expect(code).toBe(1);
    expect(out).toContain('### Do first');
    expect(readFileSync(join(at, 'report.html'), 'utf8')).toContain('<!doctype html>');
    expect(JSON.parse(readFileSync(join(at, 'x.sarif'), 'utf8')).version).toBe('2.1.0');
  });

  it('a pipe gets all of it, far beyond 64 KiB', async () => {
    const at = folder();
    for (const format of ['json', 'html', 'sarif', 'csv']) {
      const { out } = await qday(at, 'report', 'large.json', '-f', format);
      expect(Buffer.byteLength(out)).toBeGreaterThan(200_000);
      if (format === 'json' || format === 'sarif') JSON.parse(out);
      expect(out.endsWith('\n')).toBe(true);
    }
  });

  it('diff says what is new, fails for it, and compares bills of materials', async () => {
    const at = folder();
    const { code, out } = await qday(at, 'diff', 'old.json', 'new.json');
    expect(code).toBe(1);
    expect(out.split('\n')[0]).toBe('1 new, 7 unchanged, 0 fixed against old.json');
    expect((await qday(at, 'diff', 'new.json', 'old.json')).out).toContain('- critical');
    const uses = await qday(at, 'diff', 'new.json', 'bom.json');
    expect(uses.code).toBe(0);
    expect(uses.out).toMatch(/ 0 gone, /);
    expect((await qday(at, 'diff', 'new.json', 'bom.json', '-f', 'json')).code).toBe(2);
    expect((await qday(at, 'diff', 'new.json', 'nothing.json')).err).toContain('nothing.json: cannot be read (ENOENT)');
  });

  it('merge, trend and explain', async () => {
    const at = folder();
    const merged = await qday(at, 'merge', 'shop=new.json', 'before=old.json', '-f', 'json');
    expect(JSON.parse(merged.out).estate.map(({ name }: { name: string }) => name)).toEqual(['before', 'shop']);
    const trend = await qday(at, 'trend', 'old.json', 'new.json', '--svg', 'trend.svg');
    expect(trend.out).toContain('2026-01-01');
    expect(existsSync(join(at, 'trend.svg'))).toBe(true);
    const rule = await qday(at, 'explain', 'quantum-vulnerable-signature', '--report', 'new.json');
    expect(rule.out).toContain('payments/src/main/java/shop/Receipt.java:77');
    expect((await qday(at, 'explain', 'abcdef123456', '--report', 'new.json')).code).toBe(2);
    expect(
      (await qday(at, 'explain', 'f4000000', '--report', 'new.json')).out + (await qday(at, 'explain', 'rsa-2048')).out,
    ).toContain('quantum-vulnerable');
    expect((await qday(at, 'explain', 'no such thing')).err).toContain(
      'is neither a rule, an algorithm nor a fingerprint',
    );
  });
});

describe('the same tree', () => {
  it('gives the same bytes in every format, whatever the threads and the cache', async () => {
    const key =
      'class K { Object k() throws Exception { return java.security.KeyPairGenerator.getInstance("RSA"); } }\n';
    const at = tree({
      'a/K.java': key,
      'b/K.java': key,
      'b/nginx.conf': 'server { listen 443 ssl; ssl_protocols TLSv1.2; }\n',
    });
    const formats = ['json', 'html', 'sarif', 'cyclonedx', 'cyclonedx-1.6', 'markdown', 'terminal', 'audit'];
    const run = async (folder: string, ...flags: string[]) => {
      await qday(
        at,
        'scan',
        'a',
        'b',
        '--today',
        '2026-11-23',
        ...flags,
        ...formats.flatMap((one) => ['-f', `${one}=${folder}-${one}`]),
      );
      return formats.map((one) => readFileSync(join(at, `${folder}-${one}`), 'utf8'));
    };
    const cold = await run('x', '--no-cache', '--workers', '0');
    expect(await run('y', '--workers', '2')).toEqual(cold);
    expect(await run('z')).toEqual(cold);
  });
});

describe('qday init', () => {
  it('writes a configuration, a baseline and a workflow, asks nothing, and replaces nothing', async () => {
    const at = tree({ '.github/x': '', 'qday.yaml': 'name: mine\n' });
    const { code, out, err } = await qday(at, 'init');
    expect({ code, kept: err.trim() }).toEqual({ code: 0, kept: 'kept    qday.yaml (--force replaces it)' });
    expect(out.match(/^written \S+/gm)).toEqual([
      'written .qdayignore.yaml:',
      'written .qday-baseline.json:',
      'written .github/workflows/qday.yml:',
    ]);
    expect(readFileSync(join(at, 'qday.yaml'), 'utf8')).toBe('name: mine\n');
    expect((await qday(at, 'scan', '--baseline', '.qday-baseline.json')).code).toBe(0);
  });

  it.each(['gitlab', 'pre-commit', 'none'])('writes the files for %s, and they are valid YAML', async (service) => {
    const { parse } = await import('yaml');
    const at = tree({ 'a.txt': '' });
    const { out } = await qday(at, 'init', '--ci', service, '--no-baseline');
    for (const [, file] of out.matchAll(/^written (\S+):/gm)) parse(readFileSync(join(at, file!), 'utf8'));
    expect(out).not.toContain('baseline.json');
  });
});

describe('qday completion', () => {
  it('writes scripts that name every command; bash takes its own', async () => {
    const at = tree({});
    for (const shell of ['bash', 'zsh', 'fish']) {
      const { code, out } = await qday(at, 'completion', shell);
      expect(code).toBe(0);
      for (const name of ['scan', 'merge', 'explain']) expect(out).toContain(name);
    }
    const { out } = await qday(at, 'completion', 'bash');
    writeFileSync(
      join(at, 'c.sh'),
      `${out}\nCOMP_WORDS=(qday scan --fai); COMP_CWORD=2; _qday; echo "\${COMPREPLY[@]}"\n`,
    );
    expect(execFileSync('bash', [join(at, 'c.sh')], { encoding: 'utf8' }).trim()).toBe('--fail-on');
    expect((await qday(at, 'completion', 'tcsh')).code).toBe(2);
  });
});
