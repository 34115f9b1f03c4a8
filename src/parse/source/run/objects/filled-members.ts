import type { Interpreter } from '../interpreter.js';
import type { Values } from '../values/values.js';

/** What a settings file says under the name of the field, where objects of the type are filled from one. */
export function filledMember(machine: Interpreter, type: string | undefined, name: string): Values | undefined {
  const settings = type && machine.filled.get(type);
  return settings ? entryOf(settings, name) : undefined;
}

/** What stands under a name in settings. */
export function entryOf(settings: Values, name: string): Values {
  return settings.map((one) => (one.t === 'config' ? { ...one, key: one.key ? `${one.key}.${name}` : name } : one));
}
