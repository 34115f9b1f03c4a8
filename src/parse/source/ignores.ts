import type { InlineIgnore } from '../../model/index.js';

const MARK = /qday-ignore\s+([\w/*-]+)\s*:\s*([^\n]{1,300})/g;
const UNTIL = /\s+until\s+(\d{4}-\d{2}-\d{2})\s*$/;

/**
 * `qday-ignore rule: reason [until YYYY-MM-DD]` in comments of any syntax.
 * @param inComment does a comment stand at this index?
 */
export function inlineIgnores(text: string, path: string, inComment: (index: number) => boolean): InlineIgnore[] {
  if (!text.includes('qday-ignore')) return [];
  return [...text.matchAll(MARK)].flatMap((match): InlineIgnore[] => {
    if (!inComment(match.index)) return [];
    const written = (match[2] ?? '').replace(/\s*(?:\*\/|-->|#\})\s*$/, '').trim();
    const until = UNTIL.exec(written)?.[1];
    const line = text.slice(0, match.index).split('\n').length;
    const base = { path, line, rule: match[1] ?? '', reason: written.replace(UNTIL, '') };
    return [until ? { ...base, until } : base];
  });
}
