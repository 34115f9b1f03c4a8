import type { Slots } from './use.js';

/** Why a part is not known, in words. */
export function reason(slots: Slots | undefined): string {
  for (const slot of slots ?? []) {
    if ('param' in slot) {
      const inside = insideOf(slot.path);
      return `from argument ${slot.name}${inside} of ${slot.param.slice(slot.param.lastIndexOf('.') + 1)}()`;
    }
    if ('symbol' in slot) return `from ${slot.symbol}`;
    if ('setting' in slot) return `setting ${slot.setting}, read at run time`;
    if ('why' in slot) return slot.why;
    if ('known' in slot && slot.typeOnly) return slot.typeOnly;
  }
  return 'not stated at this call';
}

/** Members that the code names; behind them stands the part that is asked for. */
function insideOf(path: readonly string[]): string {
  const named = PARTS.has(path.at(-1) ?? '') ? path.slice(0, -1) : path;
  return named.map((one) => `.${one}`).join('');
}

const PARTS: ReadonlySet<string> = new Set(['algorithm', 'size', 'curve']);
