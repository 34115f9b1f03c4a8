import { Catalog } from '../../src/catalog/catalog.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { DEFAULT_LIMITS, type Observation } from '../../src/model/index.js';
import { type Parsed, parseArtifact } from '../../src/parse/parse.js';
import type { ParseContext } from '../../src/parse/parser.js';
import { PARSERS } from '../../src/parse/registry.js';

const knowledge = loadKnowledge();

export const CONTEXT: ParseContext = {
  catalog: new Catalog(knowledge),
  knowledge,
  limits: DEFAULT_LIMITS,
  passwords: [],
};

/** Everything that all parsers make of some bytes under a name. */
export function parseBytes(bytes: Uint8Array | string, path = 'file', context = CONTEXT): Promise<Parsed> {
  const content = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  return parseArtifact({ path, bytes: content, depth: 0 }, PARSERS, context);
}

export function observationsOf(parsed: Parsed): Observation[] {
  return parsed.results.flatMap(({ result }) => result.observations);
}
