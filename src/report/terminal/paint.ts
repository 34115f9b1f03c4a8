import { Chalk } from 'chalk';
import type { RenderOptions } from '../reporter.js';
import { visible } from '../select/escape.js';

/** Colours, widths and links of one rendering. Data goes in raw and comes out unable to act on the terminal. */
export class Paint {
  readonly width: number;
  private readonly chalk;

  constructor(private readonly options: RenderOptions) {
    this.chalk = new Chalk({ level: options.color ? 1 : 0 });
    this.width = Math.max(60, Math.min(options.width ?? 100, 160));
  }

  bold = (text: string): string => this.chalk.bold(text);
  dim = (text: string): string => this.chalk.dim(text);
  good = (text: string): string => this.chalk.green(text);
  bad = (text: string): string => this.chalk.red(text);
  warn = (text: string): string => this.chalk.yellow(text);

  severity(severity: string, text: string): string {
    if (severity === 'critical') return this.chalk.bold.red(text);
    if (severity === 'high') return this.chalk.red(text);
    return severity === 'medium' ? this.chalk.yellow(text) : this.chalk.dim(text);
  }

  heading(text: string): string {
    return this.chalk.bold.cyan(text.toUpperCase());
  }

  /** A place; an OSC 8 hyperlink to the file where the terminal knows them. */
  place(path: string, text: string): string {
    const shown = this.chalk.underline(text);
    if (!this.options.links || !this.options.root) return this.options.color ? shown : text;
    const url = `file://${encodeURI(`${this.options.root}/${path}`).replaceAll('#', '%23').replaceAll('?', '%3F')}`;
    return `\u001b]8;;${url}\u0007${shown}\u001b]8;;\u0007`;
  }

  bar(share: number, cells = 20): string {
    const full = Math.floor(share * cells);
    return this.good('█'.repeat(full)) + this.dim('░'.repeat(cells - full));
  }
}

/** Cuts to a number of columns, with an ellipsis. East Asian wide characters count as two. */
export function clip(text: string, columns: number): string {
  const clean = visible(text);
  if (columnsOf(clean) <= columns) return clean;
  let used = 0;
  let kept = '';
  for (const one of clean) {
    used += columnsOf(one);
    if (used > columns - 1) break;
    kept += one;
  }
  return `${kept.trimEnd()}…`;
}

/** Cuts a path in front, where it says least: `…/shop/CardVault.java:42`. */
export function clipFront(text: string, columns: number): string {
  const clean = visible(text);
  if (columnsOf(clean) <= columns) return clean;
  const all = [...clean];
  let used = 1;
  let from = all.length;
  while (from > 0 && used + columnsOf(all[from - 1]!) <= columns) used += columnsOf(all[--from]!);
  return `…${all.slice(from).join('')}`;
}

/** Breaks at spaces; words longer than a line are cut hard. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of visible(text).split(' ')) {
    if (line !== '' && columnsOf(line) + 1 + columnsOf(word) > columns) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
    while (columnsOf(line) > columns) {
      lines.push([...line].slice(0, columns).join(''));
      line = [...line].slice(columns).join('');
    }
  }
  return line === '' ? lines : [...lines, line];
}

export function columnsOf(text: string): number {
  let columns = 0;
  for (const one of text) columns += isWide(one.codePointAt(0)!) ? 2 : 1;
  return columns;
}

/** Unicode TR 11: the blocks a terminal draws two cells wide. */
function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd)
  );
}
