import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/model/index.js';
import type { RenderOptions } from '../../../src/report/reporter.js';
import { SARIF_LIMITS } from '../../../src/report/sarif/limits.js';
import { sarif } from '../../../src/report/sarif/sarif.js';
import { HOSTILE, hostileReport, largeReport } from '../../contract/hostile.fixture.js';
import { shopReport } from '../../golden/report.fixture.js';

const require = createRequire(import.meta.url);
// The OASIS schema (2.1.0-rtm.5, JSON Schema draft 4) as shipped by @microsoft/jest-sarif; the package itself is not run.
const schemaFile = join(
  dirname(require.resolve('@microsoft/jest-sarif/package.json')),
  'lib/schemas/sarif-2.1.0-rtm.5.json',
);
const Draft4 = require('ajv-draft-04');
const ajv = new Draft4({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));

// biome-ignore lint/suspicious/noExplicitAny: a parsed document
type Log = any;

function run(report: Report, options: RenderOptions = {}): Log {
  const log = JSON.parse(sarif.render(report, options));
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  return log.runs[0];
}

describe('sarif', () => {
  it('is valid, with a file, a region and a fingerprint for every result', () => {
    const { results, tool } = run(shopReport());
    expect(results).toHaveLength(shopReport().findings.length);
    for (const { locations, partialFingerprints, ruleIndex, ruleId } of results) {
      const { artifactLocation, region } = locations[0].physicalLocation;
      expect(artifactLocation.uri).not.toMatch(/^[/]|:/);
      expect(Object.keys(region)).toEqual(['startLine', 'startColumn', 'endLine', 'endColumn']);
      expect(partialFingerprints['qday/v1']).toBeTruthy();
      expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
    }
    for (const rule of tool.driver.rules) expect(Number(rule.properties['security-severity'])).toBeGreaterThan(0);
  });

  it('is valid whatever the tree says', () => {
    for (const evil of HOSTILE) run(hostileReport(evil));
  });

  it('names the lines at which the asset of a result is decided', () => {
    const report = shopReport();
    const [finding] = report.findings;
    const occurrences = report.occurrences.map((one, index) => {
      if (index !== finding?.occurrence) return one;
      const location = { type: 'file' as const, path: 'src/sizes.js', line: 3, column: 22 };
      return { ...one, evidence: { ...one.evidence, decidedAt: [{ what: 'size', location }] } };
    });
    const related = run({ ...report, occurrences }).results.flatMap((one: Log) => one.relatedLocations ?? []);
    expect(related).toHaveLength(1);
    expect(related[0].message.text).toBe('The size is decided here.');
    expect(related[0].physicalLocation.artifactLocation.uri).toBe('src/sizes.js');
    expect(related[0].physicalLocation.region.startLine).toBe(3);
  });

  it('keeps suppressed results, marked, with the reason', () => {
    const marked = run(shopReport()).results.filter(({ suppressions }: Log) => suppressions);
    expect(marked.map(({ suppressions: [one] }: Log) => [one.kind, one.justification])).toEqual([
      ['external', 'switched off in March'],
      ['inSource', 'checksum of a public file, no security'],
    ]);
  });

  it('anchors an endpoint at the line that names it, else leaves it to a notification', () => {
    const report = shopReport();
    const endpoint = { ...report.findings[0]!, id: 'e', occurrence: 9, fingerprint: 'e'.repeat(32) };
    const named = run({ ...report, findings: [endpoint] });
    expect(named.results[0].locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: 'targets.txt' },
      region: { startLine: 2 },
    });
    const seen = report.occurrences[9]!;
    const bare = {
      ...seen,
      evidence: { ...seen.evidence, location: { type: 'endpoint' as const, endpoint: 'tls://shop.example:443' } },
    };
    const floating = run({ ...report, findings: [{ ...endpoint, occurrence: 0 }], occurrences: [bare] });
    expect(floating.results).toEqual([]);
    expect(floating.invocations[0].toolExecutionNotifications[0].message.text).toContain('tls://shop.example:443');
  });

  it('puts a file of an archive at the archive, and paths below the repository root', () => {
    const report = shopReport();
    const inner = report.occurrences.map((one) => ({
      ...one,
      evidence: { ...one.evidence, location: { type: 'file' as const, path: 'lib/a b#.jar!/x/Y.class', line: 3 } },
    }));
    const { results } = run({ ...report, occurrences: inner }, { prefix: 'sub' });
    expect(results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('sub/lib/a%20b%23.jar');
    expect(results[0].message.text).toContain('x/Y.class:3');
  });

  it('writes a fix only where the columns are known', () => {
    const report = shopReport();
    expect(run(report).results.filter(({ fixes }: Log) => fixes)).toEqual([]);
    const before = 'hashlib.md5(data)';
    const exact = report.occurrences.map((one, at) =>
      at === 3
        ? {
            ...one,
            evidence: {
              ...one.evidence,
              location: {
                type: 'file' as const,
                path: 'archive/dedupe.py',
                line: 8,
                column: 5,
                endLine: 8,
                endColumn: 5 + before.length,
              },
            },
          }
        : one,
    );
    const [fixed] = run({ ...report, occurrences: exact }).results.filter(({ fixes }: Log) => fixes);
    expect(fixed.fixes[0].artifactChanges[0].replacements[0]).toMatchObject({
      deletedRegion: { startLine: 8, startColumn: 5, endColumn: 22 },
      insertedContent: { text: 'hashlib.sha256(data)' },
    });
  });

  it('aggregates what is over the limit of an upload, and says so', () => {
    const { results, invocations } = run(largeReport(SARIF_LIMITS.results + 1));
    expect(results.length).toBeLessThan(SARIF_LIMITS.results);
    expect(results[0].relatedLocations.length).toBeLessThan(SARIF_LIMITS.locations);
    expect(invocations[0].toolExecutionNotifications[0].message.text).toContain('25,001 findings');
  });

  it('stays below 10 MB compressed at the limit', () => {
    expect(gzipSync(sarif.render(largeReport(SARIF_LIMITS.results), {})).length).toBeLessThan(10_000_000);
  });
});
