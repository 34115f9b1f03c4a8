import { list } from '../../rules/full-names.js';
import type { Condition, Source } from '../../rules/rule.js';
import type { BookedRule } from '../../rules/rule-book.js';
import { lastSegment } from '../../tree/names.js';
import type { CallSite } from '../calls/invoke.js';
import type { Interpreter } from '../interpreter.js';
import { NUMBER, transformedText, type Value } from '../values/values.js';
import { nameOf, sourceValues } from './rule-sources.js';

/** Does a rule speak of this call, by what is given to it? */
export function holds(machine: Interpreter, rule: BookedRule, site: CallSite): boolean {
  if (rule.setting?.file && !rule.setting.fills && machine.text.settingsFiles().length === 0) return false;
  if (site.name.startsWith('*.') && !list(rule.when).some(asksByName) && !speaksOf(machine, rule)) return false;
  return list(rule.when).every((condition) => conditionHolds(machine, condition, site));
}

/** Does it ask for a name or a text? Then whatever is called so on whatever object is told from others by it. */
function asksByName(condition: Condition): boolean {
  return (condition.is ?? condition.find ?? condition.mentions ?? condition.any) !== undefined;
}

/** Do the words stand in the file that the rule asks for? */
function speaksOf(machine: Interpreter, rule: BookedRule): boolean {
  return machine.book.tokens(rule)?.some((words) => machine.text.has(words)) ?? true;
}

function conditionHolds(machine: Interpreter, condition: Condition, site: CallSite): boolean {
  if (condition.any && !condition.any.some((one) => conditionHolds(machine, one, site))) return false;
  if (condition.mentions && !machine.text.mentions(condition.mentions)) return false;
  if (condition.unmentioned && machine.text.mentions(condition.unmentioned)) return false;
  if (condition.args !== undefined) {
    // The types that a call is made for stand among its arguments by their names.
    const count = site.args.filter((one) => !/^of\d*$/.test(one.name ?? '')).length;
    const [least, most] = typeof condition.args === 'number' ? [condition.args, condition.args] : condition.args;
    if (count < least || count > most) return false;
  }
  const found = (source: Source) =>
    sourceValues(machine, source, site).filter((one) => says(one, source, condition, site));
  if (condition.absent !== undefined && found(condition.absent).length > 0) return false;
  if (condition.given === undefined) return true;
  const values = found(condition.given);
  if (condition.kind && values.some(mayBeNumber) !== (condition.kind === 'number')) return false;
  if (condition.find && !values.some((one) => hasText(one, condition.find as string))) return false;
  if (condition.lacks && values.some((one) => hasText(one, condition.lacks as string))) return false;
  const names = values.flatMap(nameOf).map((one) => one.toLowerCase());
  if (condition.is && !condition.is.some((one) => names.includes(String(one).toLowerCase()))) return false;
  if (condition.not?.some((one) => names.includes(String(one).toLowerCase()))) return false;
  return condition.is !== undefined || condition.not !== undefined || values.length > 0;
}

/** What may be there is not given. Whatever is called so on whatever object: there only a member that is known to be there counts as given. */
function says(value: Value, source: Source, { given, written }: Condition, { name }: CallSite): boolean {
  if (value.t === 'param' && value.maybe) return false;
  const member = typeof source === 'string' && source.includes('.');
  if (!member || !(written || (given !== undefined && name.startsWith('*.')))) return true;
  if (value.t === 'symbol') return lastSegment(value.name) !== lastSegment(source);
  // `new Redis(settings.url)`: a member of a setting may be there or not.
  if (value.t === 'config') return lastSegment(value.key) !== lastSegment(source);
  return value.t !== 'unknown' && !(value.t === 'param' && value.path.at(-1) === lastSegment(source));
}

function hasText(value: Value, pattern: string): boolean {
  return value.t === 'const' && transformedText(String(value.v), { find: `(${pattern})` }) !== undefined;
}

/** What names a size, and what else may be given in its place. */
const NAMES_SIZE = /size|bits?(?![a-z])|length|strength|modulus/i;

const NAMES_KEY =
  /key|pem|der|data|str|text|bytes|octets|buf|content|file|raw|blob|secret|cert|path|body|source|input|value|private|public|armou?r/i;

/** What an argument, a setting or a member is called tells a size from a key: `RSA.new(bits)`, `RSA.new(ENV['PEM'])`. */
function namesNumber(name: string): boolean {
  return NAMES_SIZE.test(name) || !NAMES_KEY.test(name);
}

function mayBeNumber(value: Value): boolean {
  if (value.t === 'const') return typeof value.v === 'number' || /^\d+$/.test(String(value.v));
  // A member of something that is not known may be anything, or not there.
  if (value.t === 'unknown') {
    const member = /^member (\S+)/.exec(value.why)?.[1];
    return value.type === NUMBER || (member !== undefined && namesNumber(member));
  }
  if (value.t === 'param') return namesNumber(value.path.at(-1) ?? value.name);
  if (value.t === 'config') return namesNumber(value.key);
  return value.t === 'symbol' && !value.name.includes('(') && namesNumber(lastSegment(value.name));
}
