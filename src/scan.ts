import { assess } from './assess/assess.js';
import { Catalog } from './catalog/catalog.js';
import { readBytes, walk } from './crawl/files/walk.js';
import { takeInventory } from './inventory/inventory.js';
import { type Attempt, DEFAULT_LIMITS, type Knowledge, type Limits, type Observation } from './model/index.js';
import { parseArtifact } from './parse/parse.js';
import { PARSERS } from './parse/registry.js';

export interface ScanOptions {
  readonly targets: readonly string[];
  readonly knowledge: Knowledge;
  /** ISO date. The only clock of the pipeline. */
  readonly today: string;
  readonly limits?: Limits;
}

/** The one direction: targets → artifacts → observations → inventory → findings → plan → report. */
export async function scan(options: ScanOptions) {
  const limits = options.limits ?? DEFAULT_LIMITS;
  const catalog = new Catalog(options.knowledge);
  const context = { catalog, knowledge: options.knowledge, limits, today: options.today, passwords: [] };
  const attempts: Attempt[] = [];
  const observations: Observation[] = [];
  for (const target of options.targets) {
    for await (const file of walk(target, limits, attempts)) {
      const parsed = await parseArtifact({ path: file.path, bytes: await readBytes(file), depth: 0 }, PARSERS, context);
      attempts.push(...parsed.attempts);
      for (const { result } of parsed.results) observations.push(...result.observations);
    }
  }
  const inventory = takeInventory(observations);
  const assessment = assess(inventory, options.knowledge, catalog, options.today);
  return { inventory, assessment, attempts };
}
