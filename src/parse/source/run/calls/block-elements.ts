import type { Interpreter } from '../interpreter.js';
import type { CallArgument } from '../objects/classes.js';
import { mayBeSettings } from '../objects/filled-members.js';
import type { Closure } from '../scope.js';
import { fieldKey } from '../scope.js';
import { NONE, union, unknown, type Value, type Values } from '../values/values.js';
import { invoke } from './activate.js';
import { partsOfMap } from './iteration.js';

type FunctionValue = Value & { t: 'function' };

/** Elements that are looked at one by one; more are looked at together. */
const MOST_APART = 12;

const VISITS =
  /^(?:each|each_pair|each_entry|each_with_index|each_with_object|reverse_each|each_value|each_key|map|collect|flat_map|filter_map|to_h|transform_values|group_by|any\?|all\?|none\?|sum|count|partition)$/;
/** What is left of a collection, in some order. */
const KEEPS =
  /^(?:select|filter|reject|find_all|sort|sort_by|uniq|compact|reverse|shuffle|take|drop|take_while|to_a|transform_keys|symbolize_keys|deep_symbolize_keys|stringify_keys)!?$/;
const PICKS = /^(?:find|detect|min_by|max_by|min|max|sample)$/;

/**
 * Collections of Ruby hand their elements to a block, which takes a pair or a longer row apart where it has several parameters:
 * `CURVES.each { |name, curve| .. }`.
 */
export function handedElements(
  machine: Interpreter,
  collection: Value,
  name: string,
  args: readonly CallArgument[],
): Values | undefined {
  if (!machine.language.blocksTakeApart || !(VISITS.test(name) || KEEPS.test(name) || PICKS.test(name)))
    return undefined;
  const block = args.find((one) => one.name === '&block')?.values.find((one) => one.t === 'function');
  const elements = mayBeSettings(collection)
    ? entriesIn(
        partsOfMap(machine, collection, (block?.closure.node.params.length ?? 0) > 1 ? entriesBy(name) : 'values'),
      )
    : elementsOf(machine, collection, name);
  if (!elements) return undefined;
  const results = block ? resultsOf(machine, block, elements, name, args) : [];
  if (KEEPS.test(name)) return [collection];
  if (PICKS.test(name)) return union(...elements);
  if (!block) return undefined;
  if (name.startsWith('each') || name === 'reverse_each') return [collection];
  return [{ t: 'list', items: results }];
}

/** The elements of a list, or the pairs, keys or values of a map. */
function elementsOf(machine: Interpreter, collection: Value, name: string): readonly Values[] | undefined {
  if (collection.t === 'list') return collection.items;
  if (collection.t !== 'object' || !machine.store.get(fieldKey(collection.id, '$keys'))) return undefined;
  return entriesIn(partsOfMap(machine, collection, entriesBy(name)));
}

function entriesBy(method: string): 'values' | 'keys' | 'entries' {
  return /_value/.test(method) ? 'values' : /_key$/.test(method) ? 'keys' : 'entries';
}

function entriesIn([held]: Values = NONE): readonly Values[] | undefined {
  return held?.t === 'list' ? held.items : undefined;
}

function resultsOf(
  machine: Interpreter,
  { closure, self }: FunctionValue,
  elements: readonly Values[],
  name: string,
  args: readonly CallArgument[],
): readonly Values[] {
  const apart = elements.length <= MOST_APART ? elements : [union(...elements)];
  const beside = besideOf(name, args);
  return apart.map((one) => invoke(machine, closure, [...takenApart(closure, one, beside), ...beside], self));
}

/** What a block is handed beside the element: its count, the object that is being filled. */
function besideOf(name: string, args: readonly CallArgument[]): readonly CallArgument[] {
  if (name === 'each_with_index') return [{ values: [unknown('count of an iteration')] }];
  return name === 'each_with_object' ? args.filter((one) => one.name === undefined).slice(0, 1) : [];
}

function takenApart({ node }: Closure, element: Values, beside: readonly CallArgument[]): readonly CallArgument[] {
  const [only] = element;
  const several = node.params.length > 1 && beside.length === 0;
  if (!several || element.length !== 1 || only?.t !== 'list') return [{ values: element }];
  return only.items.map((values) => ({ values }));
}
