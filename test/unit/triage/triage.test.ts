import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countsForGate, type Finding, type Occurrence } from '../../../src/model/index.js';
import { readBaseline, writeBaseline } from '../../../src/triage/baseline.js';
import { compareWithBase } from '../../../src/triage/compare.js';
import { withFingerprints } from '../../../src/triage/fingerprint.js';
import { readIgnoreFile } from '../../../src/triage/ignore-file.js';
import { triage } from '../../../src/triage/triage.js';
import { found, seen, shopReport } from '../../golden/report.fixture.js';

interface Use {
  readonly path: string;
  readonly line: number;
  readonly excerpt?: string;
  readonly symbol?: string;
}

/** Findings of one rule and asset at the given uses. */
function uses(list: readonly Use[]): { findings: Finding[]; occurrences: Occurrence[] } {
  const occurrences = list.map(({ path, line, excerpt = 'hashlib.md5(data)', symbol }) => {
    const one = seen('algorithm/MD5', path, line, {}, excerpt);
    return symbol ? { ...one, evidence: { ...one.evidence, symbol, scope: 'digest' } } : one;
  });
  return { findings: list.map((_, at) => found(`f${at}`, 'broken-hash', 'algorithm/MD5', at, {})), occurrences };
}

function print(list: readonly Use[]) {
  const { findings, occurrences } = uses(list);
  return withFingerprints(findings, occurrences, []);
}
const prints = (list: readonly Use[]) => print(list).map(({ finding }) => finding.fingerprint);

/** The change of each use of `after` against `before`, and how many are gone. */
function change(before: readonly Use[], after: readonly Use[], renames?: ReadonlyMap<string, string>) {
  const past = readBaseline(
    writeBaseline({ ...shopReport(), ...uses(before), findings: print(before).map((one) => one.finding) }),
    'b',
  );
  const { printed, fixed } = compareWithBase(print(after), { kind: 'baseline', name: 'b', findings: past, renames });
  return { changes: printed.map(({ finding }) => finding.change), fixed: fixed.map(({ place }) => place) };
}

describe('fingerprints', () => {
  it('do not know the line', () => {
    expect(prints([{ path: 'a.py', line: 3 }])).toEqual(prints([{ path: 'a.py', line: 300 }]));
  });

  it('survive reformatting, over several lines too where the parser names the call', () => {
    expect(prints([{ path: 'a.js', line: 1, excerpt: `md5( 'x' );` }])).toEqual(
      prints([{ path: 'a.js', line: 1, excerpt: 'md5("x")' }]),
    );
    expect(prints([{ path: 'a.js', line: 1, excerpt: 'md5(', symbol: 'md5' }])).toEqual(
      prints([{ path: 'a.js', line: 1, excerpt: 'md5("x")', symbol: 'md5' }]),
    );
  });

  it('tell identical twins apart, whatever the order they come in', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), (lines) => {
        const list = lines.map((line) => ({ path: 'a.py', line }));
        const all = prints(list);
        expect(new Set(all).size).toBe(all.length);
        const sorted = prints([...list].sort((a, b) => a.line - b.line));
        expect([...all].sort()).toEqual([...sorted].sort());
      }),
    );
  });
});

describe('comparison with a base', () => {
  const one = { path: 'src/a.py', line: 3 };

  it('moved lines are unchanged', () => {
    expect(change([one], [{ path: 'src/a.py', line: 90 }])).toEqual({ changes: ['unchanged'], fixed: [] });
  });

  it('a second identical call is new', () => {
    expect(change([one], [one, { path: 'src/a.py', line: 9 }]).changes.sort()).toEqual(['new', 'unchanged']);
  });

  it('a removed twin is fixed', () => {
    expect(change([one, { path: 'src/a.py', line: 9 }], [one])).toEqual({
      changes: ['unchanged'],
      fixed: ['src/a.py'],
    });
  });

  it('the same call in another file is new, and the old one fixed', () => {
    expect(change([one], [{ path: 'src/b.py', line: 3 }])).toEqual({ changes: ['new'], fixed: ['src/a.py'] });
  });

  it('a file that git says was renamed is unchanged', () => {
    const renames = new Map([['lib/b.py', 'src/a.py']]);
    expect(change([one], [{ path: 'lib/b.py', line: 3 }], renames)).toEqual({ changes: ['unchanged'], fixed: [] });
  });

  it('a moved directory is unchanged without git', () => {
    expect(change([one], [{ path: 'lib/a.py', line: 3 }])).toEqual({ changes: ['unchanged'], fixed: [] });
  });

  it('counts: unchanged + new = now, unchanged + fixed = then', () => {
    const use = fc.record({ path: fc.constantFrom('a.py', 'x/a.py', 'b.py'), line: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(fc.array(use), fc.array(use), (before, after) => {
        const { changes, fixed } = change(before, after);
        expect(changes).toHaveLength(after.length);
        expect(changes.filter((now) => now === 'unchanged').length + fixed.length).toBe(before.length);
      }),
    );
  });
});

describe('suppression', () => {
  const { findings, occurrences } = uses([{ path: 'a.py', line: 4 }]);
  const run = (options: Partial<Parameters<typeof triage>[1]>) =>
    triage(findings, { occurrences, assets: [], today: '2026-11-23', ...options });
  const comment = { path: 'a.py', line: 3, rule: 'broken-hash', reason: 'cache key only' };

  it('a comment on the line or the line before suppresses, with its reason', () => {
    for (const line of [3, 4]) {
      const { findings: now, notices } = run({ inline: [{ ...comment, line }] });
      expect(now[0]?.suppression).toMatchObject({ by: 'inline', reason: 'cache key only', at: `a.py:${line}` });
      expect(notices).toEqual([]);
    }
    expect(run({ inline: [{ ...comment, line: 5 }] }).findings[0]?.suppression).toBeUndefined();
  });

  it('an expired one counts again and is reported', () => {
    const { findings: now, notices } = run({ inline: [{ ...comment, until: '2026-11-22' }] });
    expect(now[0]?.suppression).toBeUndefined();
    expect(notices).toEqual([expect.stringMatching(/^Expired ignore: a\.py:3 .*2026-11-22/)]);
    expect(run({ inline: [{ ...comment, until: '2026-11-23' }] }).findings[0]?.suppression).toBeDefined();
  });

  it('an expired one is due even when the base has it too', () => {
    const past = [
      { fingerprint: 'x', ruleId: 'broken-hash', severity: 'medium', message: 'm', place: 'a.py' },
    ] as const;
    const print = withFingerprints(findings, occurrences, [])[0]!.finding.fingerprint;
    const base = { kind: 'baseline', name: 'b', findings: [{ ...past[0], fingerprint: print }] } as const;
    expect(run({ base }).findings[0]?.change).toBe('unchanged');
    expect(run({ base, inline: [{ ...comment, until: '2026-01-01' }] }).findings[0]?.change).toBe('new');
  });

  it('an unused one, one without a reason and one with an impossible date are reported and do not count', () => {
    const { notices, findings: now } = run({
      inline: [
        { ...comment, path: 'other.py' },
        { ...comment, reason: ' ' },
        { ...comment, until: '2027-02-30' },
      ],
    });
    expect(now[0]?.suppression).toBeUndefined();
    expect(notices.map((one) => one.split(':')[0])).toEqual([
      'Ignore without a reason',
      'Ignore with an unreadable date',
      'Unused ignore',
    ]);
  });

  it('an ignore file matches by rule, path pattern, asset and fingerprint prefix', () => {
    const text = `ignores:
  - rule: broken-hash
    path: "*.py"
    reason: cache keys
    owner: platform
    until: 2027-06-30
  - path: docs/
    reason: examples
`;
    const { findings: now, notices } = run({
      ignoreFiles: [{ name: '.qdayignore.yaml', entries: readIgnoreFile(text, '.qdayignore.yaml') }],
    });
    expect(now[0]?.suppression).toEqual({
      by: 'ignore-file',
      reason: 'cache keys',
      owner: 'platform',
      until: '2027-06-30',
      at: '.qdayignore.yaml:2',
    });
    expect(notices).toEqual(['Unused ignore: .qdayignore.yaml:7 (docs/) matches nothing; remove it.']);
  });

  it('of a part of the folder no entry of the ignore file is called unused', () => {
    const entries = readIgnoreFile('- path: docs/\n  reason: examples\n', 'f');
    expect(run({ ignoreFiles: [{ name: 'f', entries }], whole: false }).notices).toEqual([]);
  });

  it.each([
    ['- rule: x', /f:1: an ignore needs a reason/],
    ['- reason: x', /f:1: an ignore needs a rule, path/],
    ['- rule: x\n  reason: y\n  untill: 2027-01-01', /f:1: unknown field "untill"/],
    ['- rule: x\n  reason: y\n  until: soon', /f:1: "until" must be a date/],
    ['ignores: 3', /f:1: expected a list/],
    ['- just text', /f:1: expected an entry/],
    ['a: [', /f:\d+: not valid YAML/],
  ])('a broken ignore file is refused with its line: %j', (text, message) => {
    expect(() => readIgnoreFile(text, 'f')).toThrow(message);
  });

  it('an empty ignore file is empty', () => {
    expect(readIgnoreFile('# nothing\n', 'f')).toEqual([]);
  });
});

describe('baseline', () => {
  it('reads back what it wrote, without the suppressed', () => {
    const report = shopReport();
    const past = readBaseline(writeBaseline(report), 'b');
    expect(past).toHaveLength(report.findings.filter(({ suppression }) => !suppression).length);
    expect(past[0]).toMatchObject({ ruleId: 'broken-hash', place: 'archive/dedupe.py', line: 8 });
  });

  it('takes a saved report too', () => {
    expect(readBaseline(JSON.stringify(shopReport()), 'r')).toEqual(readBaseline(writeBaseline(shopReport()), 'b'));
  });

  it.each(['', '{}', '[]', 'null', '{"qdayBaseline":2}', '{"qdayBaseline":1,"findings":[{}]}', '{"qdayBaseline":1}'])(
    'refuses what is no baseline: %j',
    (text) => {
      expect(() => readBaseline(text, 'base.json')).toThrow(/^base\.json: /);
    },
  );
});

describe('the gate', () => {
  const gating = (options: Parameters<typeof countsForGate>[1]) =>
    shopReport()
      .findings.filter((one) => countsForGate(one, options))
      .map(({ id }) => id);

  it('counts open findings in gated code at or above the threshold', () => {
    expect(gating({ failOn: 'high' })).toEqual(['f1', 'f2', 'f3', 'f10']);
    expect(gating({ failOn: 'never' })).toEqual([]);
  });

  it('counts only new ones when asked to', () => {
    expect(gating({ failOn: 'high', scope: 'new' })).toEqual(['f3']);
  });
});
