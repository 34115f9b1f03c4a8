import type { Rule, RuleFile } from './rule.js';

/** Puts the prefix of a file before its names; `=name` is whole as it is. */
export function prefixed({ prefix }: RuleFile): (name: string) => string {
  return (name) => (name.startsWith('=') ? name.slice(1) : prefix ? prefix + name : name);
}

/** Every name in a rule as `full` has it. */
export function withFullNames(rule: Rule, full: (name: string) => string): Rule {
  const all = (names: Rule['call']) => (names === undefined ? undefined : list(names).map(full));
  const returns = rule.returns === undefined || rule.returns.startsWith('$') ? rule.returns : full(rule.returns);
  const members =
    rule.members && Object.fromEntries(Object.entries(rule.members).map(([key, type]) => [key, full(type)]));
  return {
    ...rule,
    call: all(rule.call),
    literal: all(rule.literal),
    read: all(rule.read),
    idle: all(rule.idle),
    returns,
    members,
  };
}

export function list<T>(value: T | readonly T[] | undefined): readonly T[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value as T];
}
