import { describe, expect, it } from 'vitest';
import { type Condition, mayMeet, meets } from '../../../src/assess/condition.js';
import { readRulesFolder } from '../../../src/knowledge/compile.js';
import { readRuleFile } from '../../../src/knowledge/read.js';

describe('conditions', () => {
  const subject = {
    family: 'rsa',
    size: 1024,
    versions: ['1.0', '1.2'],
    notAfter: '2036-01-01',
    forwardSecrecy: false,
  };

  const cases: [Condition, boolean][] = [
    [{ family: 'rsa' }, true],
    [{ family: ['dsa', 'rsa'] }, true],
    [{ family: 'dsa' }, false],
    [{ size: { lt: 2048 } }, true],
    [{ size: { gte: 2048 } }, false],
    [{ notAfter: { gt: '2035-12-31' } }, true],
    [{ versions: '1.0' }, true],
    [{ versions: ['1.1', '1.3'] }, false],
    [{ forwardSecrecy: false }, true],
    [{ curve: { exists: false } }, true],
    [{ versions: { exists: true } }, true],
    [{ any: [{ family: 'dsa' }, { size: 1024 }] }, true],
    [{ not: { family: 'rsa' } }, false],
    [{ family: { startsWith: ['d', 'r'] }, all: [{ size: 1024 }] }, true],
  ];

  it.each(cases)('%j is %s', (condition, expected) => {
    expect(meets(condition, subject)).toBe(expected);
  });

  it('are ruled out early by no fields that leave them open', () => {
    const names = Object.keys(subject) as (keyof typeof subject)[];
    const parts = names.map((_, count) => Object.fromEntries(names.slice(count).map((name) => [name, subject[name]])));
    const met = cases.filter(([, expected]) => expected);
    for (const [condition] of met) for (const known of parts) expect(mayMeet(condition, known)).toBe(true);
  });

  it.each([
    [{ family: 'dsa', size: 1024 }, false],
    [{ all: [{ curve: 'P-256' }, { family: 'dsa' }] }, false],
    [{ any: [{ family: 'dsa' }, { curve: 'P-256' }] }, true],
    [{ any: [{ family: 'dsa' }, { family: 'dh' }] }, false],
    [{ not: { family: 'rsa' } }, true],
  ])('%j may be met by an RSA key: %s', (condition, expected) => {
    expect(mayMeet(condition, { family: 'rsa' })).toBe(expected);
  });

  it('never passes a comparison on what is unknown', () => {
    expect(meets({ curve: 'P-256' }, subject)).toBe(false);
    expect(meets({ curveBits: { lt: 100 } }, subject)).toBe(false);
    expect(meets({ size: { lt: '2048' } }, subject)).toBe(false);
  });
});

describe('a policy file that is wrong', () => {
  const { schemas } = readRulesFolder('rules');
  const head =
    'kind: policies\nrules:\n- id: my-rule\n  title: My own rule\n  why: Because our own policy says so.\n  severity: high\n  harm: none\n  message: "{name} is bad"\n  citations: [{ text: ours }]\n';

  it.each([
    ['a field that no subject has', `${head}  when: { famly: rsa }\n`, /own\.yaml:10: .*famly/],
    [
      'an unknown severity',
      head.replace('high', 'awful'),
      /own\.yaml:6: .*expected one of info, low, medium, high, critical/,
    ],
    ['a comparison that does not exist', `${head}  when: { size: { less: 3 } }\n`, /own\.yaml:10: .*less/],
    ['no condition', head, /own\.yaml:3: .*when/],
  ])('names file, line and what was expected: %s', (_, text, message) => {
    expect(() => readRuleFile('own.yaml', text, schemas)).toThrow(message);
  });
});
