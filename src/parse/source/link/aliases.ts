import { LANGUAGES } from '../languages/index.js';
import { lastSegment, sameEnd, tail } from '../tree/names.js';
import type { Slots, SourceModule } from '../uses/use.js';

const MOST_NAMES = 8;

/** Other names under which files hand on what is declared elsewhere: `lib/sign.sign` is `lib.sign` of `lib/index.js`. */
export class Aliases {
  /** By the last two segments: what is declared → its other name. */
  readonly #byTail = new Map<string, [name: string, other: string][]>();
  /** Module → modules that hand on all of its names. */
  readonly #handOn = new Map<string, string[]>();

  constructor(modules: readonly SourceModule[]) {
    const wholes = new Map(LANGUAGES.map(({ id, wholeModule }) => [id, wholeModule]));
    for (const module of modules) {
      for (const from of module.handsOn) push(this.#handOn, from, module.name);
      const whole = wholes.get(module.language);
      for (const [other, slots] of Object.entries(module.constants)) {
        const name = onlySymbol(slots);
        if (!name) continue;
        push(this.#byTail, tail(name), [name, other]);
        if (whole && other === `${module.name}.${whole}`) push(this.#byTail, tail(name), [name, module.name]);
      }
    }
  }

  /** The name itself and its others, as far as the tree tells. */
  of(name: string): readonly string[] {
    if (this.#byTail.size === 0 && this.#handOn.size === 0) return [name];
    const all = [name];
    for (let at = 0; at < all.length && all.length <= MOST_NAMES; at++) {
      for (const one of this.#others(all[at] as string)) if (!all.includes(one)) all.push(one);
    }
    return all;
  }

  #others(name: string): string[] {
    const named = (this.#byTail.get(tail(name)) ?? []).filter(([one]) => sameEnd(one, name));
    const modules = this.#handOn.get(name.slice(0, Math.max(0, name.lastIndexOf('.')))) ?? [];
    return [...named.map(([, other]) => other), ...modules.map((one) => `${one}.${lastSegment(name)}`)];
  }
}

/** What a constant stands for, where that is another name and nothing else. */
export function onlySymbol(slots: Slots): string | undefined {
  const [slot] = slots;
  return slots.length === 1 && slot && 'symbol' in slot && !slot.via ? slot.symbol : undefined;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
