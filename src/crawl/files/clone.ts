import { spawnSync } from 'node:child_process';
import { UserError } from '../../model/index.js';
import { git } from './git.js';

const PATIENCE = 10 * 60 * 1000;

/**
 * Fetches the newest objects of a repository that the user named, and nothing else: no checkout, no hook, no template, no
 * submodule, no prompt.
 * @param target address of the repository
 * @param folder does not exist yet; becomes a bare repository
 * @returns the id of the tree of the newest commit
 * @throws UserError when it cannot be fetched, or is empty
 */
export function cloneBare(target: string, folder: string): string {
  const { status, stderr, error } = spawnSync(
    'git',
    [
      ...['-c', 'core.hooksPath=/dev/null', '-c', 'protocol.allow=never'],
      // Answers every question with nothing: a worker has nobody to ask.
      ...['-c', 'core.askPass=true', '-c', 'core.sshCommand=ssh -o BatchMode=yes'],
      ...['https', 'http', 'ssh', 'git', 'file'].flatMap((one) => ['-c', `protocol.${one}.allow=always`]),
      ...['clone', '--quiet', '--bare', '--depth', '1', '--single-branch', '--no-tags', '--template='],
      ...['--', target, folder],
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: PATIENCE,
    },
  );
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT')
    throw new UserError('repositories need git, which is not installed');
  if (status !== 0) throw new UserError(`cannot be fetched: ${lastLine(stderr) || 'git gave no reason'}`);
  const tree = git(folder, ['rev-parse', '--verify', '--quiet', 'HEAD^{tree}'])?.toString('utf8').trim();
  if (!tree) throw new UserError('the repository has no commit');
  return tree;
}

function lastLine(stderr: Buffer | null): string {
  const lines = (stderr ?? Buffer.alloc(0)).toString('utf8').trim().split('\n');
  return (lines.at(-1) ?? '').replace(/^(?:fatal|error): /, '').slice(0, 200);
}
