import type { Argument, Node } from '../../tree/ir.js';
import { path } from '../../tree/lowering.js';
import { scalar } from './command.js';

const LINE = /^\s{0,20}(Sub)?[Kk]ey-(Type|Length|Curve):\s{0,20}(\S{1,80})/;

/**
 * Parameters for `gpg --batch --generate-key`: each key and subkey as a call `gpg.parameters(type:, length:, curve:)`.
 * GnuPG manual, Unattended key generation.
 * @param row of the first line of the text
 */
export function gpgParameters(text: string, row: number): Node[] {
  const keys: { sub: boolean; row: number; args: Argument[] }[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    const [, sub, what = '', value = ''] = LINE.exec(line) ?? [];
    if (!what) continue;
    const last = keys.at(-1);
    const current = last?.sub === (sub !== undefined) && what !== 'Type' ? last : undefined;
    const key = current ?? { sub: sub !== undefined, row: row + at, args: [] };
    if (!current) keys.push(key);
    const variable = /^\$\{?(\w+)\}?$/.exec(value)?.[1];
    key.args.push({ name: what.toLowerCase(), value: variable ? { k: 'name', name: `$${variable}` } : scalar(value) });
  }
  return keys.map((key) => ({
    k: 'call',
    callee: path('gpg.parameters'),
    args: key.args,
    at: { row: key.row, column: 0, start: 0, end: 0 },
  }));
}
