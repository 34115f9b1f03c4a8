import type { Setting } from '../tree.js';
import { EXPANDERS } from '../values/expanders.js';
import type { FileContext } from './context.js';
import { whyElsewhere } from './fragment.js';
import { type Lookup, settingValue } from './lookup.js';
import { openVariable } from './open-variable.js';
import type { ValueSource } from './rule.js';
import { resolveVariables } from './variables.js';

/** A list as read from one or more settings, with where and how it became what it is. */
export interface ReadList {
  readonly names: readonly string[];
  readonly proposals: readonly (readonly string[])[];
  /** The settings that were read; none when a default is all there is. */
  readonly from: readonly Setting[];
  readonly unknown: readonly { readonly what: string; readonly why: string }[];
  /** Why a list is not from a setting. */
  readonly because?: string | undefined;
  /** The product whose version decides, where nothing is set. */
  readonly decidedBy?: string | undefined;
  /** Groups that came along (IKE proposals). */
  readonly groups: readonly string[];
}

const NOTHING: ReadList = { names: [], proposals: [], from: [], unknown: [], groups: [] };
const MAX_VALUE = 16_384;
/** How switches are written that are on. */
const ON = /^(?:yes|on|true|1|enabled?)$/i;

/** Reads one list of a find: `versions`, `suites`, `groups`, `schemes`. Undefined when the rule does not ask for it. */
export function readList(
  what: string,
  sources: ValueSource | readonly ValueSource[] | undefined,
  lookup: Lookup,
  context: FileContext,
  join: 'all' | 'common' = 'all',
): ReadList | undefined {
  if (!sources) return undefined;
  const list = 'as' in sources ? [sources] : sources;
  const read = list.map((source) => readOne(what, source, lookup, context));
  const present = read.filter((one) => one.from.length > 0);
  const used =
    present.length > 0 && join === 'all'
      ? present
      : read.filter((one) => one.names.length > 0 || one.unknown.length > 0);
  if (used.length === 0) return NOTHING;
  // A bound that is not set means nothing where another one is.
  const telling = used.some((one) => one.from.length > 0)
    ? used.filter((one) => one.from.length > 0 || one.names.length > 0)
    : used;
  const names =
    join === 'common'
      ? telling
          .map((one) => one.names)
          .filter((one) => one.length > 0)
          .reduce(
            (a, b) => a.filter((name) => b.includes(name)),
            telling.find((one) => one.names.length > 0)?.names ?? [],
          )
      : [...new Set(telling.flatMap((one) => one.names))];
  const reasons = [...new Set(telling.map((one) => one.because).filter((one) => one !== undefined))];
  return {
    names,
    proposals: telling.flatMap((one) => one.proposals),
    from: telling.flatMap((one) => one.from),
    unknown: telling.flatMap((one) => one.unknown),
    groups: [...new Set(telling.flatMap((one) => one.groups))],
    because: reasons.length > 0 ? reasons.join('; ') : undefined,
    decidedBy: telling.find((one) => one.decidedBy !== undefined)?.decidedBy,
  };
}

function readOne(what: string, source: ValueSource, lookup: Lookup, context: FileContext): ReadList {
  const expand = EXPANDERS[source.as];
  if (!expand) throw new Error(`unknown expander ${source.as}`);
  if (source.is !== undefined) {
    const { names, groups = [], proposals = [] } = expand(source.is, context.catalog);
    return { ...NOTHING, names, groups, proposals };
  }
  const found =
    source.every || source.switches
      ? lookup.all(source.from ?? [])
      : [lookup.one(source.from ?? [])].filter((one) => one !== undefined);
  const values = found
    .map((setting) => {
      const said = settingValue(setting, source.from ?? []).slice(0, MAX_VALUE);
      const written = source.switches && ON.test(said) ? setting.name : said;
      const resolved = resolveVariables(written, context.variables);
      const variable = openVariable(resolved, context);
      if (source.switches && !variable && written === said) return { setting, variable, text: undefined };
      // Whether a value that is open has the part that is asked for is open too.
      return { setting, variable, text: partOf(resolved, source.part) ?? (variable ? resolved : undefined) };
    })
    .filter((one) => one.text !== undefined);
  if (values.length === 0 && found.length > 0) return NOTHING;
  if (values.length === 0) {
    return source.absent ? readAbsent(what, source, lookup, context) : NOTHING;
  }
  const lists = values.map(({ setting, variable, text = '' }): ReadList => {
    const readable = variable ? (variable.fallback ?? '') : text;
    const mapped = source.map ? mapWords(readable, source.map) : readable;
    if (mapped === '' && !variable && source.absent) return { ...readAbsent(what, source, lookup, context), from: [] };
    const defaults = source.absent?.value ? expand(source.absent.value, context.catalog).names : undefined;
    const expanded = expand(mapped, context.catalog, defaults);
    const unknown = expanded.unknown.map((word) => ({
      what,
      why: `"${word.slice(0, 60)}" is not a name that is known`,
    }));
    if (variable) unknown.push({ what, why: `${setting.name} is decided by ${variable.expression}` });
    return { ...NOTHING, ...expanded, unknown, from: [setting] };
  });
  return {
    names: [...new Set(lists.flatMap((one) => one.names))],
    proposals: lists.flatMap((one) => one.proposals),
    groups: [...new Set(lists.flatMap((one) => one.groups))],
    from: lists.flatMap((one) => one.from),
    unknown: lists.flatMap((one) => one.unknown),
    because: lists.find((one) => one.because !== undefined)?.because,
  };
}

/** What the product does without the setting, or with one that says "as you like". */
function readAbsent(what: string, source: ValueSource, lookup: Lookup, context: FileContext): ReadList {
  const elsewhere = whyElsewhere(lookup, context);
  if (elsewhere) return { ...NOTHING, unknown: [{ what, why: elsewhere }] };
  const { value, because, decidedBy } = source.absent ?? { because: '' };
  if (value === undefined) return { ...NOTHING, unknown: [{ what, why: because }], because, decidedBy };
  const { names, groups = [], proposals = [] } = EXPANDERS[source.as]?.(value, context.catalog) ?? { names: [] };
  return { ...NOTHING, names, groups, proposals, because };
}

/** The group of a rule's pattern; undefined when the value does not match it. */
export function partOf(value: string, pattern: string | undefined): string | undefined {
  if (pattern === undefined) return value;
  const match = new RegExp(pattern, 'i').exec(value.slice(0, MAX_VALUE));
  return match?.[1];
}

function mapWords(value: string, map: Readonly<Record<string, string>>): string {
  const folded = new Map(Object.entries(map).map(([name, to]) => [name.toLowerCase(), to]));
  const whole = folded.get(value.trim().toLowerCase());
  if (whole !== undefined) return whole;
  const other = folded.get('*');
  if (other !== undefined) return other;
  return value
    .split(/([\s,]+)/)
    .map((word) => folded.get(word.toLowerCase()) ?? word)
    .join('');
}
