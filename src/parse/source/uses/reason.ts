import type { Slots } from './use.js';

/** Why a part is not known, in words. */
export function reason(slots: Slots | undefined): string {
  for (const slot of slots ?? []) {
    if ('param' in slot) {
      const inside = slot.path.length > 0 ? `.${slot.path.join('.')}` : '';
      return `from argument ${slot.name}${inside} of ${slot.param.slice(slot.param.lastIndexOf('.') + 1)}()`;
    }
    if ('symbol' in slot) return `from ${slot.symbol}`;
    if ('setting' in slot) return `setting ${slot.setting}, read at run time`;
    if ('why' in slot) return slot.why;
    if ('known' in slot && slot.typeOnly) return slot.typeOnly;
  }
  return 'not stated at this call';
}
