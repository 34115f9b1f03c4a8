import { describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { LANGUAGES } from '../../src/parse/source/languages/index.js';
import { list } from '../../src/parse/source/rules/full-names.js';
import type { Condition } from '../../src/parse/source/rules/rule.js';
import { type BookedRule, RuleBook } from '../../src/parse/source/rules/rule-book.js';
import { indexRules } from '../../src/parse/source/rules/rule-index.js';

const knowledge = loadKnowledge();

/**
 * Two files that speak of one call report it twice, unless their conditions keep them apart. Rules of one file are written
 * side by side and may mean two uses of one call: NaCl's box is a key agreement and a cipher.
 */
describe('rule files of one language', () => {
  it.each(LANGUAGES.map((one) => [one.id, one.rules] as const))(
    '%s: no call is reported by two of them',
    (_, folders) => {
      expect(reportedTwice(new RuleBook(knowledge, indexRules(knowledge, folders)))).toEqual([]);
    },
  );
});

describe('conditions that keep rules apart', () => {
  const apart: [Condition, Condition][] = [
    [{ args: 1 }, { args: [2, 3] }],
    [{ absent: '$0.bits' }, { given: '$0.bits' }],
    [{ args: 1 }, { given: '$1.bits' }],
    [
      { given: '$0', is: ['RSA'] },
      { given: '$0', is: ['ec'] },
    ],
    [
      { given: '$0', is: ['RSA'] },
      { given: '$0', not: ['rsa', 'dsa'] },
    ],
    [{ any: [{ args: 1 }, { args: 4 }] }, { args: 2 }],
  ];
  const together: [Condition, Condition][] = [
    [{ args: 2 }, { args: [2, 3] }],
    [{ given: '$0' }, { given: '$1' }],
    // What is not among some values need not be given at all.
    [{ absent: '$0' }, { given: '$0', not: ['rsa'] }],
    [{ any: [{ args: 1 }, { args: 2 }] }, { args: 2 }],
  ];
  it.each(apart)('%j and %j', (one, other) => expect(excludes(one, other)).toBe(true));
  it.each(together)('not %j and %j', (one, other) => expect(excludes(one, other)).toBe(false));
});

function reportedTwice(book: RuleBook): string[] {
  const byName = new Map<string, BookedRule[]>();
  for (const rule of book.rules()) {
    if (rule.id.endsWith('/alone') || (rule.purpose === undefined && !rule.alone)) continue;
    for (const [kind, names] of Object.entries({ call: rule.call, literal: rule.literal, read: rule.read })) {
      for (const name of list(names)) byName.set(`${kind} ${name}`, [...(byName.get(`${kind} ${name}`) ?? []), rule]);
    }
  }
  return [...byName].flatMap(([name, rules]) =>
    rules.flatMap((one, at) =>
      rules
        .slice(at + 1)
        .filter((other) => fileOf(one) !== fileOf(other) && !keptApart(one, other))
        .filter((other) => !(/^call =?\*\./.test(name) && ownArguments(one, other)))
        .map((other) => `${name}: ${one.id}, ${other.id}`),
    ),
  );
}

function fileOf(rule: BookedRule): string {
  return rule.id.slice(0, rule.id.indexOf('#'));
}

function keptApart(one: BookedRule, other: BookedRule): boolean {
  return list(one.when).some((left) => list(other.when).some((right) => excludes(left, right)));
}

/** On whatever a method is called, the arguments that a rule demands are those of its library: no call has those of two. */
function ownArguments(one: BookedRule, other: BookedRule): boolean {
  const demanded = new Set(demands(one));
  return demanded.size > 0 && demands(other).length > 0 && !demands(other).some((given) => demanded.has(given));
}

function demands({ when }: BookedRule): string[] {
  return list(when).flatMap(({ given }) => (given === undefined ? [] : [String(given)]));
}

/** With so few arguments the one that the other demands is not there. */
function tooFewFor({ args }: Condition, { given }: Condition): boolean {
  const [, at] = /^\$(\d)/.exec(typeof given === 'string' ? given : '') ?? [];
  const most = typeof args === 'number' ? args : args?.[1];
  return at !== undefined && most !== undefined && most <= Number(at);
}

/** Can both never hold? */
function excludes(one: Condition, other: Condition): boolean {
  if (one.any) return one.any.every((alternative) => excludes(alternative, other));
  if (other.any) return excludes(other, one);
  if (tooFewFor(one, other) || tooFewFor(other, one)) return true;
  if (one.args !== undefined && other.args !== undefined) {
    const [[least, most], [from, to]] = [range(one.args), range(other.args)];
    if (most < from || to < least) return true;
  }
  if (missing(one, other) || missing(other, one)) return true;
  if (one.given === undefined || one.given !== other.given) return false;
  if (one.kind && other.kind && one.kind !== other.kind) return true;
  if ((one.find && one.find === other.lacks) || (one.lacks && one.lacks === other.find)) return true;
  if (one.is && other.is && !lower(one.is).some((value) => lower(other.is).includes(value))) return true;
  return without(one, other) || without(other, one);
}

function missing(one: Condition, other: Condition): boolean {
  return one.absent !== undefined && other.given === one.absent && (other.is !== undefined || other.not === undefined);
}

function without(one: Condition, other: Condition): boolean {
  return (
    one.is !== undefined && other.not !== undefined && lower(one.is).every((value) => lower(other.not).includes(value))
  );
}

function lower(values: Condition['is']): string[] {
  return (values ?? []).map((one) => String(one).toLowerCase());
}

function range(args: NonNullable<Condition['args']>): readonly [number, number] {
  return typeof args === 'number' ? [args, args] : args;
}
