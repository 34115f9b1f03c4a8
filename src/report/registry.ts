import { cyclonedx16, cyclonedx17 } from './cyclonedx/cyclonedx.js';
import { json } from './json.js';
import { markdown } from './markdown.js';
import type { Reporter } from './reporter.js';
import { terminal } from './terminal/terminal.js';

/** Every output format. A new one: its file, and a line here (docs/formats.md). */
export const REPORTERS: readonly Reporter[] = [terminal, json, markdown, cyclonedx17, cyclonedx16];

/** The reporter of that name; undefined when there is none. */
export function findReporter(id: string): Reporter | undefined {
  return REPORTERS.find((one) => one.id === id);
}
