import { languageById } from '../languages/index.js';
import { lastSegment, tail } from '../tree/names.js';
import { callsOf } from '../uses/packed-calls.js';
import type { OutsideCall, Slots, SourceModule } from '../uses/use.js';

/**
 * Functions of other files that make what is handed to functions which wait for it: `new Keys(Settings.load())`. What such an
 * object has is for the file to say that declares the function.
 */
export function makersNeeded(modules: readonly SourceModule[]): string[] {
  const waiting = new Set(
    modules.flatMap(({ open }) => open.flatMap(({ parts }) => Object.values(parts).flatMap(paramsIn))).map(tail),
  );
  if (waiting.size === 0) return [];
  const last = new Set([...waiting].map(lastSegment));
  const makers = modules.flatMap((module) => {
    const language = languageById(module.language);
    return callsOf(module.calls, (name) => last.has(name))
      .filter(({ name }) => waiting.has(tail(name)))
      .flatMap(made)
      .filter((name) => !language?.isStandard?.(name));
  });
  return [...new Set(makers.map(tail))].filter((name) => /^[\w$]+\.[\w$]{2,}$/.test(name)).sort();
}

function paramsIn(slots: Slots): string[] {
  return slots.flatMap((slot) => ('param' in slot && slot.path.length > 0 ? [slot.param] : []));
}

/** Types of what is handed over of which nothing else is known: the function that gave it. */
function made({ args }: OutsideCall): string[] {
  return args.flatMap(({ values }) =>
    values.flatMap((slot) => {
      if (!('object' in slot) || Object.keys(slot.object).length !== 1) return [];
      return (slot.object['$type'] ?? []).flatMap((type) => ('symbol' in type ? [type.symbol] : []));
    }),
  );
}
