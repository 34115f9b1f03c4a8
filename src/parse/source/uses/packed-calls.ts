import { lastSegment } from '../tree/names.js';
import type { OutsideCall } from './use.js';

/**
 * Calls of one file as text: other files ask for few of them, and as objects they are what a scan holds most of and hands
 * over longest.
 */
export interface PackedCalls {
  /** Last part of the name of each, on a line of its own. */
  readonly names: string;
  /** Each as JSON on a line of its own. */
  readonly lines: string;
}

/** Each once: a function that is followed for several callers calls the same with the same again. */
export function packCalls(calls: readonly OutsideCall[]): PackedCalls {
  const byLine = new Map(calls.map((call) => [JSON.stringify(call), call.name]));
  return {
    names: [...byLine.values()].map((name) => lastSegment(name).replaceAll('\n', ' ')).join('\n'),
    lines: [...byLine.keys()].join('\n'),
  };
}

/** Last parts of the names of what is called, each once. */
export function calledNames({ names }: PackedCalls): ReadonlySet<string> {
  return new Set(names === '' ? [] : names.split('\n'));
}

/** The calls whose last part is wanted, in their order. */
export function callsOf({ names, lines }: PackedCalls, wanted: (name: string) => boolean): OutsideCall[] {
  const places = names.split('\n').flatMap((name, place) => (name !== '' && wanted(name) ? [place] : []));
  if (places.length === 0) return [];
  const all = lines.split('\n');
  return places.map((place) => JSON.parse(all[place] as string) as OutsideCall);
}
