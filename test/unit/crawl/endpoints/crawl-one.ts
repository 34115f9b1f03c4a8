import { Catalog } from '../../../../src/catalog/catalog.js';
import {
  crawlEndpoints,
  type EndpointOptions,
  type EndpointResult,
  parseTarget,
} from '../../../../src/crawl/endpoints/crawl.js';
import { loadKnowledge } from '../../../../src/knowledge/load.js';
import type { Observation, ProtocolAsset } from '../../../../src/model/index.js';

export const catalog = new Catalog(loadKnowledge());

/** Short times for servers of the test itself. */
const QUICK = { connectTimeout: 2_000, answerTimeout: 700, targetTimeout: 10_000, retries: 0 };

export async function crawlAll(
  urls: readonly string[],
  options: Partial<EndpointOptions> = {},
): Promise<EndpointResult[]> {
  const results: EndpointResult[] = [];
  for await (const result of crawlEndpoints(urls.map(parseTarget), { catalog, ...QUICK, ...options }))
    results.push(result);
  return results;
}

export async function crawlOne(url: string, options: Partial<EndpointOptions> = {}): Promise<EndpointResult> {
  const [result] = await crawlAll([url], options);
  return result as EndpointResult;
}

export function protocolOf(result: EndpointResult): { asset: ProtocolAsset; observation: Observation } {
  const observation = result.observations.find(({ asset }) => asset.kind === 'protocol') as Observation;
  return { asset: observation?.asset as ProtocolAsset, observation };
}
