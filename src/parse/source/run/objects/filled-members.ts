import type { Interpreter } from '../interpreter.js';
import type { Value, Values } from '../values/values.js';

/** What a settings file says under the name of the field, where objects of the type are filled from one. */
export function filledMember(machine: Interpreter, type: string | undefined, name: string): Values | undefined {
  const settings = type && machine.filled.get(type);
  return settings ? entryOf(settings, name) : undefined;
}

/** What stands under a name in settings, or in what a caller gives, which may be some. */
export function entryOf(settings: Values, name: string): Values {
  return settings.map((one) => {
    if (one.t === 'param') return { ...one, path: [...one.path, name], type: undefined };
    return one.t === 'config' ? { ...one, key: one.key ? `${one.key}.${name}` : name } : one;
  });
}

/** Is it settings, or a member of an argument that may be settings? */
export function mayBeSettings(value: Value): value is Value & { t: 'config' | 'param' } {
  return value.t === 'config' || (value.t === 'param' && value.path.length > 0 && !value.type);
}
