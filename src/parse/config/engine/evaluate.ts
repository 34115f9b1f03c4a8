import { append } from '../../../basics/groups.js';
import type { Observation } from '../../../model/index.js';
import type { Draft, Setting, Tree } from '../tree.js';
import { draft, walk } from '../tree.js';
import { algorithmObservations } from './algorithms.js';
import type { FileContext } from './context.js';
import { Lookup } from './lookup.js';
import { materialObservations } from './materials.js';
import { select } from './paths.js';
import { protocolObservation } from './protocol.js';
import type { Find, ProductRules } from './rule.js';

const MAX_OBSERVATIONS = 20_000;

/**
 * Everything that one product's rules find in one file.
 * @param judged gets the included files whose settings stand in a block of which something was found
 */
export function evaluate(rules: ProductRules, tree: Tree, context: FileContext, judged?: Set<string>): Observation[] {
  for (const root of tree.roots) splitWordsOf(root, rules);
  const found: Observation[] = [];
  for (const find of rules.finds) {
    for (const block of blocksOf(find, rules, tree)) {
      const lookup = new Lookup(rules, find, block);
      if (find.protocol && block.parent && block.children.length === 0) continue;
      if (!lookup.holds(find.if)) continue;
      const before = found.length;
      if (find.protocol) found.push(protocolObservation(lookup, context));
      append(found, algorithmObservations(lookup, context));
      append(found, materialObservations(lookup, context));
      if (judged && found.length > before) markJudged(block, find.inherit ?? false, judged);
      if (found.length > MAX_OBSERVATIONS) return found;
    }
  }
  return found;
}

/** The files that the settings of a block are from, and with `inherit` those of the blocks around it. */
function markJudged(block: Setting, inherit: boolean, judged: Set<string>): void {
  for (const one of walk(block)) if (one.path !== undefined) judged.add(one.path);
  for (let around = inherit ? block.parent : undefined; around; around = around.parent)
    for (const one of around.children) if (one.path !== undefined) judged.add(one.path);
}

function blocksOf(find: Find, rules: ProductRules, tree: Tree): Setting[] {
  const paths = find.block === undefined ? [''] : typeof find.block === 'string' ? [find.block] : find.block;
  const naming = { ignoreCase: rules.ignoreCase ?? false };
  const blocks = new Set<Setting>();
  for (const root of tree.roots)
    for (const path of paths) for (const one of select(root, path, naming)) blocks.add(one);
  return [...blocks];
}

/** Makes children of arguments that are settings themselves: `bind :443 ssl crt /x.pem`. */
function splitWordsOf(root: Setting, rules: ProductRules): void {
  if (!rules.words) return;
  for (const setting of [...walk(root)]) {
    const keywords = rules.words[setting.name];
    if (!keywords || setting.children.length > 0) continue;
    let column = setting.column + setting.name.length + 1;
    for (let i = 0; i < setting.args.length; i++) {
      const word = setting.args[i] as string;
      if (keywords.includes(`${word}!`)) draft(word, [], setting.line, column, setting as Draft);
      else if (keywords.includes(word) && i + 1 < setting.args.length) {
        draft(word, [setting.args[i + 1] as string], setting.line, column, setting as Draft);
        column += (setting.args[++i] as string).length + 1;
      }
      column += word.length + 1;
    }
  }
}
