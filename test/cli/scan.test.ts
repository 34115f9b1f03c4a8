import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/index.js';
import { qday, tree } from './qday.js';

const TODAY = ['--today', '2026-11-23'];

async function scanned(cwd: string, ...args: string[]): Promise<{ code: number | null; report: Report; err: string }> {
  const { code, out, err } = await qday(cwd, 'scan', '-f', 'json', ...TODAY, ...args);
  return { code, report: JSON.parse(out) as Report, err };
}

describe('qday scan', () => {
  it('ends with 0 on a folder with nothing in it that is wrong, and says nothing on standard error', async () => {
    const { code, report, err } = await scanned(tree({ 'a.txt': 'hello' }));
    expect({ code, err, files: report.coverage.files }).toEqual({ code: 0, err: '', files: 1 });
  });

  it('ends with 3 when there was nothing to scan', async () => {
    const { code, report } = await scanned(tree({}));
    expect(code).toBe(3);
    expect(report.verdict.status).toBe('incomplete');
  });

  it('records a missing target, scans the others and ends with 3', async () => {
    const { code, report } = await scanned(tree({ 'here/a.txt': '' }), 'here', 'not-there');
    expect(code).toBe(3);
    expect(report.coverage.files).toBe(1);
    expect(report.attempts).toMatchObject([{ target: 'not-there', status: 'failed', reason: 'unreadable' }]);
  });

  it('ends with 0 on a missing target with --allow-incomplete', async () => {
    expect((await scanned(tree({ 'a.txt': '' }), '.', 'not-there', '--allow-incomplete')).code).toBe(0);
  });

  it('says that a 2 GB file was not read', async () => {
    const folder = tree({ 'a.txt': '', 'huge.bin': '' });
    truncateSync(join(folder, 'huge.bin'), 2 * 1024 ** 3);
    const { code, report } = await scanned(folder);
    expect(code).toBe(0);
    expect(report.attempts).toMatchObject([{ target: 'huge.bin', status: 'skipped', reason: 'too-large' }]);
    expect(report.coverage.notExamined).toBe(1);
  });

  it('ends with 3 when the file that is too large was named', async () => {
    const folder = tree({ 'a.txt': 'more than one byte' });
    expect((await scanned(folder, 'a.txt', '--max-file-size', '1')).code).toBe(3);
  });

  it('counts and mentions binaries that nobody reads', async () => {
    const { report } = await scanned(tree({ 'a.dat': new Uint8Array([0, 1, 2, 0, 255]) }));
    expect(report.coverage.binaries).toBe(1);
    expect(report.notices.join()).toContain('1 binary file is of no format that qday reads');
  });

  it('respects ignore files, never follows a link, and takes a named file as it is', async () => {
    const outside = tree({ 'secret.txt': 'outside' });
    const folder = tree({
      '.gitignore': 'out/\n',
      '.qdayignore': '*.log\n',
      'a.log': '',
      'b.txt': '',
      'out/c.txt': '',
    });
    symlinkSync(outside, join(folder, 'link'));
    const { report } = await scanned(folder);
    expect(report.coverage).toMatchObject({ files: 3, ignored: 2 });
    expect(report.notices.join()).toContain('1 symbolic link was not followed');
    expect((await scanned(folder, 'a.log')).report.coverage.files).toBe(1);
    expect((await scanned(folder, '--no-ignore')).report.coverage.files).toBe(5);
  });

  it('expands globs itself', async () => {
    const folder = tree({ 'a/x.txt': '', 'b/y.txt': '', 'b/z.md': '' });
    expect((await scanned(folder, '**/*.txt')).report.coverage.files).toBe(2);
    expect((await scanned(folder, '*.nothing')).code).toBe(3);
  });

  it('runs no hook or command that the scanned repository configures', async () => {
    const folder = tree({ 'a.txt': '', 'evil.sh': '#!/bin/sh\ntouch "$PWD/was-run"\n' });
    execFileSync('git', ['init', '-q'], { cwd: folder });
    execFileSync('git', ['config', 'core.fsmonitor', './evil.sh'], { cwd: folder });
    await scanned(folder);
    expect(() => readFileSync(join(folder, 'was-run'))).toThrow();
  });

  it('gives the same bytes twice', async () => {
    const folder = tree({ 'a.txt': 'x', 'b/c.txt': 'y' });
    const [one, two] = [
      await qday(folder, 'scan', '-f', 'json', ...TODAY),
      await qday(folder, 'scan', '-f', 'json', ...TODAY),
    ];
    expect(one.out).toBe(two.out);
  });
});

describe('what is wrong with the call', () => {
  const folder = tree({ 'a.txt': '', 'broken.yaml': 'kind: policies\npolicies: 7\n', 'not.yaml': 'a: [1\n' });
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['an unknown option', ['scan', '--frobnicate'], /unknown option '--frobnicate'/],
    ['an unknown command', ['scna'], /unknown command 'scna'/],
    ['an unknown format', ['scan', '-f', 'docx'], /unknown format "docx"; known are terminal, json/],
    [
      'two formats for standard output',
      ['scan', '-f', 'json', '-f', 'markdown'],
      /only one format can go to standard output/,
    ],
    ['an unknown severity', ['scan', '--fail-on', 'awful'], /Expected never, info, low, medium, high, critical/],
    ['a day that does not exist', ['scan', '--today', '2026-02-30'], /Expected a date such as/],
    ['a rule file that is not there', ['scan', '--rules', 'none.yaml'], /none\.yaml: the rule file cannot be read/],
    ['a rule file that is no YAML', ['scan', '--rules', 'not.yaml'], /not\.yaml:\d+: not valid YAML/],
    ['a rule file against its schema', ['scan', '--rules', 'broken.yaml'], /broken\.yaml:\d+: /],
    [
      'an output that cannot be written',
      ['scan', '-f', 'json=no/such/folder.json'],
      /no\/such\/folder\.json: cannot be written/,
    ],
    ['a saved report that is not there', ['report', 'none.json'], /none\.json: the report cannot be read/],
    ['a saved report that is none', ['report', 'broken.yaml'], /broken\.yaml: not valid JSON/],
  ];
  it.each(cases)('%s: one sentence, exit code 2, no stack trace', async (_what, args, sentence) => {
    const { code, out, err } = await qday(folder, ...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(sentence);
    expect(err).not.toMatch(/^\s+at /m);
  });
});

describe('output', () => {
  it('gives the version of the package', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(await qday('.', '--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  it('lists the commands', async () => {
    const { code, out } = await qday('.', '--help');
    expect(code).toBe(0);
    expect(out).toContain('scan');
    expect((await qday('.', 'scan', '--help')).out).toContain('--fail-on');
  });

  it('renders a saved report as the scan did', async () => {
    const folder = tree({ 'a.txt': 'x' });
    const direct = await qday(folder, 'scan', '-f', 'markdown', '-f', 'json=saved.json', ...TODAY);
    const again = await qday(folder, 'report', 'saved.json', '-f', 'markdown');
    expect(again).toEqual(direct);
  });

  it('is whole through a pipe, however large', async () => {
    const folder = tree(Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`dir/missing-${i}.txt`, ''])));
    const missing = Array.from({ length: 3000 }, (_, i) => `no-such-target-with-a-rather-long-name-${i}`);
    const { report } = await scanned(folder, '.', ...missing);
    expect(report.attempts).toHaveLength(3000);
  });

  it('uses no colour when piped', async () => {
    const { out } = await qday(tree({ 'a.txt': '' }), 'scan');
    expect(out).not.toContain('\u001b[');
  });
});
