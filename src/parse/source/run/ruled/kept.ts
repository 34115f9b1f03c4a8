import type { BookedRule } from '../../rules/rule-book.js';
import type { CallNode, Node, Point } from '../../tree/ir.js';
import type { Interpreter } from '../interpreter.js';
import { type CallArgument, methodsOf, namesOfFields } from '../objects/classes.js';
import { type Frame, fieldKey, NO_PLACE } from '../scope.js';
import { NONE, type Value, type Values } from '../values/values.js';
import { evaluatePart } from './rule-parts.js';

/** Settings of one file that are looked at; with more it is data. */
const MOST_KEPT = 300;
/** Alternatives of a value; what may be more is put together at run time. */
const MOST_VALUES = 4;
const SHORTEST_NAME = 3;
/** A map of one name is a record. */
const FEWEST_ROWS = 2;
/** What a map is called that says what is not wanted: `DISABLED = {"kex": [..]}`. */
const UNWANTED = /disabled|den(?:y|ied)|weak|forbid|block|exclu|black|insecure|unsupported|reject/i;

/** A text, or a list of texts, that code keeps under a name which says what it is. */
export interface KeptSetting {
  readonly rule: BookedRule;
  readonly name: string;
  readonly at: Point;
  readonly values: Values;
  /** What is said beside it, where its rule asks for that. */
  readonly size: Values;
  readonly curve: Values;
}

/**
 * An entry of a map, a field, a named argument or a constant with its value: kept for the end of the file if a rule knows the name.
 * @param beside the entries among which it stands
 */
export function keep(
  machine: Interpreter,
  name: string | undefined,
  values: Values,
  at: Point | undefined,
  frame: Frame,
  beside: readonly CallArgument[] = [],
): void {
  if (name === undefined || name.length < SHORTEST_NAME || values.length === 0 || values.length > MOST_VALUES) return;
  const isMap = values.length === 1 && values[0]?.t === 'object' && !values[0].cls;
  if (!(isMap || values.some(isText)) || machine.naming || machine.kept.length >= MOST_KEPT) return;
  const rules = machine.book.kept(name);
  const rows = isMap && rules.length > 0 ? rowsOf(machine, values[0] as Value & { t: 'object' }) : values;
  const place = rules.length > 0 && rows.some(isText) ? (at ?? placeOf(rows)) : undefined;
  if (!place || machine.targets.some((one) => UNWANTED.test(one))) return;
  for (const rule of rules) {
    // The name of a family alone is one of the names that there are.
    if (rule.kept?.as === 'key' && beside.length < 2) continue;
    const site = { name, args: beside, receiver: NONE, node: { at: NO_PLACE }, frame };
    const part = (one: 'size' | 'curve') => {
      const written = rule.parts?.[one];
      return written === undefined ? NONE : evaluatePart(machine, written, site, one);
    };
    machine.kept.push({ rule, name, at: place, values: rows, size: part('size'), curve: part('curve') });
  }
}

/** `SUITES = {"old" => .., "new" => ..}`: what the names of a map stand for, where each stands for one thing. */
function rowsOf(machine: Interpreter, { id, type }: Value & { t: 'object' }): Values {
  const keys = type === undefined ? (machine.store.get(fieldKey(id, '$keys')) ?? NONE) : NONE;
  if (keys.length < FEWEST_ROWS) return NONE;
  const items = keys.map((key) =>
    key.t === 'const' ? (machine.store.get(fieldKey(id, String(key.v))) ?? NONE) : NONE,
  );
  const single = items.every((item) => item.length === 1 && item[0]?.t !== 'list' && item.some(isText));
  return single ? [{ t: 'list', items }] : NONE;
}

/**
 * What is given by name to somebody else's code, or to a record of the file, is a setting; code of the file is run with it.
 * @param called what is called, or what has the method
 */
export function keepArguments(
  machine: Interpreter,
  { args: written }: CallNode,
  args: readonly CallArgument[],
  called: Values,
  frame: Frame,
  method?: string,
): void {
  const [record] = called;
  const isRecord = record?.t === 'class' && machine.language.fieldsAreParameters;
  if (!isRecord && args.every(({ name }) => name === undefined)) return;
  if (called.some((one) => isOwnCode(machine, one, method))) return;
  const fields = isRecord ? namesOfFields(machine, record.cls) : [];
  for (const [at, { name = fields[at], values }] of args.entries())
    keep(machine, name, values, written[at]?.at ?? placeOfNode(written[at]?.value), frame, args);
}

function placeOfNode(node: Node | undefined): Point | undefined {
  return node && 'at' in node ? node.at : undefined;
}

function isOwnCode(machine: Interpreter, value: Value, method: string | undefined): boolean {
  if (value.t === 'object' && value.cls && method !== undefined)
    return methodsOf(machine, value.cls, method).length > 0;
  return value.t === 'function' || (value.t === 'class' && value.cls.constructors.length > 0);
}

/** Of a field the place of its name is not always known: where the first text stands. */
function placeOf([value]: Values): Point | undefined {
  if (value?.t === 'list') return placeOf(value.items[0] ?? NONE);
  return value?.t === 'const' || value?.t === 'symbol' ? value.at : undefined;
}

function isText(value: Value): boolean {
  if (value.t === 'list') return value.items.length > 0 && value.items.some((item) => item.some(isText));
  return (value.t === 'const' && typeof value.v === 'string') || value.t === 'symbol';
}
