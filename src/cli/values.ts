import { InvalidArgumentError } from 'commander';
import { SEVERITIES, type Severity } from '../model/index.js';

/** Readers of option values. What they throw becomes a sentence on standard error and exit code 2. */

export function severity(text: string): Severity | 'never' {
  if (text === 'never' || SEVERITIES.includes(text as Severity)) return text as Severity;
  throw new InvalidArgumentError(`Expected never, ${SEVERITIES.join(', ')}.`);
}

/** A real day of the calendar, ISO 8601. */
export function day(text: string): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(text)) return text;
  throw new InvalidArgumentError('Expected a date such as 2026-11-23.');
}

/** Bytes: `33554432`, `512k`, `32M`, `2G`. */
export function size(text: string): number {
  const match = /^(\d{1,12})([kKmMgG])?$/.exec(text);
  const bytes = Number(match?.[1]) * 1024 ** ' kmg'.indexOf((match?.[2] ?? ' ').toLowerCase());
  if (match && bytes > 0) return bytes;
  throw new InvalidArgumentError('Expected a size such as 512k, 32M or 1G.');
}

export function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a whole number.');
}

/** `2/5`: the second of five parts. `index` counts from 0. */
export function part(text: string): { readonly index: number; readonly count: number } {
  const [, number = '', count = ''] = /^(\d{1,5})\/(\d{1,5})$/.exec(text) ?? [];
  const read = { index: Number(number) - 1, count: Number(count) };
  if (read.index >= 0 && read.index < read.count) return read;
  throw new InvalidArgumentError('Expected a part such as 2/5: the second of five.');
}

/** For options that may be given more than once. */
export function collect(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text];
}
