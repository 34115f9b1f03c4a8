import type { DataField } from '../../model/index.js';
import type { Face } from '../face.js';
import type { Parser } from '../parser.js';
import { FieldList, linesOf } from './field.js';

/** A format in which an owner opens a block and fields stand on lines of their own inside it. */
export interface BlockFormat {
  readonly id: string;
  readonly source: DataField['source'];
  wants(face: Face): boolean;
  /** First group: the owner. */
  readonly owner: RegExp;
  /** First group that matched: the field. Tried on lines inside a block. */
  readonly fields: readonly RegExp[];
  /** How a block ends: by its braces, by indentation, or by the next owner. */
  readonly ends: 'braces' | 'indent' | 'next';
  readonly comment?: RegExp;
  readonly skip?: ReadonlySet<string>;
  /** What opens and closes a text of several lines, in which nothing is a field. */
  readonly quotes?: string;
  /** Lines within round brackets are arguments, not fields. */
  readonly arguments?: boolean;
  /** A line inside the block that makes it no data after all, or a test of the whole block's header lines. */
  readonly only?: (header: string, before: string) => boolean;
}

/** Every pattern is anchored at the start of a line and has no nested repetition. */
export function blockParser(format: BlockFormat): Parser {
  return {
    id: format.id,
    wants: (face) => !face.binary && format.wants(face),
    parse(artifact) {
      const list = new FieldList(artifact, format.source);
      const stack: Block[] = [];
      let depth = 0;
      let before = '';
      let quoted = false;
      let brackets = 0;
      linesOf(artifact).forEach((raw, index) => {
        if (format.quotes !== undefined) {
          const inside = quoted;
          if (raw.split(format.quotes).length % 2 === 0) quoted = !quoted;
          if (inside || quoted) return;
        }
        const text = format.arguments ? raw.replace(/"[^"]*"/g, '""') : raw;
        const line = format.comment ? text.replace(format.comment, '') : text;
        if (line.trim() === '') return;
        if (format.arguments) {
          if (format.owner.test(line)) brackets = 0;
          const inside = brackets > 0;
          brackets = Math.max(0, brackets + count(line, '(') - count(line, ')'));
          if (inside) return;
        }
        const indent = line.length - line.trimStart().length;
        while (stack.length > 0 && ended(format, stack.at(-1)!, depth, indent, line)) stack.pop();
        const owner = format.owner.exec(line)?.[1];
        if (owner !== undefined) {
          if (format.ends === 'next') stack.length = 0;
          // `record Other;` has no block.
          const bodiless = format.ends === 'braces' && /;\s*$/.test(line);
          if (!bodiless) stack.push({ name: owner, depth, indent, data: format.only?.(line, before) ?? true });
        } else if (stack.at(-1)?.data) {
          const name = fieldOf(line, format);
          if (name !== undefined) list.add(stack.at(-1)!.name, name, index + 1);
        }
        if (format.ends === 'braces') depth += count(line, '{') - count(line, '}');
        before = owner === undefined && !/^\s*[@[#]/.test(line) ? '' : `${before} ${line.trim()}`.slice(-500);
      });
      return list.result(format.id);
    },
  };
}

interface Block {
  readonly name: string;
  readonly depth: number;
  readonly indent: number;
  readonly data: boolean;
  /** Its brace has been seen: C# puts it on a line of its own. */
  opened?: boolean;
}

function ended(format: BlockFormat, top: Block, depth: number, indent: number, line: string): boolean {
  if (format.ends === 'braces') {
    top.opened ||= depth > top.depth;
    return depth <= top.depth && (top.opened || /[;}]/.test(line));
  }
  return format.ends === 'indent' && indent <= top.indent;
}

function fieldOf(line: string, { fields, skip }: BlockFormat): string | undefined {
  for (const pattern of fields) {
    const match = pattern.exec(line);
    const name = match?.slice(1).find((group) => group !== undefined);
    if (name !== undefined && !skip?.has(name)) return name;
  }
  return undefined;
}

function count(line: string, mark: string): number {
  let total = 0;
  for (const one of line) if (one === mark) total++;
  return total;
}
