import { languageById } from '../languages/index.js';
import { lastSegment, tail } from '../tree/names.js';
import type { PackedCalls } from '../uses/packed-calls.js';
import type { Slots } from '../uses/use.js';
import { isSourceModule } from './link.js';
import { inEntries } from './module-index.js';

/**
 * Qualified names of constants and wrappers that others left open. Files that were not parsed because they hold no
 * cryptography themselves may declare or call them: where `mentions` says so, parse them with `hint: 'source'`.
 */
export function neededNames(modules: readonly unknown[]): string[] {
  const names = new Set<string>();
  for (const module of modules.filter(isSourceModule)) {
    const language = languageById(module.language);
    for (const use of module.open) {
      for (const slots of Object.values(use.parts))
        for (const name of namesIn(slots))
          if (!language?.isStandard?.(name)) names.add(tail(name)).add(optionsIn(name));
    }
  }
  // Of functions without a name nobody else can call one.
  return [...names].filter((name) => /\w{2}$/.test(name) && !/\.at\d+$/.test(name));
}

/** Keys of settings that source code reads: only files in which one stands are worth reading for their values. */
export function neededSettings(modules: readonly unknown[]): string[] {
  const sources = modules.filter(isSourceModule);
  const given = sources.flatMap(({ gives }) => Object.values(gives).flatMap(keysFilling));
  const begins = [...new Set([...given, ...sources.flatMap(({ calls }) => settingsHanded(calls))])].slice(
    0,
    MOST_BEGINNINGS,
  );
  const keys = sources.flatMap(({ settings, open }) => [
    ...settings,
    ...(begins.length > 0 ? open.flatMap((use) => Object.values(use.parts).flatMap(pathsIn)) : []).flatMap((path) =>
      keysIn(path, begins),
    ),
  ]);
  return [...new Set(keys.flatMap((one) => (begins.length > 0 ? [one, inEntries(one)] : [one])))];
}

/** Of so many sections of settings it is asked what others read of them. */
const MOST_BEGINNINGS = 200;

/** `Tokens.new(settings["tokens"])`: sections of settings that functions of other files are handed. */
function settingsHanded({ lines }: PackedCalls): string[] {
  return [...lines.matchAll(/"setting":"([^"\\]{1,200})"/g)].map(([, key]) => key as string);
}

/** `services.Configure<SigningOptions>(section)` of another file may fill the object whose field `SigningOptions.KeySize` is. */
function optionsIn(name: string): string {
  const owner = lastSegment(name.slice(0, Math.max(0, name.lastIndexOf('.'))));
  return owner && `<${owner}>.${owner}`;
}

/** Keys under which a settings file fills the objects of a type, or what a function gives back. */
function keysFilling(slots: Slots): string[] {
  return slots.flatMap((one) => {
    if ('object' in one) return Object.values(one.object).flatMap(keysFilling);
    return 'setting' in one && one.file !== undefined ? [one.setting] : [];
  });
}

/** Ways to a value in what a function is handed, and in objects of a type of another file. */
function pathsIn(slots: Slots): (readonly string[])[] {
  return slots.flatMap((slot) => {
    const handed = 'param' in slot && slot.path.length > 0 ? [['', ...slot.path]] : [];
    return [...handed, ...namesIn([slot]).map((name) => name.split('.'))];
  });
}

/** What may be the key of a setting at the end of a way: `config.Options.Signing.Curve` is `Signing.Curve` of a file. */
function keysIn(path: readonly string[], begins: readonly string[]): string[] {
  const ends = path.slice(1).map((_, index) => path.slice(index + 1).join('.'));
  return begins.flatMap((begin) => ends.map((end) => (begin === '' ? end : `${begin}.${end}`)));
}

function namesIn(slots: Slots): string[] {
  return slots.flatMap((slot) => {
    if ('list' in slot) return slot.list.flatMap(namesIn);
    if ('param' in slot) return slot.declared ? [slot.param, slot.declared] : [slot.param];
    return 'symbol' in slot ? [slot.symbol] : [];
  });
}
