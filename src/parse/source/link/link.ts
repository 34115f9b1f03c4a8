import type { Catalog } from '../../../catalog/catalog.js';
import type { CodeContext, ConfigSetting, Knowledge, Observation } from '../../../model/index.js';
import type { Language } from '../language.js';
import { languageById } from '../languages/index.js';
import { prepare } from '../prepare.js';
import { finish } from '../uses/finish.js';
import { isKind } from '../uses/named-kinds.js';
import { siteOf } from '../uses/summary.js';
import type { Slots, SourceModule, Use } from '../uses/use.js';
import { ModuleIndex } from './module-index.js';
import { resolveSlots } from './resolve-slots.js';

const DEEPEST = 4;
const MOST_CALLERS = 40;

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
  if (modules.every(({ open }) => open.length === 0)) return [];
  const index = new ModuleIndex(modules, input.settings);
  return modules.flatMap((module) => {
    const language = languageById(module.language);
    return language ? linkModule(module, language, index, input) : [];
  });
}

function linkModule(module: SourceModule, language: Language, index: ModuleIndex, input: LinkInput): Observation[] {
  // Most modules leave nothing open: the rules of their language need not be read for them.
  if (module.open.length === 0) return [];
  const { book } = prepare(input.knowledge, language);
  const place = { path: module.path, language: module.language, context: module.context as CodeContext };
  const settled = new Set(module.settled);
  const uses = module.open.flatMap((use) => {
    const rule = book.rule(use.rule);
    const isTold = use.byName !== undefined && index.tells(use.byName);
    if (!rule || (isTold && use.declared)) return [];
    const resolved = callersOf(isTold ? { ...use, step: true } : use, index, module.context, 0).map((one) => ({
      use: mapSlots(one.use, (slots, part) => resolveSlots(slots, { index, catalog: input.catalog, part })),
      elsewhere: one.callers.some((path) => path !== module.path),
    }));
    // Callers inside the file said it already; without any other caller there is nothing to add.
    // What waits for a name of another file alone is another look than the one that was settled.
    const waits = Object.values(use.parts).some((slots) => functionsIn(slots).length > 0);
    const said = (waits && settled.has(siteOf(use))) || isOvertaken(use, module.open);
    const wanted = said ? resolved.filter((one) => one.elsewhere) : resolved;
    return wanted.map((one) => ({ use: one.use, rule }));
  });
  const seen = new Set<string>();
  const calls = new Set(module.settled.map(callOf));
  const observations = finish(uses, place, input.catalog).filter((one) => {
    // The file itself has said of this call, by the rule of another type, what it does.
    if (isKind(one) && calls.has(callOf(placeOf(one)))) return false;
    const key = `${placeOf(one)}/${one.asset.id}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  const named = new Set([...settled, ...observations.filter(isNamed).map(placeOf)]);
  return observations.filter((one) => isNamed(one) || !named.has(placeOf(one)));
}

/** Does another look at the site know a value where this one has only its parameter? A caller inside the file gave it. */
function isOvertaken(use: Use, all: readonly Use[]): boolean {
  const own = Object.keys(use.parts).filter((name) => (use.parts[name] ?? []).every((slot) => 'param' in slot));
  if (own.length === 0) return false;
  const site = siteOf(use);
  return all.some(
    (one) =>
      siteOf(one) === site &&
      own.some((name) => (one.parts[name] ?? []).some((slot) => 'known' in slot || 'setting' in slot)),
  );
}

/** Where one caller gives a value, another one that gives none adds nothing. */
function isNamed(observation: Observation): boolean {
  return observation.asset.kind !== 'algorithm' || observation.asset.family !== 'unknown';
}

/** `line:column` of a site. */
function callOf(site: string): string {
  return site.split(':', 2).join(':');
}

function placeOf({ evidence: { location }, details }: Observation): string {
  return location.type === 'file' ? `${location.line}:${location.column}:${details?.['rule']}` : '';
}

/** A use with what callers give, and the files in which they stand. */
interface Filled {
  readonly use: Use;
  readonly callers: readonly (string | undefined)[];
}

/** The use once for each caller that determines its arguments; as it stands when there is none. */
function callersOf(use: Use, index: ModuleIndex, context: string, depth: number): Filled[] {
  const fn = Object.values(use.parts).flatMap(functionsIn)[0];
  if (!fn || depth >= DEEPEST) return [{ use, callers: [] }];
  const calls = index.callsOf(fn, context).slice(0, MOST_CALLERS);
  const filled = calls.flatMap((call) => {
    const given = mapSlots(use, (slots, part) => index.withArguments(slots, fn, call, part));
    const caller = index.fileOf(call)?.path;
    return callersOf(given, index, context, depth + 1).map((one) => ({
      ...one,
      callers: [...one.callers, caller],
    }));
  });
  return filled.length > 0 ? filled : [{ use, callers: [] }];
}

function functionsIn(slots: Slots): string[] {
  return slots.flatMap((slot) =>
    'param' in slot ? [slot.param] : 'list' in slot ? slot.list.flatMap(functionsIn) : [],
  );
}

/** The use with its parts, and what is said of the lines that set its lists, changed. */
function mapSlots(use: Use, change: (slots: Slots, part: string) => Slots): Use {
  const parts = Object.fromEntries(Object.entries(use.parts).map(([name, slots]) => [name, change(slots, name)]));
  const setBy = use.setBy?.map((set) => ({ ...set, slots: change(set.slots, set.part) }));
  return { ...use, parts, ...(setBy && { setBy }) };
}

export function isSourceModule(module: unknown): module is SourceModule {
  return typeof module === 'object' && module !== null && (module as SourceModule).kind === 'source';
}
