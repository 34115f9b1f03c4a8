import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { UserError, type WorkItem } from '../../model/index.js';
import { say, writeFile, writeOut } from '../output.js';
import { collect, day } from '../values.js';

interface Flags {
  readonly write?: boolean;
  readonly rules?: readonly string[];
  readonly project?: string;
  readonly today?: string;
}

export function configure(command: Command, finish: (code: number) => void): void {
  command
    .argument('[targets...]', 'folders, files, globs (default: the current folder)')
    .option('--write', 'change the files instead of printing the diff')
    .option('--rules <file>', 'further rule file; may be repeated', collect)
    .option('--project <file>', 'statements about this project (default: qday.yaml of the target or of this folder)')
    .option('--today <date>', 'judge as of this date (YYYY-MM-DD)', day)
    .action(async (targets: string[], flags: Flags) =>
      finish(await runFix(targets.length > 0 ? targets : ['.'], flags)),
    );
}

/** Scans, and applies the fix of each work item that has one to the files of its steps. */
async function runFix(targets: readonly string[], flags: Flags): Promise<number> {
  const { loadKnowledgeWith } = await import('../../knowledge/load.js');
  const { readProjectFiles } = await import('../project-files.js');
  const { readTriageFiles } = await import('../triage-files.js');
  const { scan } = await import('../../scan.js');
  const cwd = process.cwd();
  const report = await scan({
    targets,
    cwd,
    knowledge: await loadKnowledgeWith(flags.rules ?? []),
    today: flags.today ?? new Date().toISOString().slice(0, 10),
    ...(await readTriageFiles(cwd, undefined)),
    ...(await readProjectFiles(targets, flags.project)),
  });
  const { FIXES } = await import('../../plan/fix/fixes.js');
  const { unifiedDiff } = await import('../../plan/fix/unified-diff.js');
  let changed = 0;
  for (const [path, items] of filesToFix(report.plan.items)) {
    const before = readUtf8(resolve(cwd, path));
    if (before === undefined) {
      say(`${path}: not plain UTF-8, left as it is`);
      continue;
    }
    const after = items.reduce((text, { fix }) => FIXES[fix!]?.(text) ?? text, before);
    if (after === before) continue;
    changed++;
    for (const one of new Set(items.flatMap(({ prerequisites }) => prerequisites))) say(`${path}: needs ${one}`);
    if (flags.write) {
      writeFile(resolve(cwd, path), after);
      say(`${path}: changed`);
    } else await writeOut(unifiedDiff(path, before, after));
  }
  say(
    changed === 0
      ? 'Nothing to change mechanically.'
      : `${changed} file${changed === 1 ? '' : 's'} ${flags.write ? 'changed' : 'to change; --write makes the changes'}.`,
  );
  return 0;
}

/** Whole files of the tree only: nothing inside an archive, no endpoint. */
function filesToFix(items: readonly WorkItem[]): ReadonlyMap<string, readonly WorkItem[]> {
  const files = new Map<string, WorkItem[]>();
  for (const item of items) {
    if (item.fix === undefined) continue;
    for (const { location } of item.steps) {
      if (!location || location.path.includes('!/') || location.path.includes('://')) continue;
      const known = files.get(location.path) ?? [];
      if (!known.includes(item)) files.set(location.path, [...known, item]);
    }
  }
  return files;
}

/** The text, or undefined where writing it back would change bytes that are not UTF-8. */
function readUtf8(path: string): string | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new UserError(`${path}: cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : undefined;
}
