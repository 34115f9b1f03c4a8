import { audit, auditCoverage, auditRegister, auditSuites } from './audit/audit.js';
import { csv, csvInventory } from './csv.js';
import { cyclonedx16, cyclonedx17 } from './cyclonedx/cyclonedx.js';
import { github } from './github.js';
import { gitlab } from './gitlab.js';
import { html } from './html/html.js';
import { json } from './json.js';
import { junit } from './junit.js';
import { markdown } from './markdown.js';
import type { Reporter } from './reporter.js';
import { sarif } from './sarif/sarif.js';
import { terminal } from './terminal/terminal.js';

/** Every output format. A new one: its file, and a line here (docs/formats.md). */
export const REPORTERS: readonly Reporter[] = [
  terminal,
  json,
  markdown,
  html,
  cyclonedx17,
  cyclonedx16,
  sarif,
  github,
  gitlab,
  junit,
  csv,
  csvInventory,
  audit,
  auditSuites,
  auditRegister,
  auditCoverage,
];

/** The reporter of that name; undefined when there is none. */
export function findReporter(id: string): Reporter | undefined {
  return REPORTERS.find((one) => one.id === id);
}
