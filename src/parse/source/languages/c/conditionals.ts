import { codeOnly } from './blank.js';

/**
 * C text whose `#if` groups a grammar can read: where an arm opens or closes what it does not own, or stands inside an
 * expression, the directives are blanked, and of the other arms what does not fit. Every character keeps its place.
 */
export function balanced(text: string): string {
  if (!/^[ \t]*#[ \t]*(?:else|elif|endif)/m.test(text)) return text;
  const lines = text.split('\n');
  const code = codeOnly(text).split('\n');
  const page: Page = { lines, code };
  const { items } = read(page, 0, 0);
  settle(page, items, { depth: 0, round: 0, last: ';' });
  return lines.join('\n');
}

interface Page {
  readonly lines: string[];
  readonly code: readonly string[];
}

type Item = number | Group;

interface Group {
  /** Lines of the directives. */
  readonly marks: number[];
  readonly arms: Item[][];
}

/** Open braces and parentheses so far, and the last character of code. */
interface State {
  readonly depth: number;
  readonly round: number;
  readonly last: string;
}

const DIRECTIVE = /^[ \t]*#[ \t]*(if|ifdef|ifndef|elif|else|endif)\b/;
const DEEPEST = 100;

/** Lines and groups up to the directive that ends the arm. */
function read(page: Page, from: number, depth: number): { items: Item[]; at: number } {
  const items: Item[] = [];
  let at = from;
  while (at < page.lines.length) {
    const word = DIRECTIVE.exec(page.lines[at] ?? '')?.[1];
    if (!word) items.push(at++);
    else if (!word.startsWith('if')) {
      if (depth > 0) return { items, at };
      at++;
    } else if (depth >= DEEPEST) at++;
    else {
      const group: Group = { marks: [at], arms: [] };
      for (let more = true; more && at < page.lines.length; ) {
        const arm = read(page, at + 1, depth + 1);
        group.arms.push(arm.items);
        at = arm.at;
        if (at < page.lines.length) group.marks.push(at);
        more = !/endif/.test(DIRECTIVE.exec(page.lines[at] ?? '')?.[1] ?? 'endif');
      }
      at++;
      items.push(group);
    }
  }
  return { items, at };
}

function settle(page: Page, items: readonly Item[], before: State): State {
  return items.reduce<State>(
    (state, item) => (typeof item === 'number' ? count(page.code[item] ?? '', state) : settleGroup(page, item, state)),
    before,
  );
}

function settleGroup(page: Page, group: Group, before: State): State {
  const after = group.arms.map((arm) => settle(page, arm, before));
  const starts = group.arms.map((arm) => firstCode(page, arm));
  const inside =
    before.round > 0 || /[=,(|&+?<]/.test(before.last) || starts.some((one) => /^(?:[|&+,)?.=<]|else\b)/.test(one));
  const uneven = group.arms.map((arm, at) => {
    const end = after[at] as State;
    return end.depth !== before.depth || end.round !== before.round || openings(page, arm).length > 0;
  });
  if (!inside && !uneven.includes(true) && !after.some((one) => !/[;{}:]/.test(one.last))) return before;
  const main = Math.max(0, uneven.indexOf(true));
  // Items of a list: those of every arm.
  const list = before.round === 0 && after.every((one) => one.last === ',');
  for (const mark of group.marks) blankLine(page, mark);
  for (const [at, arm] of group.arms.entries()) {
    if (at === main) continue;
    if (list) continue;
    if (before.round > 0 || (inside && !starts[at]?.startsWith('else')))
      for (const line of linesOf(arm)) blankLine(page, line);
    else for (const one of openings(page, arm)) blank(page, one, before.depth === 0);
  }
  return after[main] ?? before;
}

function count(code: string, before: State): State {
  let { depth, round, last } = before;
  for (const char of code) {
    if (char === '{') depth++;
    else if (char === '}') depth = Math.max(0, depth - 1);
    else if (char === '(') round++;
    else if (char === ')') round = Math.max(0, round - 1);
    if (/\S/.test(char) && char !== '\\') last = char;
    // A statement does not end inside parentheses, but for the head of a `for`: whatever was miscounted ends here.
    if (char === '}') round = 0;
  }
  return { depth, round, last };
}

interface Spot {
  readonly line: number;
  readonly column: number;
}

/** The braces and parentheses of an arm that have no partner in it. */
function openings(page: Page, arm: readonly Item[]): Spot[] {
  const open: (Spot & { readonly char: string })[] = [];
  const alone: Spot[] = [];
  for (const line of linesOf(arm)) {
    for (const [column, char] of [...(page.code[line] ?? '')].entries()) {
      if (page.lines[line]?.[column] !== char) continue;
      if (char === '{' || char === '(') open.push({ line, column, char });
      else if (char === '}' || char === ')') {
        const partner = open.at(-1);
        if (partner && (partner.char === '{') === (char === '}')) open.pop();
        else alone.push({ line, column });
      }
    }
  }
  return [...alone, ...open];
}

function linesOf(items: readonly Item[]): number[] {
  return items.flatMap((one) => (typeof one === 'number' ? [one] : one.arms.flatMap(linesOf)));
}

function firstCode(page: Page, items: readonly Item[]): string {
  for (const line of linesOf(items)) {
    const code = page.code[line]?.trim();
    if (code) return code;
  }
  return '';
}

/** @param whole outside of functions the head of a second definition goes with its brace */
function blank(page: Page, { line, column }: Spot, whole: boolean): void {
  const text = page.lines[line] ?? '';
  const from = whole ? Math.max(text.lastIndexOf(';', column), text.lastIndexOf('}', column - 1)) + 1 : column;
  page.lines[line] = text.slice(0, from) + ' '.repeat(column + 1 - from) + text.slice(column + 1);
}

/** A directive goes with the lines that continue it. */
function blankLine(page: Page, line: number): void {
  for (let at = line, more = true; more && at < page.lines.length; at++) {
    const text = page.lines[at] ?? '';
    more = /^[ \t]*#/.test(page.lines[line] ?? '') && /\\\r?$/.test(text);
    page.lines[at] = ' '.repeat(text.length);
    if (at > line && !more) break;
  }
}
