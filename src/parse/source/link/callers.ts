import { lastSegment } from '../tree/names.js';
import { callsOf } from '../uses/packed-calls.js';
import type { Slots, SourceModule } from '../uses/use.js';

/** Callers of callers that are asked for, as far as links across files go. */
const DEEPEST = 4;

/**
 * Files whose functions were not all read, and in which one of those that were not may call a function whose arguments
 * decide something: they have to be read whole. What that brings may ask for others, so it is to be repeated.
 */
export function filesToReadWhole(modules: readonly SourceModule[]): readonly string[] {
  if (!modules.some(({ unread }) => unread)) return [];
  const awaited = awaitedFunctions(modules);
  if (awaited.size === 0) return [];
  return modules.filter(({ unread }) => unread?.split(' ').some((name) => awaited.has(name))).map(({ path }) => path);
}

/** Last parts of the names of functions whose arguments decide something, callers that hand on their own among them. */
function awaitedFunctions(modules: readonly SourceModule[]): Set<string> {
  const open = modules.flatMap((module) => module.open.flatMap((use) => Object.values(use.parts)));
  const awaited = new Set(open.flatMap(functionsIn));
  for (let depth = 1, before = 0; depth < DEEPEST && awaited.size > before; depth++) {
    before = awaited.size;
    for (const call of modules.flatMap(({ calls }) => callsOf(calls, (name) => awaited.has(name)))) {
      for (const name of call.args.flatMap(({ values }) => functionsIn(values))) awaited.add(name);
    }
  }
  return awaited;
}

function functionsIn(slots: Slots): string[] {
  return slots.flatMap((slot) => {
    if ('param' in slot) return [lastSegment(slot.param)];
    if ('list' in slot) return slot.list.flatMap(functionsIn);
    return 'object' in slot ? Object.values(slot.object).flatMap(functionsIn) : [];
  });
}
