import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/index.js';
import { qday } from './qday.js';

const GATE = ['--fail-on', 'medium', '--today', '2026-11-23', '--base', 'main'];

function keys(size: number, lead = '', comment = ''): string {
  return `${lead}package shop;
import java.security.KeyPairGenerator;
class Keys {
  static Object key() throws Exception {
    KeyPairGenerator g = KeyPairGenerator.getInstance("RSA");${comment}
    g.initialize(${size});
    return g.generateKeyPair();
  }
}
`;
}

/** A pull request, step by step, against a repository in a temporary folder. */
describe('the gate on a pull request', () => {
  const folders: string[] = [];
  let repo: string;
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  function temporary(): string {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'qday-pr-')));
    folders.push(folder);
    return folder;
  }
  function git(...args: string[]): void {
    const who = [
      '-c',
      'user.name=Test',
      '-c',
      'user.email=test@example.org',
      '-c',
      'commit.gpgsign=false',
      '-c',
      'init.defaultBranch=main',
    ];
    execFileSync('git', [...who, ...args], {
      cwd: repo,
      stdio: 'ignore',
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' },
    });
  }
  function commit(message: string): void {
    git('add', '-A');
    git('commit', '-m', message);
  }
  const write = (name: string, text: string) => writeFileSync(join(repo, name), text);
  async function gate(...args: string[]): Promise<{ code: number | null; report: Report; err: string }> {
    const { code, out, err } = await qday(repo, 'scan', ...GATE, '-f', 'json', ...args);
    return { code, err, report: (out ? JSON.parse(out) : undefined) as Report };
  }

  beforeEach(() => {
    repo = temporary();
    git('init');
    write('Keys.java', keys(2048));
    commit('what was there before');
    git('checkout', '-b', 'change');
  });

  it('an old finding does not fail it', async () => {
    write('README.md', 'hello\n');
    commit('docs');
    const { code, report } = await gate();
    expect(report.findings.map(({ change }) => change)).toEqual(report.findings.map(() => 'unchanged'));
    expect(report.findings.length).toBeGreaterThan(0);
    expect({ code, fixed: report.fixed }).toEqual({ code: 0, fixed: [] });
  });

  it('a new use fails it, with one annotation at its line', async () => {
    write('More.java', keys(3072).replace('class Keys', 'class More'));
    commit('a new key');
    const { code, out } = await qday(repo, 'scan', ...GATE, '-f', 'github');
    expect(code).toBe(1);
    const annotations = out.split('\n').filter((line) => line.startsWith('::'));
    expect(annotations).toHaveLength(1);
    expect(annotations[0]).toMatch(/^::error file=More\.java,line=5,/);
    expect(out).toContain('1 new, 1 unchanged, 0 fixed against main');
  });

  it('the same call a second time in the same file is new', async () => {
    write(
      'Keys.java',
      keys(2048).replace(
        '  static Object key()',
        `${keys(2048).split('\n').slice(3, 8).join('\n').replace('key()', 'other()')}\n  static Object key()`,
      ),
    );
    commit('a twin');
    expect((await gate()).code).toBe(1);
  });

  it('code that moved, in its file or with it, passes', async () => {
    write('Keys.java', keys(2048, '// a licence\n\n\n'));
    commit('moved down');
    expect((await gate()).code).toBe(0);
    renameSync(join(repo, 'Keys.java'), join(repo, 'KeyFactory.java'));
    commit('renamed');
    const { code, report } = await gate();
    expect(report.findings[0]?.change).toBe('unchanged');
    expect({ code, fixed: report.fixed }).toEqual({ code: 0, fixed: [] });
  });

  it('an ignored use passes and is listed with its reason', async () => {
    const rule = (await gate()).report.findings[0]!.ruleId;
    write('More.java', keys(3072, '', ` // qday-ignore ${rule}: talks to a device of 2009 until 2027-06-30`));
    commit('a key with a reason');
    const { code, report } = await gate();
    expect(code).toBe(0);
    expect(report.findings.filter(({ suppression }) => suppression)).toMatchObject([
      { change: 'new', suppression: { by: 'inline', reason: 'talks to a device of 2009', until: '2027-06-30' } },
    ]);
  });

  it('an expired ignore fails it, even though the base has it too', async () => {
    const rule = (await gate()).report.findings[0]!.ruleId;
    git('checkout', 'main');
    write('Keys.java', keys(2048, '', ` // qday-ignore ${rule}: until we have time until 2026-11-01`));
    commit('an ignore that has ended');
    git('checkout', '-b', 'later');
    const { code, report } = await gate();
    expect(code).toBe(1);
    expect(report.notices.join()).toContain('Expired ignore: Keys.java:5');
  });

  it('an ignore file entry passes and an unused one is reported', async () => {
    write('More.java', keys(3072));
    write(
      '.qdayignore.yaml',
      '- path: More.java\n  reason: generated for a test rig\n  owner: lab\n- path: nothing/\n  reason: gone\n',
    );
    commit('with an ignore file');
    const { code, report } = await gate();
    expect(code).toBe(0);
    expect(report.notices.join()).toContain('Unused ignore: .qdayignore.yaml:4');
  });

  it('a fixed use is reported as fixed', async () => {
    write('Keys.java', 'class Keys {}\n');
    commit('no key any more');
    const { code, report } = await gate();
    expect(code).toBe(0);
    expect(report.fixed).toMatchObject([{ place: 'Keys.java', line: 5 }]);
    expect((await qday(repo, 'scan', ...GATE, '-f', 'markdown')).out).toContain('### Fixed');
  });

  it('works from a folder inside the repository', async () => {
    execFileSync('mkdir', ['-p', join(repo, 'sub')]);
    write('sub/More.java', keys(3072));
    commit('below');
    const inside = await qday(join(repo, 'sub'), 'scan', ...GATE, '-f', 'github');
    expect(inside.code).toBe(1);
    expect(inside.out).toContain('file=sub/More.java');
  });

  it('runs nothing that the repository brings', async () => {
    write('.gitattributes', '*.java filter=evil diff=evil\n');
    git('config', 'filter.evil.smudge', `touch ${join(repo, 'ran')}`);
    git('config', 'filter.evil.clean', 'cat');
    git('config', 'diff.evil.textconv', `touch ${join(repo, 'ran')} && cat`);
    git('config', 'core.fsmonitor', `touch ${join(repo, 'ran')}`);
    commit('filters');
    rmSync(join(repo, 'ran'), { force: true });
    expect((await gate()).code).toBe(0);
    expect(() => realpathSync(join(repo, 'ran'))).toThrow();
  });

  it('a missing revision, a shallow clone and no repository are sentences and exit code 2', async () => {
    const missing = await qday(repo, 'scan', '--base', 'origin/nothing');
    expect(missing).toMatchObject({ code: 2, out: '' });
    expect(missing.err).toMatch(/^qday: --base origin\/nothing: there is no such revision here; fetch it first/);

    write('More.java', 'class More {}\n');
    commit('one more');
    const source = repo;
    repo = temporary();
    git('clone', '--depth', '1', '--branch', 'change', `file://${source}`, '.');
    git('fetch', '--depth', '1', 'origin', 'main:main');
    const shallow = await qday(repo, 'scan', '--base', 'main');
    expect(shallow).toMatchObject({ code: 2, out: '' });
    expect(shallow.err).toMatch(/this clone is shallow; fetch the whole history first/);

    const bare = await qday(temporary(), 'scan', '--base', 'main');
    expect(bare.code).toBe(2);
    expect(bare.err).toContain('is not in a git work tree');

    const option = await qday(repo, 'scan', '--base=--upload-pack=x');
    expect(option.code).toBe(2);
    expect((await qday(repo, 'scan', '--base', 'main', '--baseline', 'x')).code).toBe(2);
  });
});
