import { addTo } from '../../../basics/groups.js';
import { languageById } from '../languages/index.js';
import { NameIndex } from '../tree/name-index.js';
import { lastSegment } from '../tree/names.js';
import type { Slots, SourceModule } from '../uses/use.js';

const MOST_NAMES = 8;

/** Other names under which files hand on what is declared elsewhere: `lib/sign.sign` is `lib.sign` of `lib/index.js`. */
export class Aliases {
  /** What is declared → its other name. */
  readonly #aliases = new NameIndex<string>();
  /** Module → modules that hand on all of its names. */
  readonly #handOn = new Map<string, string[]>();

  constructor(modules: readonly SourceModule[]) {
    for (const module of modules) {
      for (const from of module.handsOn) addTo(this.#handOn, from, module.name);
      const whole = languageById(module.language)?.wholeModule;
      for (const [other, slots] of Object.entries(module.constants)) {
        const name = onlySymbol(slots);
        if (!name) continue;
        this.#aliases.add(name, other);
        if (whole && other === `${module.name}.${whole}`) this.#aliases.add(name, module.name);
      }
    }
  }

  /** The name itself and its others, as far as the tree tells. */
  of(name: string): readonly string[] {
    if (this.#aliases.size === 0 && this.#handOn.size === 0) return [name];
    const all = [name];
    for (let at = 0; at < all.length && all.length <= MOST_NAMES; at++) {
      for (const one of this.#others(all[at] as string)) if (!all.includes(one)) all.push(one);
    }
    return all;
  }

  #others(name: string): string[] {
    const modules = this.#handOn.get(name.slice(0, Math.max(0, name.lastIndexOf('.')))) ?? [];
    return [...this.#aliases.alike(name), ...modules.map((one) => `${one}.${lastSegment(name)}`)];
  }
}

/** What a constant stands for, where that is another name and nothing else. */
export function onlySymbol(slots: Slots): string | undefined {
  const [slot] = slots;
  return slots.length === 1 && slot && 'symbol' in slot && !slot.via ? slot.symbol : undefined;
}
