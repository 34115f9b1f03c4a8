import type { Interpreter } from '../interpreter.js';
import type { ClassInfo } from '../scope.js';
import { NONE, typeOf, union, type Values } from '../values/values.js';
import { fieldOf, instanceOf } from './classes.js';
import { entryOf } from './filled-members.js';

const DEEPEST = 4;

/** `yaml.Unmarshal(raw, &config)`: objects of these types have what a settings file says, in this file and in others. */
export function rememberSettings(machine: Interpreter, objects: Values, settings: Values, depth = 0): void {
  for (const one of objects) {
    const cls = one.t === 'object' || one.t === 'class' ? one.cls : undefined;
    const type = cls?.qualified ?? (one.t === 'symbol' ? one.name : typeOf(one));
    if (!type || machine.book.knows(type) || depth > DEEPEST) continue;
    machine.filled.set(type, union(machine.filled.get(type) ?? NONE, settings));
    for (const name of cls?.fields.keys() ?? [])
      rememberSettings(machine, partsOf(machine, cls as ClassInfo, name), entryOf(settings, name), depth + 1);
  }
}

/** Structures inside a structure. */
function partsOf(machine: Interpreter, cls: ClassInfo, name: string): Values {
  return (fieldOf(machine, instanceOf(machine, cls), name) ?? NONE).filter((one) => one.t === 'object' && one.cls);
}
