import type { Tree } from '../tree.js';
import { walk } from '../tree.js';

/** Reads the variables that a file gives: `of` wants them, `from` is read, `known` are those of the files before it. */
export type ReadVariables = (
  tree: Tree,
  way: { readonly of: string; readonly from: string; readonly known: ReadonlyMap<string, string> },
) => ReadonlyMap<string, string>;

const MAX_VARIABLES = 5_000;
const MAX_ROUNDS = 4;

/**
 * Variables that a file determines itself: Terraform `variable` defaults and `locals`, Apache `Define`, assignments of
 * YAML maps called `vars`, `.env`. Only plain texts: a computed one stays unresolved.
 */
export function variablesOf(tree: Tree): Map<string, string> {
  const variables = new Map<string, string>();
  for (const root of tree.roots) {
    for (const setting of root.children) {
      if (variables.size > MAX_VARIABLES) break;
      if (setting.name === 'variable' && setting.args[0]) {
        const value = setting.children.find((one) => one.name === 'default');
        if (value && value.children.length === 0) variables.set(`var.${setting.args[0]}`, value.value);
      } else if (setting.name === 'locals') {
        for (const local of setting.children)
          if (local.children.length === 0) variables.set(`local.${local.name}`, local.value);
      } else if (/^define$/i.test(setting.name) && setting.args.length > 1) {
        variables.set(setting.args[0] as string, setting.args.slice(1).join(' '));
      }
    }
    for (const setting of walk(root)) {
      if (setting.name !== 'vars') continue;
      for (const one of setting.children) {
        if (one.children.length === 0 && variables.size < MAX_VARIABLES) variables.set(one.name, one.value);
      }
    }
  }
  return variables;
}

/** `${x}`, `{{ x }}` and `{{ x | quote }}`: filters that do not change which words stand there. */
const EXPRESSION =
  /\$\{\s{0,9}([\w.-]{1,100})\s{0,9}\}|\{\{-?\s{0,9}([\w.-]{1,100})(?:\s{0,9}\|\s{0,9}(?:quote|squote|string|trim|lower|int|join)\b[^{}|]{0,60}){0,4}\s{0,9}-?\}\}/g;

/** Replaces the variables that are known: `var.x`, `${var.x}`, `{{ x }}`, `${X}`. Cycles end after a few rounds. */
export function resolveVariables(value: string, variables: ReadonlyMap<string, string>): string {
  let text = value.replace(/\$\{path\.(?:module|root|cwd)\}\//g, './');
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = text
      .replace(EXPRESSION, (whole, a?: string, b?: string) => joined(whole, variables.get(a ?? b ?? '')) ?? whole)
      .replace(/^(?:var|local)\.[\w-]{1,100}$/, (whole) => variables.get(whole) ?? whole);
    if (next === text || next.length > 16_384) break;
    text = next;
  }
  return text;
}

/** A list is written with the separator that the template joins it with. */
function joined(expression: string, value: string | undefined): string | undefined {
  const separator = /\bjoin\(\s?["']([^"']{0,5})["']\s?\)/.exec(expression)?.[1];
  return separator === undefined ? value : value?.split(/\s+/).join(separator);
}
