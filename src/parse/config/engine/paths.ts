import { append } from '../../../basics/groups.js';
import type { Setting } from '../tree.js';
import { walk } from '../tree.js';

/** One step of a pattern: a name (with `*`) and the arguments the setting must begin with. */
interface Step {
  readonly text: string;
  readonly name: RegExp | string | undefined;
  readonly args: readonly RegExp[];
}

/** Compares names as the product does. */
export interface Naming {
  readonly ignoreCase: boolean;
}

const parsed = new Map<string, { anywhere: boolean; steps: readonly Step[] }>();

/**
 * Settings below `from` that a path names: `spec.privateKey.size`, `server`, `bind`, `resource[aws_kms_key]`,
 * `entryPoints.*.http.tls`; `**.server` at any depth; a leading `/` starts at the document. Names with dots in them
 * match too, because both `server.ssl.ciphers: x` and its nested form are written.
 */
export function select(from: Setting, path: string, naming: Naming): readonly Setting[] {
  const start = path.startsWith('/') ? documentOf(from) : from;
  const { anywhere, steps } = parsePath(path.replace(/^\//, ''));
  if (steps.length === 0) return [start];
  if (!anywhere) return descend(start, steps, 0, naming);
  const found: Setting[] = [];
  for (const block of walk(start)) append(found, descend(block, steps, 0, naming));
  return found;
}

export function documentOf(setting: Setting): Setting {
  let top = setting;
  while (top.parent) top = top.parent;
  return top;
}

function descend(block: Setting, steps: readonly Step[], at: number, naming: Naming): readonly Setting[] {
  if (at === steps.length) return [block];
  const found: Setting[] = [];
  for (const child of block.children) {
    for (let end = at + 1; end <= steps.length; end++) {
      if (end > at + 1 && !child.name.includes('.')) break;
      if (!matches(child, steps, at, end, naming)) continue;
      append(found, descend(child, steps, end, naming));
    }
  }
  return found;
}

function matches(child: Setting, steps: readonly Step[], from: number, to: number, naming: Naming): boolean {
  const last = steps[to - 1] as Step;
  const same =
    to === from + 1
      ? sameName(child.name, last, naming)
      : child.name ===
        steps
          .slice(from, to)
          .map((step) => step.text)
          .join('.');
  return same && last.args.every((arg, index) => arg.test(child.args[index] ?? ''));
}

function sameName(name: string, step: Step, naming: Naming): boolean {
  if (step.name === undefined) return true;
  if (step.name instanceof RegExp) return step.name.test(name);
  return naming.ignoreCase ? name.toLowerCase() === step.name.toLowerCase() : name === step.name;
}

function parsePath(path: string): { anywhere: boolean; steps: readonly Step[] } {
  const known = parsed.get(path);
  if (known) return known;
  const anywhere = path.startsWith('**.');
  const text = anywhere ? path.slice(3) : path;
  const made = { anywhere, steps: text === '' ? [] : splitSteps(text).map(parseStep) };
  parsed.set(path, made);
  return made;
}

/** Splits at dots outside brackets. */
function splitSteps(text: string): string[] {
  return text.match(/(?:[^.[\]]|\[[^\]]*\])+/g) ?? [];
}

function parseStep(text: string): Step {
  const bracket = text.indexOf('[');
  const name = bracket < 0 ? text : text.slice(0, bracket);
  const args =
    bracket < 0 ? [] : [...text.slice(bracket).matchAll(/\[([^\]]*)\]/g)].map((match) => glob(match[1] ?? ''));
  const wild = /[*|]/.test(name);
  return { text: name, name: name === '*' ? undefined : wild ? glob(name) : name, args };
}

/** `*` stands for any text, `|` for or. */
export function glob(pattern: string): RegExp {
  const body = pattern
    .split('|')
    .map((one) => one.replace(/[.+?^${}()\\[\]]/g, '\\$&').replace(/\*+/g, '.*'))
    .join('|');
  return new RegExp(`^(?:${body})$`, 'i');
}
