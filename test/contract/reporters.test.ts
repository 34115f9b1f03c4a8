import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/index.js';
import { REPORTERS } from '../../src/report/registry.js';
import type { Reporter } from '../../src/report/reporter.js';
import { shopReport } from '../golden/report.fixture.js';
import { emptyReport, HOSTILE, hostileReport, largeReport } from './hostile.fixture.js';

/** Raw characters that act on a terminal or on the order of text; a line break is each format's own. */
const ACTING = /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

/** What each kind of format promises about its own syntax. */
const SYNTAX: Readonly<Record<string, (text: string) => void>> = {
  '.json': (text) => void JSON.parse(text),
  '.cdx.json': (text) => void JSON.parse(text),
  '.sarif': (text) => void JSON.parse(text),
  '.xml': (text) => {
    const parser = new SaxesParser();
    parser.on('error', (error) => {
      throw error;
    });
    parser.write(text).close();
  },
  '.csv': (text) => {
    for (const row of csvRows(text)) for (const cell of row) expect(cell).not.toMatch(/^\s*[=+\-@|]\D/);
  },
  '.md': (text) => {
    const prose = text.replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, 'code');
    expect(prose).not.toMatch(/<(script|img|iframe|a )/i);
    expect(prose).not.toMatch(/\]\(|@everyone|\*\*bold/);
  },
  '.html': (text) => {
    expect(text.match(/<\/script>/gi)?.length).toBe(text.match(/<script/gi)?.length);
    expect(text).not.toMatch(/<img|onerror=alert\(1\)>/i);
  },
  '.txt': () => {},
};

describe.each(REPORTERS.map((one) => [one.id, one] as const))('%s', (id, reporter) => {
  it.each(HOSTILE.map((one) => [JSON.stringify(one), one] as const))('lets %s do nothing', (_, evil) => {
    const text = render(reporter, hostileReport(evil));
    expect(text).not.toMatch(ACTING);
    expect(Buffer.from(text, 'utf8').toString('utf8')).toBe(text);
    if (id === 'github')
      for (const line of text.split('\n')) expect(line).toMatch(/^(::(error|warning|notice) |qday: |$)/);
    if (id === 'github') expect(text.split('\n').some((line) => line.startsWith('::error::'))).toBe(false);
  });

  it('gives a sensible answer for nothing', () => {
    const text = render(reporter, emptyReport());
    expect(text.endsWith('\n')).toBe(true);
    expect(withoutCode(text)).not.toMatch(/undefined|NaN|\[object/);
  });

  it('takes 10,000 findings', () => {
    const text = render(reporter, largeReport(10_000));
    expect(withoutCode(text)).not.toMatch(/undefined|NaN|\[object/);
  });

  it('shows what was suppressed, with its reason', () => {
    if (['audit-suites', 'audit-register', 'audit-coverage', 'csv-inventory'].includes(id)) return;
    const text = reporter.render(shopReport(), { width: 120, verbose: true });
    expect(text).toContain('switched off in March');
  });

  it('does not change the report', () => {
    const report = shopReport();
    reporter.render(report, {});
    expect(report).toEqual(shopReport());
  });
});

function render(reporter: Reporter, report: Report): string {
  const text = reporter.render(report, { width: 100, verbose: true });
  SYNTAX[reporter.extension]!(text);
  return text;
}

/** The page's own script says `undefined`; what it shows must not. */
function withoutCode(text: string): string {
  return text.replace(/<script>[\s\S]*?<\/script>/g, '');
}

/** RFC 4180, strictly: throws on a quote out of place. */
function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  for (const line of text.split('\r\n').slice(0, -1)) {
    const cells = [...`${line},`.matchAll(/(?:"((?:[^"]|"")*)"|([^",]*)),/g)];
    expect(cells.map(([all]) => all).join('')).toBe(`${line},`);
    rows.push(cells.map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? ''));
  }
  for (const row of rows) expect(row).toHaveLength(rows[0]!.length);
  return rows;
}
