import { isAscii } from '../basics/ascii.js';
import type { Reporter } from './reporter.js';

/** Characters that JSON allows raw but that reorder or hide text in a viewer. */
const HIDING = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** The whole report: every other format can be rendered again from this one. */
export const json: Reporter = {
  id: 'json',
  title: 'Everything, as versioned JSON; `qday report` renders it again',
  extension: '.json',
  render: (report) => `${escapeHiding(JSON.stringify(report, null, 2))}\n`,
};

/** Spells hiding characters as JSON escapes; outside of strings JSON holds none of them. */
export function escapeHiding(text: string): string {
  // Of ASCII only DEL hides: a report has megabytes.
  if (isAscii(text) && !text.includes('\u007f')) return text;
  return text.replace(HIDING, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
