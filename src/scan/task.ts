import { catalogOf } from '../catalog/catalog.js';
import type { AskedFile, FoundFile } from '../crawl/files/index.js';
import { type Knowledge, type Limits, lastPartPattern, settingTest } from '../model/index.js';
import { declares, type Lacked } from '../parse/source/link/declares.js';
import { mentions } from '../parse/source/link/mentions.js';
import { concerns, type SecondLook } from '../parse/source/link/second-look.js';
import { type Answers, companionReader } from './companions.js';
import { type Examined, examineFile, type Sifted, sift } from './examine.js';
import { examineImporting, readModule, readSettings } from './read-for-linking.js';

/** What every file of a scan is examined with: plain data, copied once into each thread. */
export interface Setup {
  readonly knowledge: Knowledge;
  readonly limits: Limits;
  readonly passwords: readonly string[];
}

/** What is to be done with files. */
export type Task =
  /** Hand each file to every parser. `known`: content keys whose results the cache holds; absent without a cache. */
  | { readonly kind: 'examine'; readonly known?: readonly string[] }
  /** Hand each file to every parser once more, together with the files that it asked for. */
  | {
      readonly kind: 'companions';
      readonly names: readonly string[];
      readonly answers: Answers;
      readonly known?: readonly string[];
    }
  /** Hand files to every parser once more, with what others export: those that import it, and others that may. */
  | {
      readonly kind: 'again';
      readonly names: readonly string[];
      readonly round: number;
      readonly look: SecondLook;
      readonly known?: readonly string[];
    }
  /** Read the source files that may declare what others lack, for another look. */
  | {
      readonly kind: 'values';
      readonly names: readonly string[];
      readonly lacked: Lacked;
      readonly known?: readonly string[];
    }
  /** Read the source files in which one of the names stands, for what they declare and call: for linking. */
  | { readonly kind: 'modules' | 'makers'; readonly names: readonly string[]; readonly known?: readonly string[] }
  /** Read source files whole of which a part was left out. */
  | { readonly kind: 'callers'; readonly names: readonly string[]; readonly known?: readonly string[] }
  /** Read the files in which one of the keys stands, for their settings. */
  | { readonly kind: 'settings'; readonly names: readonly string[]; readonly known?: readonly string[] };

/** Prepares a task in this thread. */
export function startTask(task: Task, setup: Setup): (file: AskedFile) => Promise<Examined> {
  const context = contextOf(task, setup);
  if (task.kind === 'examine') return (file) => examineFile(file, context);
  if (task.kind === 'companions') {
    const companions = companionReader(task.answers, setup.limits);
    return (file) => examineFile(file, { ...context, companions });
  }
  if (task.kind === 'again') {
    const importers = new Set(task.look.importers);
    const mayConcern = concerns(task.look, setup.knowledge);
    const again = { ...context, exports: task.look.exports };
    return (file) => (importers.has(file.path) ? examineFile(file, again) : examineImporting(file, mayConcern, again));
  }
  if (task.kind === 'modules' || task.kind === 'makers' || task.kind === 'values') {
    const mentioned = task.kind === 'values' ? declares(task.lacked) : mentions(task.names);
    return (file) => readModule(file, mentioned, context);
  }
  if (task.kind === 'callers') return (file) => readModule(file, () => true, context);
  const asked = settingTest(task.names);
  const lastParts = anyOf(task.names.map(lastPartPattern), 'i');
  return (file) => readSettings(file, asked, lastParts, context);
}

/** Prepares to tell the files that hold nothing for a task from the others; nothing where each has to be examined. */
export function startSifting(task: Task, setup: Setup): ((file: FoundFile) => Sifted) | undefined {
  if (task.kind !== 'examine') return undefined;
  const context = contextOf(task, setup);
  return (file) => sift(file, context);
}

function contextOf({ known }: Task, setup: Setup) {
  return { ...setup, catalog: catalogOf(setup.knowledge), known: known && new Set(known) };
}

/** Whole words only. The patterns are of words, so nothing in them can backtrack. */
function anyOf(patterns: readonly string[], flags: string): RegExp {
  return new RegExp(`(?<![\\w$])(?:${patterns.join('|')})(?![\\w$])`, flags);
}
