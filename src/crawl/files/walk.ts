import { type Dirent, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Attempt } from '../../model/index.js';
import { findWorkTree, trackedPaths, type WorkTree } from './git-index.js';
import { IgnoreRules } from './ignore-rules.js';

/** Never entered: version control's own data, and installed packages, which lock files name. */
const VERSION_CONTROL = new Set(['.git', '.hg', '.svn', '.jj']);
const INSTALLED = new Set(['node_modules', 'bower_components']);

export interface WalkOptions {
  /** False: ignore files are not read and installed packages are entered. Default true. */
  readonly respectIgnore?: boolean;
}

/** What a walk found besides files. */
export interface WalkLog {
  /** Files and folders left out by ignore files, each folder counted once. */
  ignored: number;
  /** Folders of installed packages left out. */
  installed: number;
  /** Symbolic links, none of them followed. */
  links: number;
  readonly attempts: Attempt[];
}

/** Absolute paths of the files under a folder, in the order of their names. Links are not followed. */
export function* walk(folder: string, options: WalkOptions, log: WalkLog): Generator<string> {
  if (options.respectIgnore === false) {
    yield* walkFolder(folder, undefined, undefined, log);
    return;
  }
  const tree = findWorkTree(folder);
  yield* walkFolder(folder, rulesAbove(folder, tree), new Keep(tree), log);
}

/** What git tracks is kept even where `.gitignore` names it. Read only once something is ignored. */
class Keep {
  #tracked: ReadonlySet<string> | undefined;
  #folders: Set<string> | undefined;
  constructor(private readonly tree: WorkTree | undefined) {}

  file(absolute: string): boolean {
    return this.tracked.has(this.relative(absolute));
  }

  folder(absolute: string): boolean {
    this.#folders ??= foldersOf(this.tracked);
    return this.#folders.has(this.relative(absolute));
  }

  private get tracked(): ReadonlySet<string> {
    this.#tracked ??= this.tree ? trackedPaths(this.tree) : new Set<string>();
    return this.#tracked;
  }

  private relative(absolute: string): string {
    return absolute.slice((this.tree?.root.length ?? 0) + 1).replaceAll(sep, '/');
  }
}

function* walkFolder(
  folder: string,
  above: IgnoreRules | undefined,
  keep: Keep | undefined,
  log: WalkLog,
  trackedOnly = false,
): Generator<string> {
  const entries = list(folder, log);
  const rules = keep && IgnoreRules.of(folder, above, new Set(entries.map(({ name }) => name)));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    const isFolder = entry.isDirectory();
    if (isFolder && VERSION_CONTROL.has(entry.name)) continue;
    if (isFolder && keep && INSTALLED.has(entry.name) && !keep.folder(path)) {
      log.installed++;
      continue;
    }
    if (entry.isSymbolicLink()) log.links++;
    if (!isFolder && !entry.isFile()) continue;
    const said = rules?.says(path, isFolder);
    const ignored = trackedOnly || said?.ignored === true;
    if (ignored && !(said?.by !== 'qday' && (isFolder ? keep?.folder(path) : keep?.file(path)))) {
      log.ignored++;
      continue;
    }
    const below = said?.by === 'qday' ? rules?.withoutGit() : rules;
    if (isFolder) yield* walkFolder(path, below, keep, log, ignored);
    else yield path;
  }
}

function list(folder: string, log: WalkLog): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    log.attempts.push({
      target: folder,
      by: 'files',
      status: 'failed',
      reason: 'unreadable',
      detail: `the folder cannot be listed (${(error as NodeJS.ErrnoException).code})`,
    });
    return [];
  }
}

/** Ignore files between the root of the work tree and the folder, which git would apply too. */
export function rulesAbove(folder: string, tree: WorkTree | undefined): IgnoreRules | undefined {
  if (!tree) return undefined;
  let rules = IgnoreRules.excludes(tree.root, tree.gitDir);
  let at = tree.root;
  for (const part of folder
    .slice(tree.root.length + 1)
    .split(sep)
    .filter(Boolean)) {
    rules = IgnoreRules.of(at, rules);
    at = join(at, part);
  }
  return rules;
}

function foldersOf(paths: ReadonlySet<string>): Set<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}
