import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareReports } from '../../../src/estate/difference.js';
import { mergeReports } from '../../../src/estate/merge.js';
import { trendOf } from '../../../src/estate/trend.js';
import { compareUses, readUses } from '../../../src/estate/uses.js';
import type { Report } from '../../../src/model/index.js';
import { cyclonedx16, cyclonedx17 } from '../../../src/report/cyclonedx/cyclonedx.js';
import { REPORTERS } from '../../../src/report/registry.js';
import { trendSvg, trendText } from '../../../src/report/trend.js';
import { emptyReport } from '../../contract/hostile.fixture.js';
import { shopReport } from '../../golden/report.fixture.js';

/** Parts of the shop as reports of their own. */
function part(from: number, to: number, today = '2026-11-23'): Report {
  const shop = shopReport();
  const findings = shop.findings.slice(from, to);
  return {
    ...shop,
    today,
    findings,
    lifespans: Object.fromEntries(findings.map(({ id }) => [id, shop.lifespans[id]!])),
  };
}

const members = [
  { name: 'a', report: part(0, 4) },
  { name: 'b', report: part(2, 8) },
  { name: 'c', report: part(5, 10, '2026-12-01') },
  { name: 'd', report: emptyReport() },
];
const some = fc.uniqueArray(fc.constantFrom(...members), { minLength: 1, selector: ({ name }) => name });

describe('merge', () => {
  it('does not ask for the order, the grouping or how often', () => {
    fc.assert(
      fc.property(some, some, (one, two) => {
        const flat = mergeReports([...one, ...two]);
        expect(mergeReports([...two, ...one])).toEqual(flat);
        const grouped = [mergeReports(one), mergeReports(two)].map((report, at) => ({ name: `group${at}`, report }));
        expect(mergeReports(grouped)).toEqual(flat);
        expect(mergeReports([...grouped, ...one])).toEqual(flat);
      }),
      { numRuns: 30 },
    );
  });

  it('loses no finding and keeps the places of each repository apart', () => {
    const merged = mergeReports(members.slice(0, 2));
    expect(merged.findings).toHaveLength(4 + 6);
    expect(new Set(merged.findings.map(({ id }) => id)).size).toBe(10);
    const paths = merged.findings.map((one) => {
      const location = merged.occurrences[one.occurrence]!.evidence.location;
      return location.type === 'file' ? location.path.split('/')[0] : 'endpoint';
    });
    expect([...new Set(paths)].sort()).toEqual(['a', 'b']);
    expect(merged.coverage.files).toBe(2 * 1204);
    expect(merged.plan.items.map(({ priority }) => priority)).toEqual(merged.plan.items.map((_, at) => at + 1));
  });

  it('is a report that every format renders', () => {
    const merged = mergeReports(members);
    for (const reporter of REPORTERS) expect(reporter.render(merged, {}).length).toBeGreaterThan(0);
  });
});

describe('diff', () => {
  it('marks new, unchanged and fixed between two reports', () => {
    const compared = compareReports(part(0, 3), part(1, 5), 'old.json');
    expect(compared.findings.map(({ change }) => change)).toEqual(['unchanged', 'unchanged', 'new', 'new']);
    expect(compared.fixed?.map(({ message }) => message)).toEqual([
      'RSA-2048 wraps the key that protects payment cards.',
    ]);
    expect(compared.verdict).toMatchObject({ scope: 'new', gating: 0, status: 'pass' });
  });

  it('finds nothing new between a report and its own bill of materials, in both editions', () => {
    const report = shopReport();
    for (const reporter of [cyclonedx16, cyclonedx17]) {
      const bom = readUses(JSON.parse(reporter.render(report, {})), 'bom');
      const uses = readUses(report, 'report');
      const { added, removed } = compareUses(uses, bom);
      expect(removed).toEqual([]);
      // Algorithms that only live inside a certificate have no place of their own.
      expect(added.filter(({ place }) => place !== '')).toEqual([]);
    }
  });

  it('reads what other tools write: other spellings, lines in the location, nested components, no occurrences', () => {
    const theirs = {
      bomFormat: 'CycloneDX',
      components: [
        {
          type: 'library',
          name: 'x',
          components: [
            { type: 'cryptographic-asset', name: 'SHA256', evidence: { occurrences: [{ location: './src/a.py:3' }] } },
          ],
        },
        { type: 'cryptographic-asset', name: 'rsa', cryptoProperties: { assetType: 'algorithm' } },
      ],
    };
    const uses = readUses(theirs, 'bom');
    expect(uses).toEqual([
      { name: 'SHA256', kind: 'unknown', place: 'src/a.py', line: 3 },
      { name: 'rsa', kind: 'algorithm', place: '' },
    ]);
    expect(compareUses([{ name: 'SHA-256', kind: 'algorithm', place: 'src/a.py', line: 9 }], uses)).toMatchObject({
      unchanged: 1,
      added: [{ name: 'rsa' }],
    });
    expect(() => readUses({}, 'x.json')).toThrow(/^x\.json: neither/);
  });
});

describe('trend', () => {
  it('adds reports of one day, orders the days and says when the line meets zero', () => {
    const trend = trendOf([part(0, 1, '2027-11-23'), part(0, 3), part(9, 10)]);
    expect(trend.points.map(({ date, vulnerable }) => [date, vulnerable])).toEqual([
      ['2026-11-23', 4],
      ['2027-11-23', 1],
    ]);
    expect(trend.pace).toBeCloseTo(3, 1);
    expect(trend.done?.slice(0, 7)).toBe('2028-03');
    expect(trend.deadlines.map(({ date }) => date)).toEqual(['2030-12-31', '2035-12-31']);
    expect(trendText(trend, {})).toContain('in time at this pace');
    expect(trendSvg(trend)).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  });

  it('makes no promise from one day, from a rising line or from nothing', () => {
    expect(trendOf([part(0, 3)])).not.toHaveProperty('pace');
    const rising = trendOf([part(0, 1), part(0, 3, '2027-01-01')]);
    expect(rising.pace).toBeLessThan(0);
    expect(rising.done).toBeUndefined();
    expect(trendText(rising, {})).toContain('does not fall');
    expect(trendText(trendOf([]), {})).toBe('No report, no trend.\n');
  });
});
