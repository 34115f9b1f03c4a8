import type { InlineIgnore } from '../../model/index.js';
import type { SyntaxTree } from './grammar.js';

const MARK = /qday-ignore\s+([\w/*-]+)\s*:\s*([^\n]{1,300})/g;
const UNTIL = /\s+until\s+(\d{4}-\d{2}-\d{2})\s*$/;

/** `qday-ignore rule: reason [until YYYY-MM-DD]` in comments of any syntax. */
export function inlineIgnores(text: string, path: string, tree: SyntaxTree): InlineIgnore[] {
  if (!text.includes('qday-ignore')) return [];
  return [...text.matchAll(MARK)].flatMap((match): InlineIgnore[] => {
    const node = tree.rootNode.descendantForIndex(match.index);
    if (!node || !/comment/.test(node.type)) return [];
    const written = (match[2] ?? '').replace(/\s*(?:\*\/|-->|#\})\s*$/, '').trim();
    const until = UNTIL.exec(written)?.[1];
    const line = text.slice(0, match.index).split('\n').length;
    const base = { path, line, rule: match[1] ?? '', reason: written.replace(UNTIL, '') };
    return [until ? { ...base, until } : base];
  });
}
