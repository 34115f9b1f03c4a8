import { spawnSync } from 'node:child_process';
import { UserError } from '../../model/index.js';

/**
 * Git is asked for objects only. Nothing that the repository configures is run for it: no hook, no filter, no text
 * conversion, no file system monitor, no fetch of missing objects, no prompt.
 */
const SAFE = [
  '--no-optional-locks',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'protocol.allow=never',
];
const MOST = 1024 * 1024 * 1024;

/** Output of a git command, or undefined when git says no. @throws UserError when there is no git at all */
export function git(folder: string, args: readonly string[], input?: string): Buffer | undefined {
  const { status, stdout, error } = spawnSync('git', [...SAFE, ...args], {
    cwd: folder,
    input: input ?? '',
    maxBuffer: MOST,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT')
    throw new UserError('--base needs git, which is not installed');
  if (error) throw new UserError(`--base: git failed (${error.message})`);
  return status === 0 ? stdout : undefined;
}

/** A revision to compare with, resolved. */
export interface BaseRevision {
  /** Absolute path of the work tree. */
  readonly root: string;
  readonly commit: string;
  readonly tree: string;
  /** New path → path in the base, from git's own detection. Relative to the work tree. */
  readonly renames: ReadonlyMap<string, string>;
}

/**
 * Finds the commit at which the current one branched off from `ref`: what came later on `ref` is not this change's.
 * @throws UserError when this is no repository, the revision is not there, or a shallow clone hides the branching point
 */
export function findBase(folder: string, ref: string): BaseRevision {
  const root = line(git(folder, ['rev-parse', '--show-toplevel']));
  if (!root) throw new UserError(`--base ${ref}: ${folder} is not in a git work tree that git trusts`);
  const shallow = line(git(root, ['rev-parse', '--is-shallow-repository'])) === 'true';
  const deepen =
    'this clone is shallow; fetch the whole history first (git fetch --unshallow, or fetch-depth: 0 in the checkout step)';
  const tip = ref.startsWith('-')
    ? undefined
    : line(git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]));
  if (!tip) {
    const why = shallow ? deepen : 'fetch it first, for example with git fetch origin';
    throw new UserError(`--base ${ref}: there is no such revision here; ${why}`);
  }
  const merged = line(git(root, ['merge-base', tip, 'HEAD']));
  if (!merged && shallow)
    throw new UserError(`--base ${ref}: it is not known where this branch left ${ref}; ${deepen}`);
  const commit = merged ?? tip;
  const tree = line(git(root, ['rev-parse', `${commit}^{tree}`]));
  if (!tree) throw new UserError(`--base ${ref}: the tree of ${commit} is missing; ${deepen}`);
  return { root, commit, tree, renames: renamesSince(root, commit) };
}

/** Renames from the base to the current commit and to what is staged. */
function renamesSince(root: string, commit: string): ReadonlyMap<string, string> {
  const renames = new Map<string, string>();
  const out = git(root, [
    'diff-index',
    '--cached',
    '-r',
    '-M',
    '--diff-filter=R',
    '--name-status',
    '--no-ext-diff',
    '-z',
    commit,
  ]);
  const parts = (out ?? Buffer.alloc(0)).toString('utf8').split('\0');
  for (let at = 0; at + 2 < parts.length; at += 3) renames.set(parts[at + 2]!, parts[at + 1]!);
  return renames;
}

function line(out: Buffer | undefined): string | undefined {
  return out?.toString('utf8').trim() || undefined;
}
