import { lastSegment } from '../../tree/names.js';
import type { Interpreter } from '../interpreter.js';
import { fieldKey } from '../scope.js';
import { constant, NONE, type Value, type Values } from '../values/values.js';

/** The name under which a file hands on how the members of a structure are called. */
export function layoutName(type: string): string {
  return `layout.${type}`;
}

/**
 * Rows of a table of functions whose structure a header declares: `static const struct ops table[] = {{ "rsa", create_rsa, 2048 }}`
 * has the members `name`, `create` and `bits`.
 */
export function withMembers(machine: Interpreter, values: Values, type: string | undefined): Values {
  if (!machine.language.structures || !type || machine.book.knows(type)) return values;
  return values.map((one) => {
    if (one.t !== 'list') return one;
    const rows = one.items.flat();
    if (isRow(one)) return asRow(machine, one, type) ?? one;
    if (!rows.some(isRow)) return one;
    return { ...one, items: one.items.map((item) => item.map((row) => asRow(machine, row, type) ?? row)) };
  });
}

/** `ops->create(ops)`: of several rows that one is handed to a function of which the function is. */
export function ofItself<T extends { readonly values: Values }>(
  args: readonly T[],
  self: Value & { t: 'object' },
): readonly T[] {
  const meant = (one: Value) => one.t === 'object' && one.id === self.id;
  return args.map((one) => (one.values.length > 1 && one.values.some(meant) ? { ...one, values: [self] } : one));
}

/** Only where a function stands beside other values are the names of the members worth asking for. */
function isRow(value: Value): boolean {
  return (
    value.t === 'list' && value.items.length > 1 && value.items.some((item) => item.some((one) => one.t === 'function'))
  );
}

function asRow(machine: Interpreter, row: Value, type: string): Value | undefined {
  if (!isRow(row) || row.t !== 'list') return undefined;
  const [layout] = machine.imports.values(layoutName(type)) ?? NONE;
  if (layout?.t !== 'list' || layout.items.length < row.items.length) return undefined;
  const id = machine.nextId();
  const keys = row.items.map((values, at) => {
    const [member] = layout.items[at] ?? NONE;
    const name = member?.t === 'symbol' ? lastSegment(member.name) : member?.t === 'const' ? String(member.v) : `${at}`;
    machine.store.set(fieldKey(id, name), values);
    return constant(name);
  });
  machine.store.set(fieldKey(id, '$keys'), keys);
  return { t: 'object', id, type };
}
