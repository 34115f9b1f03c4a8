import { beginsAsCommand } from '../../languages/commands/words.js';
import type { Point } from '../../tree/ir.js';
import { constant, unknown, type Value, type Values } from '../values/values.js';

/** Type of a text that is not wholly known while it begins as a command: what is known of it stands behind this. */
const COMMAND = 'command.';
const LONGEST = 400;

/** Where texts begin that are put together of words. */
export const begunAt = new WeakMap<Value, Point>();

/** Stands for a piece of a text that is not known. */
export const PART = '$part';

export function commandType(text: string): string | undefined {
  return text.length <= LONGEST && beginsAsCommand(text) ? COMMAND + text : undefined;
}

/** What is known of a text that begins as a command. */
export function commandText(value: Value | undefined): string | undefined {
  if (value?.t === 'const') return typeof value.v === 'string' ? value.v : undefined;
  return value?.t === 'unknown' && value.type?.startsWith(COMMAND) ? value.type.slice(COMMAND.length) : undefined;
}

/** Names of other files that stand in commands of the present file. Files are read one after the other. */
const open = new Set<string>();
const MOST_OPEN = 20;

export function beginCommands(): void {
  open.clear();
}

export function openInCommands(): ReadonlySet<string> {
  return open;
}

/** A piece of a text that begins as a command: what is known of it, else what stands for it. */
export function pieceOf(value: Value | undefined, begun: string): string {
  if (value?.t === 'const') return String(value.v);
  const text = commandText(value);
  if (text === undefined && value?.t === 'symbol' && open.size < MOST_OPEN && beginsAsCommand(begun))
    open.add(value.name);
  return text ?? PART;
}

/** A text with a piece behind it that is not known, where it begins as a command. */
export function longerCommand(begun: string, more: Value | undefined): Values | undefined {
  const type = commandType(begun + pieceOf(more, begun));
  return type === undefined ? undefined : [unknown('text put together at run time', type)];
}

/** `"openssl genrsa -out $key$ 2048".replace("$key$", file)`: the command is known although the file is not. */
export function filledCommand(begun: string, place: Value | undefined, filling: Value | undefined): Values | undefined {
  if (place?.t !== 'const' || place.v === '') return undefined;
  const type = commandType(begun.replaceAll(String(place.v), () => pieceOf(filling, begun)));
  return type === undefined ? undefined : [unknown('text put together at run time', type)];
}

const ADDED = /^[aA]ppend$/;
const FILLED = /^(?:[rR]eplace|replaceAll)$/;
const SAME =
  /^(?:c_str|toString|ToString|to_s|to_str|to_string|to_owned|as_str|clone|dup|trim|Trim|strip|freeze|into)$/;
const TAKEN_APART = /^(?:split|Split|split_whitespace|shellsplit)$/;

/** What a method makes of a text that is known to begin as a command: the same text, its words, or nothing that is known. */
export function methodOfCommand(
  value: Value,
  name: string,
  given: Values | undefined,
  second?: Values,
): Values | undefined {
  const text = value.t === 'unknown' ? commandText(value) : undefined;
  if (text === undefined) return undefined;
  if (ADDED.test(name)) return longerCommand(text, given?.[0]) ?? [value];
  if (FILLED.test(name)) return filledCommand(text, given?.[0], second?.[0]) ?? [value];
  if (SAME.test(name)) return [value];
  if (!TAKEN_APART.test(name)) return [unknown(`result of ${name}()`)];
  return [
    {
      t: 'list',
      items: text
        .trim()
        .split(/\s+/)
        .map((one) => [constant(one)]),
    },
  ];
}

/** `"openssl genrsa -out " + file`, `begun + " 2048"`: the command is known although the file is not. */
export function commandOfBoth([left]: Values, [right]: Values): string | undefined {
  const begun = commandText(left);
  if (begun === undefined) return undefined;
  return commandType(begun + pieceOf(right, begun));
}
