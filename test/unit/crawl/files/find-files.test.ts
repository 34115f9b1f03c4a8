import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readIndex } from '../../../../src/crawl/files/git-index.js';
import { findFiles } from '../../../../src/crawl/files/index.js';
import { tree } from '../../../cli/qday.js';

async function paths(folder: string, ...targets: string[]): Promise<string[]> {
  const found = await findFiles(targets.length > 0 ? targets : ['.'], { cwd: folder, respectIgnore: true });
  return found.files.map(({ path }) => path);
}

function git(folder: string, ...args: string[]): string {
  return execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
}

describe('findFiles', () => {
  const files = {
    '.gitignore': '*.tmp\n/build/\n!keep.tmp\n# comment\ncache\n',
    'a.tmp': '',
    'keep.tmp': '',
    'build/x.js': '',
    'src/build/y.js': '',
    'src/.gitignore': '!deep.tmp\ngenerated/*\n!generated/kept.js\n',
    'src/deep.tmp': '',
    'src/other.tmp': '',
    'src/generated/a.js': '',
    'src/generated/kept.js': '',
    'src/cache/z.js': '',
    'ä ö.txt': '',
  };

  it('leaves out what git leaves out, nested and negated rules included', async () => {
    const folder = tree(files);
    git(folder, 'init', '-q');
    const expected = git(folder, '-c', 'core.quotePath=false', 'ls-files', '-co', '--exclude-standard')
      .trim()
      .split('\n');
    expect(await paths(folder)).toEqual(expected.sort());
  });

  it('keeps what git tracks although an ignore file names it', async () => {
    const folder = tree({
      '.gitignore': '*.pem\nsecret/\n',
      'a.pem': '',
      'b.pem': '',
      'secret/c.txt': '',
      'secret/d.txt': '',
    });
    git(folder, 'init', '-q');
    git(folder, 'add', '-f', '.gitignore', 'a.pem', 'secret/c.txt');
    expect(await paths(folder)).toEqual(['.gitignore', 'a.pem', 'secret/c.txt']);
  });

  it('applies the ignore files above the target', async () => {
    const folder = tree({ '.gitignore': '*.tmp\n', 'sub/a.tmp': '', 'sub/b.txt': '' });
    git(folder, 'init', '-q');
    expect(await paths(folder, 'sub')).toEqual(['sub/b.txt']);
  });

  it('lets .qdayignore take back what .gitignore leaves out, and leave out more', async () => {
    const folder = tree({ '.gitignore': 'dist/\n', '.qdayignore': '!dist/\n*.md\n', 'dist/a.js': '', 'r.md': '' });
    expect(await paths(folder)).toEqual(['.gitignore', '.qdayignore', 'dist/a.js']);
  });

  it('names each file once, relative to the working folder when everything lies in it', async () => {
    const folder = tree({ 'src/a.js': '', 'certs/b.pem': '' });
    expect(await paths(folder, 'src', 'src/a.js', 'certs/b.pem')).toEqual(['certs/b.pem', 'src/a.js']);
  });

  it('names files relative to a folder elsewhere', async () => {
    const folder = tree({ 'src/a.js': '' });
    const found = await findFiles([folder], { cwd: '/usr', respectIgnore: true });
    expect(found.files.map(({ path }) => path)).toEqual(['src/a.js']);
  });
});

describe('readIndex', () => {
  it.each([2, 3, 4])('reads the names of a version %i index', (version) => {
    const names = ['a.txt', 'dir/b.txt', 'dir/with a rather long name so that padding varies.txt', 'z'];
    const folder = tree(Object.fromEntries(names.map((name) => [name, name])));
    git(folder, 'init', '-q');
    git(folder, 'add', '.');
    if (version === 3) git(folder, 'add', '-N', '.');
    git(folder, 'update-index', '--index-version', String(version));
    expect([...readIndex(readFileSync(join(folder, '.git/index')))]).toEqual(names);
  });

  it('gives nothing for bytes that are no index, and never fails on a cut one', async () => {
    expect(readIndex(Buffer.from('DIRT')).size).toBe(0);
    const folder = tree({ 'a.txt': '', 'b.txt': '' });
    git(folder, 'init', '-q');
    git(folder, 'add', '.');
    const whole = readFileSync(join(folder, '.git/index'));
    for (let length = 0; length < whole.length; length++) readIndex(whole.subarray(0, length));
  });
});
