import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { findBase } from '../crawl/files/git.js';
import { writeTree } from '../crawl/files/git-tree.js';
import { DEFAULT_LIMITS, type PastFinding, type Report } from '../model/index.js';
import { pastFindings } from '../triage/baseline.js';
import type { Base } from '../triage/compare.js';
import { splitTargets } from './examine-endpoints.js';
import type { ScanOptions } from './options.js';
import { buildId } from './version.js';

/**
 * The findings of a revision, by the rules and on the day of this scan, from git objects. The result is kept by the hash
 * of the tree: a revision is examined once.
 * @param scan the pipeline, handed in so that this file does not depend on it
 * @throws UserError when the revision cannot be had
 */
export async function gitBase(
  ref: string,
  options: ScanOptions,
  scan: (options: ScanOptions) => Promise<Report>,
): Promise<Base> {
  const cwd = realpathSync(options.cwd);
  const { root, tree, commit, renames } = findBase(cwd, ref);
  const below = relative(realpathSync(root), cwd).replaceAll(sep, '/');
  const name = `${ref} (${commit.slice(0, 12)})`;
  const file = cacheFile(tree, below, options);
  const findings = readCached(file) ?? (await examineTree(root, tree, below, { ...options, cwd }, scan));
  writeCached(file, findings);
  return { kind: 'git', name, findings, renames: belowFolder(renames, below) };
}

async function examineTree(
  root: string,
  tree: string,
  below: string,
  options: ScanOptions,
  scan: (options: ScanOptions) => Promise<Report>,
): Promise<readonly PastFinding[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'qday-base-')));
  try {
    writeTree(root, tree, folder, (options.limits ?? DEFAULT_LIMITS).fileBytes, () => true);
    const cwd = join(folder, below);
    mkdirSync(cwd, { recursive: true });
    // An endpoint has no revision of its own, and none is touched for the base.
    const targets = splitTargets(options).files.map((target) => moved(target, options.cwd, realpathSync(root), folder));
    const report = await scan({
      ...options,
      targets,
      cwd,
      base: undefined,
      cache: undefined,
      endpoints: undefined,
      onProgress: undefined,
    });
    return pastFindings(report);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same place in the base, absolute so that nothing takes it for a host; patterns stay relative. */
function moved(target: string, cwd: string, root: string, folder: string): string {
  if (/[*?{[]/.test(target)) return target;
  const way = relative(root, resolve(cwd, target));
  return way.startsWith('..') || isAbsolute(way) ? resolve(cwd, target) : join(folder, way);
}

/** Paths of a report are relative to the working folder, git's to the work tree. */
function belowFolder(renames: ReadonlyMap<string, string>, below: string): ReadonlyMap<string, string> {
  if (below === '') return renames;
  const strip = (path: string) => (path.startsWith(`${below}/`) ? path.slice(below.length + 1) : path);
  return new Map([...renames].map(([now, then]) => [strip(now), strip(then)]));
}

/** Everything that could change the result, in one name. */
function cacheFile(tree: string, below: string, options: ScanOptions): string | undefined {
  if (!options.cache) return undefined;
  const { knowledge, today, jurisdictions, limits, respectIgnore, ignoreFiles, targets } = options;
  const parts = [
    buildId(),
    knowledge.version,
    tree,
    below,
    today,
    targets,
    jurisdictions,
    limits,
    respectIgnore,
    ignoreFiles,
  ];
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40);
  return join(options.cache.folder, `base-${hash}.json`);
}

function readCached(file: string | undefined): readonly PastFinding[] | undefined {
  if (!file) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as readonly PastFinding[];
  } catch {
    return undefined;
  }
}

/** A cache that cannot be written is no failure of the scan. */
function writeCached(file: string | undefined, findings: readonly PastFinding[]): void {
  if (!file) return;
  try {
    mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(findings), { mode: 0o600 });
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // The next scan examines the revision again.
  }
}
