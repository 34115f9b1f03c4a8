import { assess } from './assess/assess.js';
import { catalogOf } from './catalog/catalog.js';
import { findFiles } from './crawl/files/index.js';
import { takeInventory } from './inventory/inventory.js';
import { classifyLifespans } from './lifespan/lifespans.js';
import { REPORT_VERSION, type Report } from './model/index.js';
import { makePlan } from './plan/plan.js';
import { examineEndpoints, splitTargets } from './scan/examine-endpoints.js';
import { examineFiles } from './scan/examine-files.js';
import type { Facts } from './scan/facts.js';
import type { ScanOptions } from './scan/options.js';
import { filesOfShard, ofShard } from './scan/shard.js';
import { verdictOf } from './scan/verdict.js';
import { toolVersion } from './scan/version.js';
import { coversFolder } from './scan/whole-folder.js';
import { triage } from './triage/triage.js';

export type { Facts } from './scan/facts.js';
export type { Progress, ScanOptions } from './scan/options.js';

/** The one direction: targets → artifacts → observations → inventory → findings → plan → report. */
export async function scan(options: ScanOptions): Promise<Report> {
  return judge(await examine(options), options);
}

/** Targets → artifacts → observations → inventory: everything that reads files or sockets. Facts, no verdict. */
export async function examine(options: ScanOptions): Promise<Facts> {
  const named = splitTargets(options);
  const found = filesOfShard(await findFiles(named.files, options), options.shard);
  const endpoints = ofShard(named.endpoints, ({ url }) => url, options.shard);
  const gathered = await examineFiles(found, options);
  await examineEndpoints(endpoints, options, gathered);
  const paths = found.files.map(({ path }) => path);
  return {
    inventory: takeInventory(gathered.observations, paths, catalogOf(options.knowledge)),
    fields: gathered.fields,
    ignores: gathered.ignores,
    attempts: [...found.attempts, ...gathered.attempts],
    coverage: gathered.coverage(found),
    notices: gathered.notices(found),
  };
}

/** Inventory → findings → plan → report. Pure: the same facts, knowledge and date give the same report. */
export function judge(facts: Facts, options: ScanOptions): Report {
  const { knowledge, today, base, project, failOn = 'high' } = options;
  const { inventory, attempts, coverage } = facts;
  const jurisdictions = options.jurisdictions?.length ? options.jurisdictions : project?.jurisdictions;
  const assessed = assess(inventory, knowledge, catalogOf(knowledge), today, { jurisdictions });
  const triaged = triage(assessed.findings, {
    ...options,
    ...inventory,
    inline: facts.ignores,
    whole: coversFolder(options),
  });
  const { findings } = triaged;
  const { fields, lifespans } = classifyLifespans({ ...options, inventory, findings, fields: facts.fields });
  const plan = makePlan({ ...options, ...assessed, inventory, findings, lifespans, jurisdictions });
  const judged = { ...inventory, attempts, coverage, findings };
  return {
    schemaVersion: REPORT_VERSION,
    tool: { name: 'qday', version: toolVersion(), rules: knowledge.version },
    today,
    targets: options.targets,
    verdict: verdictOf(judged, { failOn, scope: base ? 'new' : 'all' }),
    ...judged,
    fields,
    rules: assessed.rules,
    policies: assessed.policies,
    lifespans,
    plan,
    notices: [...facts.notices, ...triaged.notices],
    ...(base ? { base: { kind: base.kind, name: base.name }, fixed: triaged.fixed } : {}),
  };
}
