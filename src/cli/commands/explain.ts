import type { Command } from 'commander';
import { readRuleBook } from '../../assess/read-rules.js';
import { catalogOf } from '../../catalog/catalog.js';
import { loadKnowledgeWith } from '../../knowledge/load.js';
import { type Report, UserError } from '../../model/index.js';
import { explainAlgorithm, explainFinding, explainRule, type RuleBackground } from '../../report/explain.js';
import { EXIT } from '../exit.js';
import { renderOptions } from '../formats.js';
import { writeOut } from '../output.js';
import { readSavedReport } from '../saved-report.js';
import { collect } from '../values.js';

interface Flags {
  readonly report?: string;
  readonly rules?: readonly string[];
  readonly color: boolean;
}

export function configure(command: Command, finish: (code: number) => void): void {
  command
    .argument('<what>', 'rule id, algorithm in any spelling, or fingerprint of a finding')
    .option('--report <file>', 'saved report: adds the places; needed for a fingerprint')
    .option('--rules <file>', 'further rule file; may be repeated', collect)
    .option('--no-color', 'no colours, as with NO_COLOR')
    .action(async (what: string, flags: Flags) => {
      await writeOut(await explain(what, flags));
      finish(EXIT.pass);
    });
}

async function explain(what: string, flags: Flags): Promise<string> {
  const knowledge = await loadKnowledgeWith(flags.rules ?? []);
  const report = flags.report === undefined ? undefined : readSavedReport(flags.report);
  const options = renderOptions(flags);
  const book = readRuleBook(knowledge);
  const background = (id: string): RuleBackground | undefined => {
    const rule = book.rules.find((one) => one.id === id);
    if (!rule) return undefined;
    const demands = book.policies.flatMap(({ title, status: state, demands: all }) =>
      all
        .filter(({ rules }) => rules.includes(id))
        .map(({ from, status, citation }) => ({ title, draft: state === 'draft', from, status, citation })),
    );
    const remedies = book.remedies.filter(({ rules }) => rules.includes(id)) as unknown as RuleBackground['remedies'];
    return { rule, demands, remedies };
  };
  const rule = background(what);
  if (rule) return explainRule(rule, report, options);
  const finding = /^[0-9a-f]{8,}$/.test(what) ? findFinding(what, report) : undefined;
  if (finding && report) return explainFinding(report, finding, background(finding.ruleId), options);
  const catalog = catalogOf(knowledge);
  const asset = catalog.named(what);
  const family = asset && catalog.family(asset.family);
  if (asset && family) return explainAlgorithm(asset, family, report, options);
  const near = book.rules.map(({ id }) => id).filter((id) => id.includes(what.toLowerCase()));
  const hint = near.length > 0 ? `; rules with that in their name: ${near.slice(0, 5).join(', ')}` : '';
  const needs =
    /^[0-9a-f]{8,}$/.test(what) && !report
      ? '; for a fingerprint give the report that holds it: --report report.json'
      : '';
  throw new UserError(`"${what}" is neither a rule, an algorithm nor a fingerprint that is known here${needs}${hint}`);
}

function findFinding(start: string, report: Report | undefined) {
  return report?.findings.find(({ fingerprint, id }) => fingerprint.startsWith(start) || id.startsWith(start));
}
