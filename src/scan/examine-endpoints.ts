import { catalogOf } from '../catalog/catalog.js';
import { type EndpointTarget, isEndpoint, parseTarget } from '../crawl/endpoints/target.js';
import { exists } from '../crawl/files/index.js';
import { DEFAULT_LIMITS } from '../model/index.js';
import { parseArtifact } from '../parse/parse.js';
import { PARSERS } from '../parse/registry.js';
import type { Gathered } from './gather.js';
import type { ExamineOptions } from './options.js';

/** The targets that name endpoints, and the others. A file of that name is no endpoint. */
export function splitTargets(options: ExamineOptions): {
  readonly endpoints: readonly EndpointTarget[];
  readonly files: readonly string[];
} {
  const named = options.targets.filter((one) => isEndpoint(one) && !exists(options.cwd, one));
  return {
    endpoints: [...named.map(parseTarget), ...(options.endpoints?.listed ?? [])],
    files: options.targets.filter((one) => !named.includes(one)),
  };
}

/** Examines endpoints one result at a time; certificates and keys that they show go through the parsers. */
export async function examineEndpoints(
  targets: readonly EndpointTarget[],
  options: ExamineOptions,
  gathered: Gathered,
): Promise<void> {
  if (targets.length === 0) return;
  // Most scans have no endpoints: the protocols are loaded for those that do.
  const { atEndpoint, crawlEndpoints, isEndEntity } = await import('../crawl/endpoints/crawl.js');
  const { knowledge, limits = DEFAULT_LIMITS, passwords = [] } = options;
  const catalog = catalogOf(knowledge);
  const context = { catalog, knowledge, limits, passwords };
  const onProgress = (done: number, total: number) => options.onProgress?.({ stage: 'endpoints', done, total });
  for await (const result of crawlEndpoints(targets, { ...options.endpoints, catalog, onProgress })) {
    const parsed = await Promise.all(result.artifacts.map((one) => parseArtifact(one, PARSERS, context)));
    gathered.addEndpoint(
      [
        ...result.observations,
        ...parsed.flatMap((one, index) =>
          shown(one).map((seen) => atEndpoint(seen, result.location, isEndEntity(result.artifacts[index]))),
        ),
      ],
      [
        ...result.attempts,
        ...parsed.flatMap(({ attempts }) => attempts.map((one) => ({ ...one, target: result.target.url }))),
      ],
    );
  }
}

function shown({ results }: Awaited<ReturnType<typeof parseArtifact>>) {
  return results.flatMap(({ result }) => result.observations);
}
