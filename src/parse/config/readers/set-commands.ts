import { draft, root, type Tree } from '../tree.js';
import { splitWords } from './words.js';

/** Reads `set security ike proposal P dh-group group14` (Junos, VyOS): words nest, the last is the value. */
export function readSetCommands(text: string): Tree {
  const top = root();
  text.split(/\r\n|\n|\r/).forEach((line, index) => {
    const words = splitWords(line);
    if (words[0]?.text !== 'set' || words.length < 3) return;
    const owner = words.slice(1, -2).reduce((block, word) => {
      const known = block.children.find((one) => one.name === word.text && one.args.length === 0);
      return known ?? draft(word.text, [], index + 1, word.column, block);
    }, top);
    const name = words.at(-2);
    const value = words.at(-1);
    if (name && value) draft(name.text, [value.text], index + 1, name.column, owner);
  });
  return { roots: [top], problems: [] };
}
