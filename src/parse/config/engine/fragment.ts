import type { FileContext } from './context.js';
import type { Lookup } from './lookup.js';
import { glob } from './paths.js';

/** Why a setting that is not written may still be set elsewhere; undefined when its absence is a fact. */
export function whyElsewhere(lookup: Lookup, context: FileContext): string | undefined {
  const { rules, block } = lookup;
  const include = lookup.include();
  if (include) return `not written here; ${include.name} ${include.value.slice(0, 80)} may set it`;
  if (rules.enclosing) {
    let around = block.parent;
    while (around && !rules.enclosing.includes(around.name)) around = around.parent;
    if (!around) return `not written here; the ${rules.enclosing[0]} block around it is in another file`;
  }
  if (rules.main) {
    const path = context.artifact.path.toLowerCase();
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (!rules.main.some((one) => glob(one).test(name)))
      return 'not written here; this file is brought in by another one';
  }
  return undefined;
}
