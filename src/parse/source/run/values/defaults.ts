import { namesDefaults } from '../../dormant/dormant.js';
import type { Interpreter } from '../interpreter.js';
import type { Frame } from '../scope.js';
import { asFallback, type Value, type Values } from './values.js';

/**
 * What a literal of a type of the program puts into a field by default: that is what the field holds, of any object of the type,
 * where no caller says more. Other files read the fields of objects that they are handed.
 */
export function rememberDefault(
  machine: Interpreter,
  { type, cls }: Value & { t: 'object' },
  name: string,
  values: Values,
  frame: Frame,
): void {
  const owner = cls?.qualified ?? (type && !machine.book.knows(type) ? type : undefined);
  if (!owner || !(namesDefaults(frame.name) || machine.targets.some(namesDefaults))) return;
  const telling = values.filter(
    (one) => (one.t === 'const' && one.v !== null) || one.t === 'list' || one.t === 'symbol',
  );
  if (telling.length > 0) machine.defaults.set(`${owner}.${name}`, asFallback(telling));
}
