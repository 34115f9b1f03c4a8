import { PARTS, type PartName } from '../rules/rule.js';
import type { OutsideRecord } from '../run/calls/outside.js';
import type { Interpreter } from '../run/interpreter.js';
import { lack, NAMED } from '../run/lack.js';
import type { OpenUse } from '../run/open-use.js';
import { type Frame, fieldKey, namesAround, partKey } from '../run/scope.js';
import { heldBy, setApart } from '../run/values/arms.js';
import { applyTransform, asFallback, keyOf, NONE, type Value, type Values } from '../run/values/values.js';
import type { Point } from '../tree/ir.js';
import { lastSegment } from '../tree/names.js';
import { allWritten } from './decided-at.js';
import type { KeptText } from './settings-kept.js';
import type { OutsideCall, Slots, Use, Written } from './use.js';

const MOST_HINTS = 12;
/** Lines of a list that is written out. */
const LONGEST_LIST = 30;
const DEEPEST = 4;
/**
 * Slots of one value, and of all values of a file, after which lists and objects are no longer followed: containers that hold each
 * other, and tables that generated code hands to every call, have more of them than memory has room for.
 */
const MOST_SLOTS = 1_000;
const MOST_OF_FILE = 40_000;

/** What the store knows at the end of the file, as plain data. */
export function settle(machine: Interpreter, use: OpenUse, excerpt: (row: number) => string): Use {
  const parts: Record<string, Slots> = {};
  for (const name of PARTS) {
    const values = machine.store.get(partKey(use.object, name));
    if (values && values.length > 0) parts[name] = slotsOf(machine, setApart(values), name, 0);
  }
  if (onlyEdwards(machine, parts)) parts.curve = [{ known: 'Ed25519', from: 'library-default' }];
  return {
    rule: use.rule.id,
    line: machine.firstRow + use.at.row + 1,
    column: use.at.column + 1,
    ...(use.to && { endLine: machine.firstRow + use.to.row + 1, endColumn: use.to.column + 1 }),
    symbol: use.symbol,
    scope: scopeOf(use.frame),
    excerpt: excerpt(use.at.row),
    hints: [...new Set([...use.hints, ...namesAround(use.frame)])].slice(0, MOST_HINTS),
    parts,
    ...(use.asked && { asked: use.asked }),
    ...(use.rule.protocol && setBy(machine, use)),
    ...(use.rule.protocol &&
      listsOf(parts, use.at.row + machine.firstRow + 1, (line) => excerpt(line - machine.firstRow - 1))),
    ...(use.rule.named && { byName: spokenName(use.symbol, use.rule.id) }),
    ...(use.declared && { declared: true as const }),
  };
}

/** What signs without a digest is EdDSA; where the file speaks of Ed25519 alone, it is that of the two (RFC 8032). */
function onlyEdwards({ text }: Interpreter, { algorithm = [], curve, parameters }: Use['parts']): boolean {
  const known = algorithm.flatMap((slot) => ('known' in slot ? [slot] : []));
  const edwards = known.every((one) => one.from === 'library-default' && one.known === 'EdDSA');
  if (known.length === 0 || curve || parameters || !edwards) return false;
  return text.mentions(['ed25519']) && !text.mentions(['ed448', 'curve448']);
}

/** The calls and entries after which a list of the protocol is what it is in the end. */
function setBy(machine: Interpreter, { object, at }: OpenUse): Pick<Use, 'setBy'> {
  const made = [object, ...connectionsOf(machine, object)].flatMap((owner) =>
    machine.lists.of(owner).flatMap((one) => {
      if (one.at.row === at.row || one.at.end === 0) return [];
      const held = new Set((machine.store.get(partKey(owner, one.part)) ?? NONE).map((value) => keyOf(value)));
      if (!one.values.every((value) => held.has(keyOf(value)))) return [];
      const slots = slotsOf(machine, one.values, one.part, 0);
      const line = machine.firstRow + one.at.row + 1;
      // What another file names is written there.
      const here = slots.filter((slot) => !('symbol' in slot)).flatMap(allWritten);
      if (here.some((place) => isInside(place, line))) return [];
      return [{ part: one.part, slots, line, column: one.at.column + 1 }];
    }),
  );
  return made.length > 0 ? { setBy: made } : {};
}

/** Connections that are made of a configuration and are told with it: what is set on one of them is set there as well. */
function connectionsOf({ lists, uptake, uses }: Interpreter, object: number): number[] {
  return [...lists.objects].filter(
    (one) => one !== object && uptake.wentInto(one, object) && !uses.some((use) => use.object === one),
  );
}

/** A list that is written out, or appended to, in the statement that sets it is told where it is written. */
function isInside({ line, path }: { line: number; path?: string }, set: number): boolean {
  return path === undefined && line >= set && line - set < LONGEST_LIST;
}

/** Lists of a protocol that a change may concern, as details of the observation name them, with the parts that write them. */
const LISTS = { groups: ['groups'], suites: ['suites'], versions: ['minVersion', 'versions'] } as const;

function listsOf(parts: Use['parts'], useLine: number, excerpt: (line: number) => string): Pick<Use, 'lists'> {
  const lists: Record<string, { line: number; excerpt: string }> = {};
  for (const [name, written] of Object.entries(LISTS)) {
    const slots = written.flatMap((part) => parts[part] ?? []);
    const places = slots.flatMap(allWritten);
    const lines = new Set(places.map((one) => (one.path ? 0 : one.line)));
    const [line = 0] = lines;
    // What stands on several lines is no line that could be written anew.
    if (lines.size === 1 && line > 0 && line !== useLine) lists[name] = { line, excerpt: excerpt(line) };
  }
  return Object.keys(lists).length > 0 ? { lists } : {};
}

/** What a function that speaks by its name has in common with the one that is called, whatever type or variable it is called on. */
export function spokenName(symbol: string, rule: string): string {
  return `${lastSegment(symbol)} ${rule}`;
}

/** What is kept under names of settings, as plain data. */
export function settleKept(machine: Interpreter): KeptText[] {
  return machine.kept.map(({ rule, name, at, values, size, curve }) => ({
    rule,
    name,
    at: placeIn(machine, at),
    slots: slotsOf(machine, values, undefined, 1),
    size: slotsOf(machine, size, undefined, 1),
    curve: slotsOf(machine, curve, undefined, 1),
  }));
}

export function settleCall(machine: Interpreter, call: OutsideRecord): OutsideCall {
  const args = call.args.map((one) => ({ name: one.name, values: slotsOf(machine, one.values, undefined, 0) }));
  return { name: call.name, within: call.within, args };
}

/**
 * @param part the part in which the values stand: an object counts there by the same part of its own
 * @param depth of lists and objects around
 */
export function slotsOf(machine: Interpreter, values: Values, part: PartName | undefined, depth: number): Slots {
  countOf(machine).value = 0;
  return slotsIn(machine, values, part, depth);
}

function slotsIn(machine: Interpreter, values: Values, part: PartName | undefined, depth: number): Slots {
  const count = countOf(machine);
  count.value += values.length;
  count.file += values.length;
  return values.flatMap((value): Slots => {
    switch (value.t) {
      case 'const':
        return value.v === null
          ? []
          : [
              {
                known: value.v,
                from: value.from,
                ...written(machine, value.at),
                ...(value.handed && { handed: placeIn(machine, value.handed) }),
                ...(value.pieces && {
                  pieces: value.pieces.map(({ text, at }) => ({ text, at: placeIn(machine, at) })),
                }),
                ...(value.fallback && { fallback: true }),
                ...(value.arms && { arms: value.arms }),
              },
            ];
      case 'symbol':
        lack(machine, value.name, part, NAMED);
        return [
          {
            symbol: value.name,
            via: value.via,
            ...written(machine, value.at),
            ...(value.arms && { arms: value.arms }),
          },
        ];
      case 'param':
        return [
          {
            param: value.fn,
            index: value.index,
            name: value.name,
            path: value.path,
            via: value.via,
            ...(value.type && value.path.length > 0 && !machine.book.knows(value.type) && { declared: value.type }),
          },
          ...askedFor(machine, value),
        ];
      case 'config':
        return [{ setting: value.key, ...(value.file && { file: value.file }), via: value.via }];
      case 'list': {
        const oid = part === 'curve' || part === 'algorithm' ? objectIdentifier(value.items) : undefined;
        if (oid) return [{ known: oid, from: 'literal' }];
        if (depth > DEEPEST || isSpent(machine)) return [];
        return [{ list: value.items.map((item) => slotsIn(machine, item, part, depth + 1)) }];
      }
      case 'object':
        return objectSlots(machine, value, part, depth);
      case 'unknown':
        lack(machine, value.type, part);
        return part !== 'size' && value.type && machine.book.knows(value.type)
          ? [{ known: lastSegment(value.type), from: 'literal', typeOnly: value.why }]
          : [{ why: value.why }];
      default:
        return [{ why: 'not a value' }];
    }
  });
}

/** Slots that were made: for the present value, and for the file. */
const counts = new WeakMap<Interpreter, { value: number; file: number }>();

function countOf(machine: Interpreter) {
  const count = counts.get(machine) ?? { value: 0, file: 0 };
  counts.set(machine, count);
  return count;
}

/** Are there so many that no more lists and objects are followed? */
function isSpent(machine: Interpreter): boolean {
  const { value, file } = countOf(machine);
  return value > MOST_SLOTS || file > MOST_OF_FILE;
}

/** What the function asks an argument for stands where no caller says more. */
function askedFor(machine: Interpreter, value: Value & { t: 'param' }): Slots {
  const texts = machine.askedFor.get(keyOf(value)) ?? NONE;
  const made = texts.flatMap((one) => {
    const known = (value.via ?? []).reduce<Value | undefined>(
      (text, transform) => text && applyTransform(text, transform),
      one,
    );
    return known ? [known] : [];
  });
  return slotsIn(machine, asFallback(made), undefined, 0);
}

function written(machine: Interpreter, at: Point | undefined) {
  return at && { at: placeIn(machine, at) };
}

function placeIn({ firstRow }: Interpreter, at: Point): Written {
  return { line: firstRow + at.row + 1, column: at.column + 1 };
}

/** `{1, 2, 840, 10045, 3, 1, 7}`, as Erlang writes an object identifier. */
function objectIdentifier(items: readonly Values[]): string | undefined {
  const arcs = items.map((one) => (one.length === 1 && one[0]?.t === 'const' ? one[0].v : undefined));
  const [first] = arcs;
  if (arcs.length < 4 || !arcs.every((one) => typeof one === 'number') || Number(first) > 2) return undefined;
  return arcs.join('.');
}

function objectSlots(
  machine: Interpreter,
  value: Value & { t: 'object' },
  part: PartName | undefined,
  depth: number,
): Slots {
  if (depth > DEEPEST || isSpent(machine)) return [];
  if (part === undefined) return [{ object: fieldsOf(machine, value, depth) }];
  const own = machine.store.get(partKey(value.id, part));
  if (own) return slotsIn(machine, heldBy(value, setApart(own)), part, depth + 1);
  const tag = machine.store.get(fieldKey(value.id, '$name'));
  if (tag) return slotsIn(machine, heldBy(value, tag), part, depth + 1);
  lack(machine, value.cls ? undefined : value.type, part);
  if (part === 'size') return [{ why: 'size of an object that is not known' }];
  const algorithm = machine.store.get(partKey(value.id, 'algorithm'));
  if (algorithm) return slotsIn(machine, heldBy(value, algorithm), part, depth + 1);
  const why = 'an object that is not known';
  if (!value.type) return [{ why }];
  return machine.book.knows(value.type)
    ? [{ known: lastSegment(value.type), from: 'literal', typeOnly: why }]
    : [{ symbol: value.type, ...written(machine, value.at) }];
}

function fieldsOf(machine: Interpreter, value: Value & { t: 'object' }, depth: number): Record<string, Slots> {
  const fields: Record<string, Slots> = {};
  for (const key of machine.store.get(fieldKey(value.id, '$keys')) ?? NONE) {
    if (key.t !== 'const') continue;
    const held = machine.store.get(fieldKey(value.id, String(key.v)));
    if (held) fields[String(key.v)] = slotsIn(machine, held, undefined, depth + 1);
  }
  for (const name of PARTS) {
    const held = machine.store.get(partKey(value.id, name));
    if (held) fields[name] = slotsIn(machine, held, name, depth + 1);
  }
  if (value.type) fields.$type = [{ symbol: value.type }];
  return fields;
}

function scopeOf(frame: Frame): string | undefined {
  const parts = frame.cls?.name ? [frame.cls.name] : [];
  if (frame.name && frame.name !== frame.cls?.name) parts.push(frame.name);
  return parts.length > 0 ? parts.join('.') : undefined;
}
