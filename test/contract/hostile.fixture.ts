import type { Report } from '../../src/model/index.js';
import { found, seen, shopReport } from '../golden/report.fixture.js';

/** Texts that act when an output forgets where it is. */
export const HOSTILE = [
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  ']]><!--',
  '\u001b[2J\u001b]0;owned\u0007',
  '\u009b31m',
  '::error file=x::owned',
  'a\n::error::owned',
  'a\r\n::set-output name=x::y',
  '| a | b |\n|---|---|',
  '`code` **bold** [link](javascript:alert(1)) @everyone #1',
  '\u202eevil\u202c \u2066x\u2069 \u200b\ufeff',
  '=HYPERLINK("http://evil","x")',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '"quoted", and, commas;',
  '\ud800 half a pair',
  '%0A%25',
  '__proto__',
  '🔐 ключ 鍵',
] as const;

/** The shop with a hostile text in every place where a scanned tree can put one. */
export function hostileReport(evil: string): Report {
  const shop = shopReport();
  const path = `dir/${evil}.java`;
  const report: Report = {
    ...shop,
    targets: [evil],
    attempts: [
      { target: evil, by: 'x', status: 'failed', reason: 'malformed', detail: evil },
      { target: evil, by: 'x', status: 'skipped' },
    ],
    assets: shop.assets.map((asset) => {
      if (asset.kind === 'certificate')
        return {
          ...asset,
          name: evil,
          subject: evil,
          issuer: evil,
          serialNumber: evil,
          subjectAlternativeNames: [evil],
        };
      if (asset.kind === 'protocol')
        return { ...asset, name: evil, cipherSuites: [evil], groups: [evil], versions: [evil], because: evil };
      return { ...asset, name: evil };
    }),
    occurrences: shop.occurrences.map((one) => ({
      ...one,
      evidence: {
        ...one.evidence,
        location:
          one.evidence.location.type === 'file'
            ? { ...one.evidence.location, path }
            : { ...one.evidence.location, endpoint: evil },
        symbol: evil,
        scope: evil,
        excerpt: evil,
      },
      usage: { ...one.usage, component: evil, library: evil, default: evil, unknown: [{ what: evil, why: evil }] },
    })),
    findings: shop.findings.map((one) => ({
      ...one,
      message: evil,
      ...(one.suppression && { suppression: { ...one.suppression, reason: evil, owner: evil, at: evil } }),
    })),
    rules: shop.rules.map((one) => ({
      ...one,
      title: evil,
      why: evil,
      citations: [{ text: evil, url: 'https://example.org/' }],
    })),
    plan: {
      ...shop.plan,
      items: shop.plan.items.map((one) => ({
        ...one,
        title: evil,
        component: evil,
        owner: evil,
        reason: evil,
        dataClasses: [evil],
        steps: [{ text: evil, location: { path, line: 1 }, before: evil, after: evil }],
        verify: evil,
      })),
      calendar: shop.plan.calendar.map((one) => ({ ...one, text: evil })),
    },
    notices: [evil],
    base: { kind: 'report', name: evil },
    fixed: [{ fingerprint: 'x', ruleId: 'r', severity: 'low', message: evil, place: evil, line: 1 }],
  };
  return report;
}

/** Nothing was found, nothing was looked at. */
export function emptyReport(): Report {
  const { base: _base, fixed: _fixed, ...shop } = shopReport();
  return {
    ...shop,
    targets: ['.'],
    verdict: {
      status: 'pass',
      failOn: 'high',
      gating: 0,
      bySeverity: { info: 0, low: 0, medium: 0, high: 0, critical: 0 },
      suppressed: 0,
      progress: { keyEstablishment: { safe: 0, total: 0 }, signatures: { safe: 0, total: 0 } },
    },
    coverage: { files: 0, bytes: 0, ignored: 0, withoutCryptography: 0, parsed: {}, endpoints: 0, notExamined: 0 },
    attempts: [],
    assets: [],
    occurrences: [],
    links: [],
    fields: [],
    rules: [],
    policies: [],
    findings: [],
    lifespans: {},
    plan: { items: [], waves: [], calendar: [], pathways: [], agility: [] },
    notices: [],
  };
}

/** Many findings in many files. */
export function largeReport(count: number): Report {
  const shop = shopReport();
  const occurrences = Array.from({ length: count }, (_, at) =>
    seen(
      'algorithm/MD5',
      `mod${at % 97}/src/file${at % 1013}.py`,
      1 + (at % 700),
      { purpose: 'hash', role: 'digest' },
      'hashlib.md5(x)',
    ),
  );
  const findings = occurrences.map((_, at) =>
    found(`n${at}`, 'broken-hash', 'algorithm/MD5', at, {
      harm: 'classical',
      message: 'MD5 is used as a digest.',
      severity: at % 5 === 0 ? 'high' : 'medium',
      fingerprint: at.toString(16).padStart(32, '0'),
    }),
  );
  return { ...shop, occurrences, findings, lifespans: {}, plan: { ...shop.plan, items: [] }, links: [] };
}
