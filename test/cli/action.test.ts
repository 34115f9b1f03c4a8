import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { tree } from './qday.js';

const root = resolve(import.meta.dirname, '../..');
const KEYS = 'class K { Object k() throws Exception { return java.security.MessageDigest.getInstance("MD5"); } }\n';

function script(name: string, cwd: string, env: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync('bash', [join(root, 'scripts/action', name)], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', HOME: cwd, QDAY_CACHE: join(cwd, '.cache'), ...env },
  });
  return { status, stdout, stderr };
}

describe('the GitHub action', () => {
  it('is a composite action whose scripts are there', () => {
    const action = parse(readFileSync(join(root, 'action.yml'), 'utf8'));
    expect(action.runs.using).toBe('composite');
    const runs = action.runs.steps.flatMap(({ run }: { run?: string }) => run ?? []).join('\n');
    for (const [, file] of runs.matchAll(/GITHUB_ACTION_PATH\/(\S+?)"/g))
      expect(readFileSync(join(root, file!), 'utf8')).toContain('set -euo pipefail');
    // An expression inside a script would let a branch name run: inputs go through the environment.
    expect(runs).not.toContain('${{');
    expect(parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8'))[0]).toMatchObject({
      id: 'qday',
      language: 'node',
    });
  });

  it('annotates, writes summary and outputs, and leaves the exit code to the last step', () => {
    const cwd = tree({ 'K.java': KEYS, output: '', summary: '' });
    const { status, stdout } = script('scan.sh', cwd, {
      GITHUB_OUTPUT: join(cwd, 'output'),
      GITHUB_STEP_SUMMARY: join(cwd, 'summary'),
      RUNNER_TEMP: join(cwd, 'temp'),
      QDAY_COMMAND: `${process.execPath} ${join(root, 'bin/qday.js')}`,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a text for a shell
      QDAY_TARGETS: 'K.java $(touch${IFS}owned) *',
      QDAY_FAIL_ON: 'low',
      QDAY_ARGS: '--today 2026-11-23 --allow-incomplete',
    });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^::(error|warning|notice) file=K\.java,/m);
    const output = readFileSync(join(cwd, 'output'), 'utf8');
    expect(output).toContain('exit-code=1');
    for (const [, file] of output.matchAll(/^(?:report|sarif|markdown)=(.*)$/gm))
      expect(readFileSync(file!, 'utf8').length).toBeGreaterThan(0);
    expect(readFileSync(join(cwd, 'summary'), 'utf8')).toContain('## qday: Failed');
    expect(() => readFileSync(join(cwd, 'owned'))).toThrow();
  });

  it.each([
    ['', 'POST repos/o/r/issues/7/comments'],
    ['42', 'PATCH repos/o/r/issues/comments/42'],
  ])('keeps one comment: known "%s" → %s', (known, expected) => {
    const cwd = tree({ 'qday.md': '## qday: Passed\n', called: '' });
    mkdirSync(join(cwd, 'bin'));
    const fake = join(cwd, 'bin/gh');
    // Stands in for the GitHub client: answers the listing, writes down what it is asked to change.
    writeFileSync(
      fake,
      `#!/bin/sh\ncase "$*" in *--paginate*) echo "${known}";; *) echo "$3 $4" >> "${cwd}/called"; for one in "$@"; do case "$one" in body=@*) cat "\${one#body=@}" >> "${cwd}/called";; esac; done;; esac\n`,
    );
    chmodSync(fake, 0o755);
    const { status, stderr } = script('comment.sh', cwd, {
      PATH: `${join(cwd, 'bin')}:${process.env['PATH']}`,
      QDAY_MARKDOWN: join(cwd, 'qday.md'),
      QDAY_PULL: '7',
      QDAY_REPOSITORY: 'o/r',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(readFileSync(join(cwd, 'called'), 'utf8')).toBe(`${expected}\n<!-- qday -->\n## qday: Passed\n`);
  });
});
