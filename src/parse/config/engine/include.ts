import { append } from '../../../basics/groups.js';
import { ParseError } from '../../../model/index.js';
import { decodeText } from '../../text.js';
import type { Draft, Setting, Tree } from '../tree.js';
import { walk } from '../tree.js';
import type { FileContext } from './context.js';

const MOST_FILES = 200;
const DEEPEST = 6;
/** Lists of types and parameters, which decide no cryptography. */
const BESIDE_THE_POINT = /mime\.types|_params|modules-enabled/;

/** A directive that brings in another file, and what it names. */
export function includedPattern(setting: Setting, includes: readonly string[]): string | undefined {
  if (!includes.includes(setting.name) || setting.children.length > 0) return undefined;
  const pattern = setting.value.trim().replace(/^["']|["']$/g, '');
  return pattern === '' || pattern.length > 512 || BESIDE_THE_POINT.test(pattern) ? undefined : pattern;
}

/**
 * Puts the settings of included files in the place of the directives that name them, each with the path it is from.
 * A directive whose files are not in the tree stays; so does one that would go round in a circle.
 * @param read the reader of the format
 * @returns the paths of the files that were put in
 */
export function spliceIncludes(
  tree: Tree,
  includes: readonly string[],
  read: (text: string) => Tree,
  context: FileContext,
): readonly string[] {
  const put = new Set<string>();
  let files = 0;
  const splice = (root: Setting, from: string, chain: readonly string[]): void => {
    for (const directive of [...walk(root)]) {
      const pattern = includedPattern(directive, includes);
      if (pattern === undefined) continue;
      const companions = context.companions(from, pattern).filter(({ path }) => !chain.includes(path));
      if (companions.length === 0 || chain.length > DEEPEST) continue;
      const settings: Draft[] = [];
      for (const { path, bytes } of companions) {
        if (++files > MOST_FILES) return;
        const included = readQuietly(read, decodeText(bytes));
        if (!included) continue;
        put.add(path);
        for (const inner of included.roots) {
          for (const one of walk(inner)) (one as Draft).path = path;
          splice(inner, path, [...chain, path]);
          append(settings, inner.children as Draft[]);
        }
      }
      replace(directive as Draft, settings);
    }
  };
  for (const root of tree.roots) splice(root, context.artifact.path, [context.artifact.path]);
  return [...put];
}

function replace(directive: Draft, settings: readonly Draft[]): void {
  const around = directive.parent;
  const at = around?.children.indexOf(directive) ?? -1;
  if (!around || at < 0) return;
  for (const one of settings) one.parent = around;
  around.children.splice(at, 1, ...settings);
}

/** The reading of the included file by itself has said already what is wrong with it. */
function readQuietly(read: (text: string) => Tree, text: string): Tree | undefined {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}
