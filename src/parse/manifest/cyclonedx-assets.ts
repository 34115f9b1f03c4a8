import type { AlgorithmAsset, Artifact, Attempt, Observation, ParseResult } from '../../model/index.js';
import type { ParseContext, Parser } from '../parser.js';
import { decodeText } from '../text.js';
import { type JsonNode, member, readJson, textOf } from './json.js';

const MAX_DEPTH = 20;

/** Cryptographic assets of a CycloneDX CBOM (1.6, 1.7): algorithms. Other kinds are counted and said to be left out. */
export const CYCLONEDX_ASSETS: Parser = {
  id: 'cyclonedx-assets',
  wants: (face) => face.extension === '.json' && face.includes('"CycloneDX"') && face.includes('"cryptographic-asset"'),
  parse: (artifact, context) => parseAssets(artifact, context),
};

function parseAssets(artifact: Artifact, context: ParseContext): ParseResult {
  const observations: Observation[] = [];
  let others = 0;
  for (const node of assetsOf(member(readJson(decodeText(artifact.bytes)), 'components'), 0)) {
    const asset = algorithm(node, context);
    if (asset) observations.push(observe(node, asset, artifact));
    else others++;
  }
  return { observations, attempts: others > 0 ? [leftOut(artifact, others)] : [] };
}

function* assetsOf(list: JsonNode | undefined, depth: number): Generator<JsonNode> {
  for (const node of list?.items ?? []) {
    if (textOf(member(node, 'type')) === 'cryptographic-asset') yield node;
    if (depth < MAX_DEPTH) yield* assetsOf(member(node, 'components'), depth + 1);
  }
}

/** By name first, as names say more than most object identifiers. */
function algorithm(node: JsonNode, { catalog }: ParseContext): AlgorithmAsset | undefined {
  const properties = member(node, 'cryptoProperties');
  if (textOf(member(properties, 'assetType')) !== 'algorithm') return undefined;
  const named = catalog.named(textOf(member(node, 'name')) ?? '');
  const oid = textOf(member(properties, 'oid'));
  return named ?? (oid !== undefined && catalog.oidSpec(oid) ? catalog.oid(oid) : undefined);
}

function observe(node: JsonNode, asset: AlgorithmAsset, artifact: Artifact): Observation {
  const { line, column } = member(node, 'name')?.at ?? node.at;
  return {
    asset,
    evidence: {
      location: { type: 'file', path: artifact.path, line: line + (artifact.lineOffset ?? 1) - 1, column },
      technique: 'manifest',
      confidence: 0.8,
      symbol: (textOf(member(node, 'name')) ?? '').slice(0, 120),
    },
    usage: {
      purpose: 'unknown',
      role: 'unknown',
      context: 'production',
      unknown: [{ what: 'use', why: 'stated by a bill of materials; the place of use is outside of this tree' }],
    },
  };
}

function leftOut(artifact: Artifact, count: number): Attempt {
  return {
    target: artifact.path,
    by: CYCLONEDX_ASSETS.id,
    status: 'partial',
    reason: 'unsupported',
    detail: `cryptographic assets that are no algorithm of the catalogue (certificates, protocols, keys) and were not taken over: ${count}`,
  };
}
