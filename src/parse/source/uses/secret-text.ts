import type { Catalog } from '../../../catalog/catalog.js';
import { packCalls } from './packed-calls.js';
import type { OutsideCall, Slot, Slots, SourceModule } from './use.js';

/** Shorter texts are names, numbers and modes far more often than secrets. */
const SHORTEST = 8;
const BETWEEN = /[\s:,;+/_!@.|=-]+/;

/**
 * May this text be a password, key or token? Letters with digits of which no part names an algorithm, curve, group or suite.
 * Errs on the side of silence: what is masked is only not carried to other files, and not written down.
 */
export function mayBeSecret(text: string, catalog: Catalog): boolean {
  if (text.length < SHORTEST || /\s/.test(text.trim()) || !/\d/.test(text) || !/[A-Za-z]/.test(text)) return false;
  if (text.length > 400) return true;
  return ![text, ...text.split(BETWEEN)].some((part) => part.length > 1 && namesSomething(part, catalog));
}

export function namesSomething(text: string, catalog: Catalog): boolean {
  return !!(catalog.spec(text) || catalog.curve(text) || catalog.group(text) || catalog.suite(text));
}

/** What is told of a file, before it is packed. */
type Told = Omit<SourceModule, 'calls'> & { readonly calls: readonly OutsideCall[] };

/** What other files are told of this one, without texts that may be secret: it is kept in the cache. */
export function withoutSecrets(told: Told, catalog: Catalog): SourceModule {
  const clean = (slots: Slots): Slots => slots.map((slot) => cleanSlot(slot, catalog, clean));
  const constants = Object.entries(told.constants).map(([name, slots]) => [name, clean(slots)]);
  const calls = told.calls.map((call) => ({
    ...call,
    args: call.args.map((arg) => ({ ...arg, values: clean(arg.values) })),
  }));
  return { ...told, constants: Object.fromEntries(constants), calls: packCalls(calls) };
}

function cleanSlot(slot: Slot, catalog: Catalog, clean: (slots: Slots) => Slots): Slot {
  if ('known' in slot) {
    if (typeof slot.known !== 'string' || !mayBeSecret(slot.known, catalog)) return slot;
    return { why: 'a text that may be a secret is not carried to other files' };
  }
  if ('list' in slot) return { list: slot.list.map(clean) };
  if ('object' in slot) {
    return { object: Object.fromEntries(Object.entries(slot.object).map(([name, slots]) => [name, clean(slots)])) };
  }
  return slot;
}
