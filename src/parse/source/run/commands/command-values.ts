import { isTool } from '../../languages/commands/tools.js';
import type { Interpreter } from '../interpreter.js';
import type { CallArgument } from '../objects/classes.js';
import { fieldKey } from '../scope.js';
import { type Arms, armsOfList, canMeet } from '../values/arms.js';
import { filledLater } from '../values/filled-lists.js';
import { NONE, type Value, type Values } from '../values/values.js';
import { commandText } from './command-text.js';

/** Words of a command, the program first. */
export type Words = readonly Values[];

const MOST_WAYS = 6;
const MOST_WORDS = 60;
const DEEPEST = 3;

/** Words that an object has collected. */
export const WORDS = '$words';

/** A tool that rules speak of, by the name of its program or its path. */
export function programIn(text: string): string | undefined {
  const name = text.replace(/^.*[\\/]/, '').replace(/\.exe$/i, '');
  return isTool(name) ? name : undefined;
}

/** An option, or a word of which a part is read: `rsa:3072`, `rsa_keygen_bits:3072`, `Ciphers=..`. */
export function isTakenApart({ v }: Value & { t: 'const' }): boolean {
  return typeof v === 'string' && /^-|[:=]/.test(v);
}

/** Programs that read a script from an argument. */
export const SHELLS = /(?:^|\/)(?:ba|z|da|k|a)?sh$|^cmd(?:\.exe)?$/;

/** The text of a word so far as it is known; of a setting what stands where nobody sets it. */
export function asText(values: Values): string | undefined {
  const [only, ...others] = values.length > 1 ? values.filter(({ t }) => t !== 'config') : values;
  if (others.length > 0) return undefined;
  return only?.t === 'const' && typeof only.v === 'number' ? String(only.v) : commandText(only);
}

/** Words that the arguments of a call are, in each way that they can stand. */
export function wordsGiven(machine: Interpreter, args: readonly CallArgument[]): readonly Words[] {
  const program = args.find(({ name }) => name === 'FileName');
  const positional = args.filter(({ name }) => name === undefined);
  const behind = args.filter(({ name }) => name === 'Arguments' || name === 'ArgumentList');
  const given = [...(program ? [program] : []), ...positional, ...behind].map(({ values }) => values);
  const begins = (values: Values | undefined) => (values ?? []).some((one) => isBeginning(machine, one));
  // A context or a directory may stand in front of the program.
  const from = begins(given[0]) || !begins(given[1]) ? 0 : 1;
  return waysOf(machine, given.slice(from), 0);
}

function isBeginning(machine: Interpreter, value: Value): boolean {
  if (value.t === 'const') return typeof value.v === 'string' && programIn(value.v.split(/\s/)[0] ?? '') !== undefined;
  return value.t === 'list' || (value.t === 'object' && wordsOf(machine, value) !== undefined);
}

/** Words that a list of values is, in each way: what stands in one row of a table does not go together with what stands in another. */
export function waysOf(machine: Interpreter, given: readonly Values[], depth: number): readonly Words[] {
  return waysIn(machine, given, depth).flatMap(({ words, arms }) => {
    const fixed = [...arms, ...words.flatMap((one) => (one.length === 1 && one[0] ? (armsOf(one[0]) ?? []) : []))];
    if (!canMeet(fixed, fixed)) return [];
    // What needs no change stays the same list: a command that begins with it is known by it.
    const meeting = words.map((values) => {
      const kept = values.filter((one) => canMeet(fixed, armsOf(one)));
      return kept.length < values.length ? kept : values;
    });
    return meeting.some((values, at) => values.length === 0 && (words[at]?.length ?? 0) > 0) ? [] : [meeting];
  });
}

interface Way {
  readonly words: readonly Values[];
  readonly arms: Arms;
}

function waysIn(machine: Interpreter, given: readonly Values[], depth: number): readonly Way[] {
  let ways: readonly Way[] = [{ words: [], arms: [] }];
  for (const values of given) {
    const lists = depth < DEEPEST ? values.flatMap((one) => listIn(machine, one) ?? []) : [];
    const inner = lists.slice(0, MOST_WAYS).flatMap((one): readonly Way[] => {
      const own = armsOfList(one) ?? [];
      return waysIn(machine, one.flatMap(inSequence(one)), depth + 1).map(({ words, arms }) => ({
        words,
        arms: [...arms, ...own],
      }));
    });
    const next = inner.length > 0 ? inner : [{ words: [values], arms: [] }];
    ways = ways
      .flatMap((way) =>
        next.map((more) => ({
          words: [...way.words, ...more.words].slice(0, MOST_WORDS),
          arms: [...way.arms, ...more.arms],
        })),
      )
      .slice(0, MOST_WAYS);
  }
  return ways;
}

function armsOf(value: Value): Arms | undefined {
  return 'arms' in value ? value.arms : undefined;
}

function listIn(machine: Interpreter, value: Value): (readonly Values[])[] | undefined {
  if (value.t === 'list') return [value.items];
  return value.t === 'object' ? wordsOf(machine, value)?.map((one) => [...one]) : undefined;
}

/** `foreach (var word in words) list.Add(word)`: what is added in a loop are its values one after the other. */
function inSequence(items: readonly Values[]) {
  return (values: Values): readonly Values[] => {
    const options = values.filter((one) => one.t === 'const' && /^-/.test(String(one.v)));
    const isLoop = filledLater.has(items) && values.length > 2 && options.length > 0 && options.length < values.length;
    return isLoop ? values.map((one) => [one]) : [values];
  };
}

/** The words that an object runs, in each way; nothing where it holds none. */
export function wordsOf(machine: Interpreter, object: Value & { t: 'object' }): readonly Words[] | undefined {
  const words = machine.store.get(fieldKey(object.id, WORDS));
  if (words) return waysOf(machine, [words], 0);
  const inner = machine.store.get(fieldKey(object.id, 'StartInfo'))?.find((one) => one.t === 'object');
  const info = inner?.t === 'object' ? inner : object;
  const program = machine.store.get(fieldKey(info.id, 'FileName'));
  if (!program) return undefined;
  const behind = ['Arguments', 'ArgumentList'].map((one) => machine.store.get(fieldKey(info.id, one)) ?? NONE);
  return waysOf(machine, [program, ...behind.filter((one) => one.length > 0)], 0);
}
