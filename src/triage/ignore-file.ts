import { isMap, isSeq, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import { UserError } from '../model/index.js';
import { type IgnoreEntry, isDay } from './ignore-entry.js';

const TEXTS = ['rule', 'path', 'asset', 'fingerprint', 'reason', 'owner', 'until'] as const;

/**
 * Reads an ignore file: a list under `ignores`, or the list itself.
 * @throws UserError naming file, line and what was expected: a broken ignore file must not look like an empty one.
 */
export function readIgnoreFile(text: string, name: string): readonly IgnoreEntry[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineAt = (offset: number | undefined) => lines.linePos(offset ?? 0).line;
  const error = document.errors[0];
  if (error) throw new UserError(`${name}:${lineAt(error.pos[0])}: not valid YAML: ${error.message.split('\n')[0]}`);
  const root = document.contents;
  if (root === null) return [];
  const list = isMap(root) ? root.get('ignores', true) : root;
  if (!isSeq(list)) throw new UserError(`${name}:1: expected a list of ignores, each with a reason`);
  return list.items.map((item) => {
    const line = lineAt((item as { range?: [number, number, number] }).range?.[0]);
    if (!isMap(item))
      throw new UserError(`${name}:${line}: expected an entry with rule, path, asset or fingerprint, and a reason`);
    return entry(item, line, name);
  });
}

function entry(item: YAMLMap, line: number, name: string): IgnoreEntry {
  const at = `${name}:${line}`;
  const values: Partial<Record<(typeof TEXTS)[number], string>> = {};
  for (const [key, value] of Object.entries(item.toJSON() as Record<string, unknown>)) {
    if (!(TEXTS as readonly string[]).includes(key))
      throw new UserError(`${at}: unknown field "${key}"; known are ${TEXTS.join(', ')}`);
    if (typeof value !== 'string' || value.trim() === '') throw new UserError(`${at}: "${key}" must be a text`);
    values[key as (typeof TEXTS)[number]] = value.trim();
  }
  const { reason, until } = values;
  if (!reason) throw new UserError(`${at}: an ignore needs a reason`);
  if (!values.rule && !values.path && !values.asset && !values.fingerprint)
    throw new UserError(
      `${at}: an ignore needs a rule, path, asset or fingerprint; without any it would hide everything`,
    );
  if (until && !isDay(until)) throw new UserError(`${at}: "until" must be a date such as 2027-06-30, not "${until}"`);
  return { ...values, reason, line };
}
