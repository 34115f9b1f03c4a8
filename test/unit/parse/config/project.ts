import { Catalog } from '../../../../src/catalog/catalog.js';
import { loadKnowledge } from '../../../../src/knowledge/load.js';
import { type Artifact, DEFAULT_LIMITS, type Observation, type ParseResult } from '../../../../src/model/index.js';
import { configParser } from '../../../../src/parse/config/config-parser.js';
import { Face } from '../../../../src/parse/face.js';
import type { ParseContext } from '../../../../src/parse/parser.js';

const knowledge = loadKnowledge();
export const CONTEXT: ParseContext = {
  catalog: new Catalog(knowledge),
  knowledge,
  limits: DEFAULT_LIMITS,
  passwords: [],
};

export function parseConfig(path: string, content: string | Uint8Array): ParseResult {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return parseAll({ path, bytes, depth: 0 });
}

/** With the documents found inside, as the pipeline does. */
function parseAll(artifact: Artifact): ParseResult {
  if (!configParser.wants(new Face(artifact), CONTEXT)) return { observations: [] };
  const result = configParser.parse(artifact, CONTEXT) as ParseResult;
  const inner = (result.embedded ?? []).filter((one) => one.hint === undefined).map(parseAll);
  return { ...result, observations: [...result.observations, ...inner.flatMap((one) => one.observations)] };
}

/** One line for each observation: everything that a rule decides. */
export function project(result: ParseResult): string[] {
  return result.observations
    .map(line)
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1));
}

function line({ asset, evidence, usage, details, references }: Observation): string {
  const at = evidence.location.type === 'file' ? `${evidence.location.line}:${evidence.location.column}` : '';
  const parts = [at, String(details?.['rule'])];
  if (asset.kind === 'protocol') {
    parts.push(`${asset.type} ${asset.side}`, `[${asset.versions.join(' ')}]`);
    if (asset.cipherSuites.length > 0) parts.push(`suites=${short(asset.cipherSuites)}`);
    parts.push(`groups=${asset.groups.join(',')}(${asset.groupsFrom})`);
    if (asset.signatureSchemes.length > 0) parts.push(`schemes=${asset.signatureSchemes.join(',')}`);
    parts.push(asset.keyEstablishment);
  } else if (asset.kind === 'algorithm') parts.push(asset.name, usage.purpose);
  else if (asset.kind === 'related-crypto-material') {
    parts.push(asset.type, asset.format, ...(asset.algorithm ? [asset.algorithm.name] : []));
  }
  if (evidence.technique === 'product-default') parts.push('default');
  if (usage.exposure) parts.push(usage.exposure);
  if (usage.unknown) parts.push(`unknown: ${usage.unknown.map((one) => one.what).join(', ')}`);
  for (const one of references ?? []) parts.push(`→${one.value}`);
  return parts.join(' ');
}

/** Few by name, many by number and first. */
function short(names: readonly string[]): string {
  return names.length <= 4 ? names.join(',') : `${names.length}:${names[0]}`;
}
