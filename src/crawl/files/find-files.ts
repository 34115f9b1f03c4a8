import { type Stats, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Attempt } from '../../model/index.js';
import { FolderFile, type FoundFile } from './found-file.js';
import { findWorkTree } from './git-index.js';
import { IgnoreRules } from './ignore-rules.js';
import { rulesAbove, type WalkLog, type WalkOptions, walk } from './walk.js';

export interface Found {
  /** Absolute. Paths are relative to it. */
  readonly root: string;
  /** Sorted by path; each file once, however often it was named. */
  readonly files: readonly FoundFile[];
  readonly ignored: number;
  readonly installed: number;
  readonly links: number;
  /** Folders that could not be listed, and targets that are not there (`by: 'target'`). */
  readonly attempts: readonly Attempt[];
}

/** What makes a target a pattern. */
const GLOB = /[*?{}[\]!()]/;

export interface FindOptions extends WalkOptions {
  /** Folder to which relative targets are relative. */
  readonly cwd: string;
}

/**
 * The files behind the targets: folders are walked, files are taken as they are, anything else is a glob.
 * A file that the user names is taken even when an ignore file names it; a match of a glob is not.
 */
export async function findFiles(targets: readonly string[], options: FindOptions): Promise<Found> {
  const log: WalkLog = { ignored: 0, installed: 0, links: 0, attempts: [] };
  const folders: string[] = [];
  const single: { absolute: string; named: boolean }[] = [];
  for (const target of targets) {
    const absolute = resolve(options.cwd, target);
    const stats = look(absolute);
    if (stats?.isDirectory()) folders.push(absolute);
    else if (stats?.isFile()) single.push({ absolute, named: true });
    else if (!stats && GLOB.test(target)) {
      for (const match of await expand(target, options, log)) single.push({ absolute: match, named: false });
    } else log.attempts.push(notThere(target, stats));
  }
  const root = rootOf(options.cwd, [...folders, ...single.map(({ absolute }) => dirname(absolute))]);
  const files: FoundFile[] = single.map((one) => ({ path: shown(root, one.absolute), ...one }));
  for (const folder of folders) {
    const top = {
      folder: folder.endsWith(sep) ? folder : folder + sep,
      shown: folder === root ? '' : `${shown(root, folder)}/`,
    };
    walk(folder, options, log, (way) => files.push(new FolderFile(top.shown + way, top)));
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { root, files: folders.length === 1 && single.length === 0 ? files : eachOnce(files), ...log };
}

/** Of files sorted by path each one once: named, if it was named at all. */
function eachOnce(files: readonly FoundFile[]): readonly FoundFile[] {
  const once: FoundFile[] = [];
  for (const file of files) {
    if (once.at(-1)?.path !== file.path) once.push(file);
    else if (file.named) once[once.length - 1] = file;
  }
  return once;
}

async function expand(target: string, options: FindOptions, log: WalkLog): Promise<readonly string[]> {
  const { default: glob } = await import('fast-glob');
  const matches = glob.sync(target, {
    cwd: options.cwd,
    absolute: true,
    dot: true,
    onlyFiles: true,
    followSymbolicLinks: false,
    suppressErrors: true,
    ignore: options.respectIgnore === false ? ['**/.git/**'] : ['**/.git/**', '**/node_modules/**'],
  });
  if (matches.length === 0)
    log.attempts.push({ ...notThere(target, undefined), detail: 'no file matches the pattern' });
  const kept = matches
    .map((match) => resolve(match))
    .filter((file) => options.respectIgnore === false || !isIgnored(file));
  log.ignored += matches.length - kept.length;
  return kept;
}

function isIgnored(file: string): boolean {
  const folder = dirname(file);
  const rules = IgnoreRules.of(folder, rulesAbove(folder, findWorkTree(folder)));
  return rules?.says(file, false).ignored === true;
}

/** Is there anything under this path, relative to the folder? */
export function exists(cwd: string, target: string): boolean {
  return look(resolve(cwd, target)) !== undefined;
}

function look(absolute: string): Stats | undefined {
  try {
    return statSync(absolute, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function notThere(target: string, stats: Stats | undefined): Attempt {
  const detail = stats
    ? 'neither a file nor a folder'
    : 'there is no such file or folder; check the path (a host is written with its port: name:443)';
  return { target, by: 'target', status: 'failed', reason: stats ? 'unsupported' : 'unreadable', detail };
}

/** The working folder when everything lies in it, so that paths can be clicked; else the deepest common folder. */
function rootOf(cwd: string, tops: readonly string[]): string {
  if (tops.length === 0 || tops.every((top) => inside(cwd, top))) {
    // A single folder elsewhere below the working folder keeps its prefix: `src/a.ts`, not `a.ts`.
    return cwd;
  }
  let root = tops[0] as string;
  while (!tops.every((top) => inside(root, top)) && dirname(root) !== root) root = dirname(root);
  return root;
}

function inside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!way.startsWith(`..${sep}`) && way !== '..' && !isAbsolute(way));
}

function shown(root: string, absolute: string): string {
  const prefix = root.endsWith(sep) ? root : root + sep;
  return (absolute.startsWith(prefix) ? absolute.slice(prefix.length) : basename(absolute)).replaceAll(sep, '/');
}
