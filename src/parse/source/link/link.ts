import type { Catalog } from '../../../catalog/catalog.js';
import type { CodeContext, ConfigSetting, Knowledge, Observation } from '../../../model/index.js';
import type { Language } from '../language.js';
import { languageById } from '../languages/index.js';
import { prepare } from '../prepare.js';

import { lastSegment, tail } from '../tree/names.js';
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

/**
 * Qualified names of constants and wrappers that others left open. Files that were not parsed because they hold no
 * cryptography themselves may declare or call them: where `mentions` says so, parse them with `hint: 'source'`.
 */
export function neededNames(modules: readonly unknown[]): string[] {
  const names = new Set<string>();
  for (const module of modules.filter(isSourceModule)) {
    const language = languageById(module.language);
    for (const use of module.open) {
      for (const slots of Object.values(use.parts))
        for (const name of namesIn(slots))
          if (!language?.isStandard?.(name)) names.add(tail(name)).add(optionsIn(name));
    }
  }
  // Of functions without a name nobody else can call one.
  return [...names].filter((name) => /\w{2}$/.test(name) && !/\.at\d+$/.test(name));
}

/** Keys of settings that source code reads: only files in which one stands are worth reading for their values. */
export function neededSettings(modules: readonly unknown[]): string[] {
  const sources = modules.filter(isSourceModule);
  const begins = [...new Set(sources.flatMap(({ gives }) => Object.values(gives).flatMap(keysFilling)))];
  const keys = sources.flatMap(({ settings, open }) => [
    ...settings,
    ...(begins.length > 0 ? open.flatMap((use) => Object.values(use.parts).flatMap(namesIn)) : []).flatMap((name) =>
      keysIn(name, begins),
    ),
  ]);
  return [...new Set(keys)];
}

/** `services.Configure<SigningOptions>(section)` of another file may fill the object whose field `SigningOptions.KeySize` is. */
function optionsIn(name: string): string {
  const owner = lastSegment(name.slice(0, Math.max(0, name.lastIndexOf('.'))));
  return owner && `<${owner}>.${owner}`;
}

/** Keys under which a settings file fills the objects of a type. */
function keysFilling(slots: Slots): string[] {
  return slots.flatMap((one) => ('setting' in one && one.file !== undefined ? [one.setting] : []));
}

/** What may be the key of a setting in the name of a field: `config.Options.Signing.Curve` is `Signing.Curve` of a file. */
function keysIn(name: string, begins: readonly string[]): string[] {
  const parts = name.split('.');
  const ends = parts.slice(1).map((_, index) => parts.slice(index + 1).join('.'));
  return begins.flatMap((begin) => ends.map((end) => (begin === '' ? end : `${begin}.${end}`)));
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
    (one) => siteOf(one) === site && own.some((name) => (one.parts[name] ?? []).some((slot) => 'known' in slot)),
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

function namesIn(slots: Slots): string[] {
  return slots.flatMap((slot) => {
    if ('list' in slot) return slot.list.flatMap(namesIn);
    if ('param' in slot) return slot.declared ? [slot.param, slot.declared] : [slot.param];
    return 'symbol' in slot ? [slot.symbol] : [];
  });
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
