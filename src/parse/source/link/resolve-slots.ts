import type { Catalog } from '../../../catalog/catalog.js';
import { lastSegment } from '../tree/names.js';
import type { SettingSlot, Slots, SymbolSlot } from '../uses/use.js';
import { asPart, type ModuleIndex, transformed } from './module-index.js';

const DEEPEST = 5;

/** What the tree knows, and for which part of a use it is asked. */
export interface Known {
  readonly index: ModuleIndex;
  readonly catalog: Catalog;
  readonly part?: string;
}

/** Replaces names and settings by their values; what has none stays and tells the reason. */
export function resolveSlots(slots: Slots, known: Known, depth = 0): Slots {
  return slots.flatMap((slot): Slots => {
    if ('list' in slot) return [{ list: slot.list.map((item) => resolveSlots(item, known, depth + 1)) }];
    if (depth > DEEPEST) return [slot];
    if ('symbol' in slot) return symbol(slot, known, depth);
    if ('setting' in slot) return setting(slot, slots, known.index);
    if ('param' in slot && slot.declared && known.index.declared(slot.declared))
      return symbol({ symbol: slot.declared, via: slot.via }, known, depth);
    return [slot];
  });
}

function symbol(slot: SymbolSlot, known: Known, depth: number): Slots {
  const { index, catalog, part } = known;
  // An object of a header counts by the same part of its own: `#define SIGN_ALG PSA_ALG_ECDSA(PSA_ALG_SHA_256)`.
  const values = index.declared(slot.symbol)?.flatMap((one) => asPart(one, part));
  if (values) {
    return resolveSlots(values, known, depth + 1).flatMap((one): Slots => {
      if (!('known' in one)) return [one];
      const made = transformed(
        {
          ...one,
          from: one.from === 'literal' ? 'constant' : one.from,
          arms: slot.arms,
          ...(slot.at && { handed: slot.at }),
        },
        slot.via,
      );
      return made ? [made] : [];
    });
  }
  // A constant that is named like an algorithm and declared nowhere in the tree: the name is what is known.
  const name = lastSegment(slot.symbol);
  for (const one of new Set([name, named(name)])) {
    const made = transformed({ known: one, from: 'constant', at: slot.at, arms: slot.arms }, slot.via);
    const speaks = slot.via?.some((via) => via.map) ? made !== undefined : (catalog.spec(one) ?? catalog.curve(one));
    if (speaks && made) return [made];
  }
  return [slot];
}

/** `KEY_ALGORITHM_RSA`, `EC_ALGORITHM`: what the name says beside that it is an algorithm. */
function named(constant: string): string {
  return constant.replace(/^(?:[A-Z]+_)?ALG(?:ORITHM)?_|_ALG(?:ORITHM)?(?:_NAME)?$/, '');
}

function setting(slot: SettingSlot, all: Slots, index: ModuleIndex): Slots {
  const values = index.setting(slot.setting, slot.file);
  const made = values.flatMap((value) => transformed({ known: value, from: 'configuration' }, slot.via) ?? []);
  if (made.length > 0) return made;
  return all.some((one) => 'known' in one) ? [] : [slot];
}
