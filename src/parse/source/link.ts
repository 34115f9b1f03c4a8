import type { Catalog } from '../../catalog/catalog.js';
import type { CodeContext, ConfigSetting, Knowledge, Observation } from '../../model/index.js';
import { finish } from './finish.js';
import type { Language } from './language.js';
import { LANGUAGES } from './languages/index.js';
import { ModuleIndex } from './module-index.js';
import { prepare } from './prepare.js';
import { resolveSlots } from './resolve-slots.js';
import { siteOf } from './summary.js';
import type { Slots, SourceModule, Use } from './use.js';

const DEEPEST = 4;
const MOST_CALLERS = 40;
/** Slots nest in uses, lists and objects; what is deeper was cut when the file was read. */
const MOST_NESTED = 24;

/** Everything the scan knows once all files have been parsed. */
export interface LinkInput {
  /** `ParseResult.module` of every result, in any order; others than those of source files are passed over. */
  readonly modules: readonly unknown[];
  /** Settings of the scanned tree, for `getProperty("alg")`. */
  readonly settings: readonly ConfigSetting[];
  readonly knowledge: Knowledge;
  readonly catalog: Catalog;
}

/**
 * Resolves across files what single files left open: constants of other files, arguments that callers in other files
 * give, and settings. Returns the observations of those uses; what stays open says why. Pure.
 */
export function linkSources(input: LinkInput): Observation[] {
  const modules = input.modules.filter(isSourceModule);
  const index = new ModuleIndex(modules, input.settings);
  return modules.flatMap((module) => {
    const language = LANGUAGES.find((one) => one.id === module.language);
    return language ? linkModule(module, language, index, input) : [];
  });
}

/**
 * Names of which the declaration or a caller is worth looking for in files that were not parsed because they hold no
 * cryptography themselves: wrappers and constants. Parse those files again with `hint: 'source'`.
 */
export function neededNames(modules: readonly unknown[]): string[] {
  const names = new Set<string>();
  for (const module of modules.filter(isSourceModule)) {
    for (const use of module.open) {
      for (const slots of Object.values(use.parts)) collect(slots, names);
    }
  }
  return [...names].filter((one) => one.length > 2);
}

/** Keys of settings that source code reads: only files in which one stands are worth reading for their values. */
export function neededSettings(modules: readonly unknown[]): string[] {
  const keys = new Set<string>();
  const visit = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > MOST_NESTED) return;
    const { setting } = value as { setting?: unknown };
    if (typeof setting === 'string') keys.add(setting);
    for (const inner of Object.values(value)) visit(inner, depth + 1);
  };
  for (const module of modules.filter(isSourceModule)) visit(module, 0);
  return [...keys];
}

function linkModule(module: SourceModule, language: Language, index: ModuleIndex, input: LinkInput): Observation[] {
  const { book } = prepare(input.knowledge, language);
  const place = { path: module.path, language: module.language, context: module.context as CodeContext };
  const settled = new Set(module.settled);
  const seen = new Set<string>();
  return module.open.flatMap((use) => {
    const rule = book.rule(use.rule);
    if (!rule) return [];
    const resolved = callersOf(use, index, 0).map((one) => ({
      use: { ...one.use, parts: mapAll(one.use.parts, (slots) => resolveSlots(slots, index, input.catalog)) },
      byCaller: one.byCaller,
    }));
    // Callers inside the file said it already; without any other caller there is nothing to add.
    const wanted = settled.has(siteOf(use)) ? resolved.filter((one) => one.byCaller) : resolved;
    return wanted
      .flatMap((one) => finish(one.use, rule, place, input.catalog))
      .filter((one) => {
        const key = `${siteOf(use)}/${one.asset.id}`;
        if (seen.has(key)) return false;
        seen.add(key);
        return true;
      });
  });
}

/** The use once for each caller that determines its arguments; as it stands when there is none. */
function callersOf(use: Use, index: ModuleIndex, depth: number): { use: Use; byCaller: boolean }[] {
  const fn = Object.values(use.parts).flatMap(functionsIn)[0];
  if (!fn || depth >= DEEPEST) return [{ use, byCaller: depth > 0 }];
  const calls = index.callsOf(fn).slice(0, MOST_CALLERS);
  const filled = calls.flatMap((call) => {
    const parts = mapAll(use.parts, (slots) => index.withArguments(slots, fn, call));
    return callersOf({ ...use, parts }, index, depth + 1);
  });
  return filled.length > 0 ? filled.map((one) => ({ ...one, byCaller: true })) : [{ use, byCaller: depth > 0 }];
}

function functionsIn(slots: Slots): string[] {
  return slots.flatMap((slot) =>
    'param' in slot ? [slot.param] : 'list' in slot ? slot.list.flatMap(functionsIn) : [],
  );
}

function collect(slots: Slots, names: Set<string>): void {
  for (const slot of slots) {
    if ('param' in slot) names.add(slot.param.slice(slot.param.lastIndexOf('.') + 1));
    else if ('symbol' in slot) names.add(slot.symbol.slice(slot.symbol.lastIndexOf('.') + 1));
    else if ('list' in slot) for (const item of slot.list) collect(item, names);
  }
}

function mapAll(parts: Use['parts'], change: (slots: Slots) => Slots): Use['parts'] {
  return Object.fromEntries(Object.entries(parts).map(([name, slots]) => [name, change(slots)]));
}

function isSourceModule(module: unknown): module is SourceModule {
  return typeof module === 'object' && module !== null && (module as SourceModule).kind === 'source';
}
