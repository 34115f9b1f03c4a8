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

/**
 * Looks for the files under a folder. Links are not followed.
 * @param found gets each path below the folder, `/` separated
 */
export function walk(folder: string, options: WalkOptions, log: WalkLog, found: (way: string) => void): void {
  const start = { folder, way: '', trackedOnly: false };
  if (options.respectIgnore === false) {
    walkFolder({ ...start, above: undefined }, undefined, log, found);
    return;
  }
  const tree = findWorkTree(folder);
  walkFolder({ ...start, above: rulesAbove(folder, tree) }, new Keep(tree), log, found);
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

/** A folder on the way. */
interface Place {
  readonly folder: string;
  /** From where the walk began, with `/` at the end. */
  readonly way: string;
  readonly above: IgnoreRules | undefined;
  /** Ignored itself: only what git tracks in it counts. */
  readonly trackedOnly: boolean;
}

function walkFolder(
  { folder, way, above, trackedOnly }: Place,
  keep: Keep | undefined,
  log: WalkLog,
  found: (way: string) => void,
): void {
  const entries = list(folder, log);
  const rules = keep && IgnoreRules.of(folder, above, new Set(entries.map(({ name }) => name)));
  const inside = folder.endsWith(sep) ? folder : folder + sep;
  for (const entry of entries) {
    const path = inside + entry.name;
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
    if (isFolder)
      walkFolder({ folder: path, way: `${way}${entry.name}/`, above: below, trackedOnly: ignored }, keep, log, found);
    else found(way + entry.name);
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
