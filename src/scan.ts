import { assess } from './assess/assess.js';
import { Catalog } from './catalog/catalog.js';
import { findFiles } from './crawl/files/index.js';
import { takeInventory } from './inventory/inventory.js';
import { DEFAULT_LIMITS, REPORT_VERSION, type Report } from './model/index.js';
import { examineFiles } from './scan/examine-files.js';
import type { ScanOptions } from './scan/options.js';
import { verdictOf } from './scan/verdict.js';
import { toolVersion } from './scan/version.js';

export type { Progress, ScanOptions } from './scan/options.js';

/** The one direction: targets → artifacts → observations → inventory → findings → plan → report. */
export async function scan(options: ScanOptions): Promise<Report> {
  const { knowledge, today, limits = DEFAULT_LIMITS, respectIgnore = true, passwords = [] } = options;
  const catalog = new Catalog(knowledge);

  const found = findFiles(options.targets, { cwd: options.cwd, respectIgnore });
  const gathered = await examineFiles(found, { knowledge, limits, today, passwords }, options);

  const inventory = takeInventory(
    gathered.observations,
    found.files.map(({ path }) => path),
  );
  const { jurisdictions = [] } = options;
  const { findings, rules, policies } = assess(inventory, knowledge, catalog, today, { jurisdictions });
  const attempts = [...found.attempts, ...gathered.attempts];
  const coverage = gathered.coverage(found, 0);
  const judged = { findings, attempts, coverage, ...inventory };

  return {
    schemaVersion: REPORT_VERSION,
    tool: { name: 'qday', version: toolVersion(), rules: knowledge.version },
    today,
    targets: options.targets,
    verdict: verdictOf(judged, { failOn: options.failOn ?? 'high' }),
    ...judged,
    fields: [],
    rules,
    policies,
    lifespans: {},
    plan: { items: [], waves: [], calendar: [], pathways: [], agility: [] },
    notices: gathered.notices(found),
  };
}
