import type { Argument, Node } from '../../tree/ir.js';
import { block, type Lower, lit, path, spanOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { isTool, type Tool, toolNamed } from '../commands/tools.js';
import { filesOf, keyRead, keyWritten } from './files.js';
import { namedByOption, PLAIN, RUNNERS } from './programs.js';

/** One word of a command: as it is written, its text where it is fixed, and its value. */
export interface Word {
  readonly written: string;
  readonly text: string;
  readonly value: Node;
}

/**
 * A command as a call: `openssl.genrsa(4096, out: 'k')` for the tools of the table, the name with every word as an
 * argument for anything else (functions of the script among them).
 */
export function commandCall(node: SyntaxNode, words: readonly SyntaxNode[], go: Lower): Node {
  const all = words.map((one): Word => ({ written: one.text, text: fixedText(one), value: go(one) }));
  const script = scriptOf(all);
  if (script && /\s/.test(script)) return block(commandsIn(script, node.startPosition.row));
  if (PLAIN.has(all[0]?.text ?? '')) return block(all.slice(1).map(({ value }) => value));
  return (
    knownTool(all, node) ?? {
      k: 'call',
      callee: { k: 'name', name: (all[0]?.text ?? '') || 'command' },
      args: all.slice(1).map(({ value }) => ({ value })),
      at: spanOf(node),
    }
  );
}

const MOST_LINES = 400;

/**
 * Text that a shell will read as a script of its own (`sh -c`, a here-document): its simple commands, as far as
 * words tell. Nothing is followed through its variables but those of the script around.
 * @param row of the first line of the text
 * @param held what stands for variables of the text that its writer put in
 */
export function commandsIn(text: string, row: number, held?: ReadonlyMap<string, Node>): Node[] {
  const lines = text.replace(/\\\n/g, '  ').split('\n').slice(0, MOST_LINES);
  return lines.flatMap((line, at) =>
    line.split(/&&|\|\||[;|]/).flatMap((one) => {
      const found = one.match(/"[^"]*"|'[^']*'|[^\s"']+/g)?.slice(0, 60) ?? [];
      const words = found.map((written): Word => {
        const bare = written.replace(/^["']|["']$/g, '');
        const variable = /^\$\{?(\w+)\}?$/.exec(bare)?.[1];
        const put = held && insideOf(bare, held);
        return { written, text: bare, value: put ?? (variable ? { k: 'name', name: `$${variable}` } : scalar(bare)) };
      });
      const node = { startPosition: { row: row + at, column: 0 }, startIndex: 0, endIndex: 0 };
      return knownTool(words, node) ?? [];
    }),
  );
}

/** A word with what was put into it: `rsa:${bits}`. */
function insideOf(word: string, held: ReadonlyMap<string, Node>): Node | undefined {
  const parts = word.split(/(\$\w+)/).filter((one) => one !== '');
  if (!parts.some((one) => held.has(one))) return undefined;
  const values = parts.map((one) => held.get(one) ?? scalar(one));
  return values.length === 1 ? values[0] : { k: 'concat', parts: values };
}

/** Programs that read a script from an argument. */
const SHELLS = /^(?:.*\/)?(?:ba|z|da|k|a)?sh$|^su$|^eval$/;

/** The script that a command hands to another shell. */
function scriptOf(words: readonly Word[]): string | undefined {
  const at = words.findIndex((one) => SHELLS.test(one.text));
  if (at < 0) return undefined;
  const given = words.findIndex((one, index) => index > at && /^-[a-z]*c$/.test(one.text));
  const script = words[given < 0 ? (words[at]?.text === 'eval' ? at + 1 : -1) : given + 1];
  return script?.text;
}

/** What is needed of a node for its place. */
type Placed = Parameters<typeof spanOf>[0];

/** The call of a tool of the table, run directly or by a program that runs another. */
export function knownTool(all: readonly Word[], node: Placed): Node | undefined {
  const start = toolAt(all);
  const name = start === undefined ? '' : programOf(all[start]?.written ?? '');
  const tool = toolNamed(name);
  return tool && toolCall(tool, all.slice((start ?? 0) + 1), node);
}

/** Position of the tool: the first word, or the first tool among the words of a program that runs another. */
function toolAt(all: readonly Word[]): number | undefined {
  const [first] = all;
  if (!first) return undefined;
  const name = programOf(first.written);
  if (isTool(name)) return 0;
  if (!RUNNERS.has(name)) return undefined;
  const at = all.findIndex((one, index) => index > 0 && isTool(programOf(one.written)) && !isOption(one));
  return at > 0 ? at : undefined;
}

function isOption(word: Word | undefined): boolean {
  return word?.text.startsWith('-') ?? false;
}

/** `/usr/bin/openssl`, `openssl.exe`, `${OPENSSL_BIN:-openssl}`, `$OPENSSL`: openssl. */
function programOf(written: string): string {
  const text = written.replace(/^["']|["']$/g, '');
  const default_ = /^\$\{\w+:?[-=]([^}]*)\}$/.exec(text)?.[1];
  const fixed = (default_ ?? text)
    .replace(/^\\/, '')
    .replace(/^.*[\\/]/, '')
    .replace(/\.exe$/i, '');
  const variable = /^\$\{?(\w+)\}?$/.exec(fixed)?.[1];
  if (!variable) return fixed;
  const plain = variable
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/-?(?:bin|cmd|path|command|exe)$/, '');
  return plain === 'sshkeygen' ? 'ssh-keygen' : plain;
}

function toolCall(tool: Tool, words: readonly Word[], node: Placed): Node {
  const { positional, options } = split(tool, words);
  const sub = positional.slice(0, tool.depth ?? 0).map((one) => one.text);
  const rest = positional.slice(tool.depth ?? 0);
  const mode = tool.modes && modeOf(tool, options);
  const callee = [tool.called, ...sub, ...(mode ? [mode] : [])];
  const args: Argument[] = [...rest.map(({ value }) => ({ value })), ...options.flatMap((one) => named(tool, one))];
  if (tool.called === 'openssl') {
    const meant = namedByOption(sub[0] ?? '');
    if (meant) {
      args.push({ name: meant, value: lit(sub[0] ?? '') });
      callee[1] = meant === 'digest' ? 'dgst' : 'enc';
    }
    for (const { option, value, computed } of options) {
      // `dgst -"$alg"`: the name of the option is the value of a variable.
      const means = value ? undefined : computed ? (callee[1] === 'dgst' ? 'digest' : 'cipher') : namedByOption(option);
      if (means) args.push({ name: means, value: computed ?? lit(option) });
    }
  }
  const actions = tool.actions?.[callee[1] ?? ''] ?? {};
  const action = options.find((one) => Object.hasOwn(actions, one.option));
  if (action) callee.push(actions[action.option] ?? '');
  const call: Node = {
    k: 'call',
    callee: path(callee.filter(Boolean).join('.')),
    args: [...args, ...keyRead(tool, options)],
    at: spanOf(node),
  };
  return keyWritten(call, filesOf(options, tool.makes));
}

function modeOf(tool: Tool, options: readonly Option[]): string | undefined {
  for (const { option } of options) {
    const mode = tool.modes && Object.hasOwn(tool.modes, option) ? tool.modes[option] : undefined;
    if (mode) return mode;
  }
  return tool.base;
}

export interface Option {
  readonly option: string;
  readonly value?: Node;
  /** The value as it stands in the script. */
  readonly written?: string;
  /** The name itself, where it is put together at run time. */
  readonly computed?: Node;
}

function split(tool: Tool, words: readonly Word[]): { positional: Word[]; options: Option[] } {
  const positional: Word[] = [];
  const options: Option[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as Word;
    const [, dashes, body = ''] = /^(--?|\/(?=[a-z]+$))(.+)$/s.exec(word.text) ?? [];
    if (!dashes) {
      const assigned = tool.assigns ? /^([a-z_]+)=./.exec(word.text)?.[1] : undefined;
      if (assigned) options.push({ option: assigned, value: afterMark(word.value, '=') });
      else positional.push(word);
      continue;
    }
    if (dashes === '-' && tool.clusters && body.length > 1 && tool.pairs.has(body.charAt(0))) {
      options.push({ option: body.charAt(0), value: withoutStart(word.value, /^-./) });
      continue;
    }
    const equals = body.indexOf('=');
    const option = equals > 0 ? body.slice(0, equals) : body;
    if (equals > 0) options.push({ option, value: afterMark(word.value, '=') ?? lit(body.slice(equals + 1)) });
    else if (tool.values.has(option) && !isLongOption(words[at + 1]))
      options.push({ option, ...wordGiven(words[++at]) });
    else if (tool.clusters && dashes === '-' && option.length > 1) at += cluster(tool, option, words[at + 1], options);
    else options.push({ option, ...(/[$`]/.test(option) ? { computed: withoutStart(word.value, /^-+/) } : {}) });
  }
  return { positional, options };
}

function wordGiven(word: Word | undefined): Pick<Option, 'value' | 'written'> {
  return word ? { value: word.value, written: word.written } : {};
}

/** `pkeyutl -sign -inkey k`: the option that takes a value elsewhere stands alone here. */
function isLongOption(word: Word | undefined): boolean {
  return word !== undefined && /^-[a-z]{2}/i.test(word.text);
}

/** `-oCiphers=..` without `-o`, `-$alg` without the dash. */
function withoutStart(value: Node, start: RegExp): Node {
  const parts = value.k === 'concat' ? value.parts : [value];
  const [first, ...rest] = parts;
  if (first?.k !== 'lit') return value;
  const head = String(first.value).replace(start, '');
  const kept = head ? [placedLike(lit(head), first), ...rest] : rest;
  return kept.length === 1 ? (kept[0] as Node) : { k: 'concat', parts: kept };
}

/** `-qN ''`, `-b4096`. @returns how many further words were taken */
function cluster(tool: Tool, letters: string, next: Word | undefined, options: Option[]): number {
  for (const [at, option] of [...letters].entries()) {
    if (!tool.values.has(option)) {
      options.push({ option });
      continue;
    }
    const rest = letters.slice(at + 1);
    options.push({ option, ...(rest ? { value: scalar(rest) } : wordGiven(next)) });
    return rest ? 0 : 1;
  }
  return 0;
}

/** `-newkey rsa:2048` is two arguments, `-pkeyopt rsa_keygen_bits:3072` one of that name. */
function named(tool: Tool, { option, value }: Option): Argument[] {
  // `--tlsv1.2`: a dot in a rule leads into a value.
  if (!value) return [{ name: option.replaceAll('.', '_'), value: lit(true) }];
  if (option === 'newkey') {
    const size = afterMark(value, ':');
    return size
      ? [
          { name: 'newkey', value: beforeMark(value, ':') },
          { name: 'newkey-size', value: size },
        ]
      : [{ name: 'newkey', value }];
  }
  // `a:b` of openssl keeps its colon, `a=b` of ssh may be written with a space.
  if (!tool.pairs.has(option)) return [{ name: option, value }];
  const mark = tool.pairMark ?? ':';
  const name = beforeMark(value, mark);
  const after = afterMark(value, mark);
  return name.k === 'lit' && after ? [{ name: String(name.value), value: after }] : [{ name: option, value }];
}

/** What stands after the first mark in a text put together of parts. */
function afterMark(value: Node, mark: string): Node | undefined {
  if (value.k === 'choice') {
    const arms = value.arms.flatMap((one) => afterMark(one, mark) ?? []);
    return arms.length > 0 ? { k: 'choice', arms } : undefined;
  }
  const parts = value.k === 'concat' ? value.parts : [value];
  const at = parts.findIndex((one) => one.k === 'lit' && String(one.value).includes(mark));
  const holder = parts[at];
  if (holder?.k !== 'lit') return undefined;
  const text = String(holder.value);
  const rest = [placedLike(scalar(text.slice(text.indexOf(mark) + 1)), holder), ...parts.slice(at + 1)];
  const full = rest.filter((one) => one.k !== 'lit' || one.value !== '');
  return full.length === 1 ? full[0] : { k: 'concat', parts: full };
}

function beforeMark(value: Node, mark: string): Node {
  if (value.k === 'choice') return { k: 'choice', arms: value.arms.map((one) => beforeMark(one, mark)) };
  const parts = value.k === 'concat' ? value.parts : [value];
  const at = parts.findIndex((one) => one.k === 'lit' && String(one.value).includes(mark));
  const holder = parts[at];
  if (holder?.k !== 'lit') return value;
  const text = String(holder.value);
  const head = [...parts.slice(0, at), placedLike(lit(text.slice(0, text.indexOf(mark))), holder)].filter(
    (one) => one.k !== 'lit' || one.value !== '',
  );
  return head.length === 1 ? (head[0] as Node) : head.length === 0 ? block([]) : { k: 'concat', parts: head };
}

/** The value of a word, or of a part of it, stands where the word is written. */
export function placedLike(value: Node, { at }: Node & { k: 'lit' }): Node {
  return value.k === 'lit' && at ? { ...value, at } : value;
}

/** Digits are a number, anything else a text. */
export function scalar(text: string): Node {
  return lit(/^\d{1,9}$/.test(text) ? Number(text) : text);
}

/** The text of a word as far as it does not depend on anything: enough to see options. */
function fixedText(node: SyntaxNode): string {
  if (node.type === 'raw_string' || node.type === 'string') return node.text.slice(1, -1);
  return node.text.replace(/^\\(?=\w)/, '');
}
