import type { Artifact, Attempt, AttemptReason, EndpointLocation, Observation } from '../../model/index.js';
import { ParseError } from '../../model/index.js';
import { EndpointFailure } from './failure.js';
import { locationOf } from './observe.js';
import { type EndpointOptions, type Settings, withDefaults } from './options.js';
import { PROBES } from './probes.js';
import { Session } from './session.js';
import type { EndpointTarget } from './target.js';
import { makeOffers } from './tls/offers.js';

export type { Depth } from './budgets.js';
export type { EndpointOptions } from './options.js';
export { type EndpointTarget, isEndpoint, parseTarget, type TargetLabels } from './target.js';

/** What one endpoint gave. */
export interface EndpointResult {
  readonly target: EndpointTarget;
  readonly location: EndpointLocation;
  readonly observations: readonly Observation[];
  /** Certificates and host keys, for the parsers; what they observe belongs to `location`: see `atEndpoint`. */
  readonly artifacts: readonly Artifact[];
  /** Never empty: how the examination of this target ended. */
  readonly attempts: readonly Attempt[];
}

/**
 * Examines endpoints, several hosts at a time and one connection at a time to each, and gives each result when it is
 * there. Holds no more than `concurrency` of them. Traffic goes to the targets (and the proxy) alone.
 */
export async function* crawlEndpoints(
  targets: Iterable<EndpointTarget>,
  options: EndpointOptions,
): AsyncGenerator<EndpointResult> {
  const settings = withDefaults(options);
  const offers = makeOffers(settings.catalog);
  const hosts = hostQueues(targets);
  const total = hosts.reduce((sum, queue) => sum + queue.length, 0);
  const ready: EndpointResult[] = [];
  let wake: (() => void) | undefined;
  let done = 0;
  const worker = async () => {
    for (let queue = hosts.shift(); queue; queue = hosts.shift()) {
      for (const target of queue) {
        ready.push(await examine(target, settings, offers));
        settings.onProgress?.(++done, total, target.url);
        wake?.();
      }
    }
  };
  const workers = Promise.all(Array.from({ length: Math.min(settings.concurrency, hosts.length) }, worker));
  let given = 0;
  while (given < total) {
    const next = ready.shift();
    if (next) {
      given++;
      yield next;
      continue;
    }
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  await workers;
}

/** The targets of one host stand in one queue: they are examined one after the other. */
function hostQueues(targets: Iterable<EndpointTarget>): EndpointTarget[][] {
  const queues = new Map<string, EndpointTarget[]>();
  const seen = new Set<string>();
  for (const target of targets) {
    if (seen.has(target.url)) continue;
    seen.add(target.url);
    const queue = queues.get(target.host);
    if (queue) queue.push(target);
    else queues.set(target.host, [target]);
  }
  return [...queues.values()];
}

async function examine(target: EndpointTarget, settings: Settings, offers: ReturnType<typeof makeOffers>) {
  const location = locationOf(target);
  const nothing = { target, location, observations: [], artifacts: [] };
  if (settings.signal?.aborted) return { ...nothing, attempts: [notBegun(target)] };
  const session = new Session(target, settings);
  try {
    const { observations, artifacts, missing } = await PROBES[target.scheme.protocol](session, offers);
    return { target, location, observations, artifacts, attempts: [attemptOf(session, missing)] };
  } catch (error) {
    return { ...nothing, attempts: [failedAttempt(target, error)] };
  } finally {
    session.end();
  }
}

function attemptOf(session: Session, missing: readonly { what: string; why: string }[]): Attempt {
  const { url, scheme } = session.target;
  const base = { target: url, by: scheme.protocol };
  if (missing.length === 0) return { ...base, status: 'completed' };
  const detail = missing.map(({ what, why }) => `${what}: ${why}`).join('; ');
  const reason = PARTIAL_REASONS.find(([pattern]) => pattern.test(detail))?.[1] ?? 'unsupported';
  return { ...base, status: 'partial', reason, detail: `not determined: ${detail}`.slice(0, 600) };
}

/** What the words of a missing fact say about the reason; the first that fits. */
const PARTIAL_REASONS: readonly (readonly [RegExp, AttemptReason])[] = [
  [/budget|not reached within|stopped/, 'limit'],
  [/timeout|in time|no answer/, 'timeout'],
  [/reset/, 'reset'],
];

function failedAttempt(target: EndpointTarget, error: unknown): Attempt {
  const base = { target: target.url, by: target.scheme.protocol, status: 'failed' } as const;
  if (error instanceof EndpointFailure || error instanceof ParseError) {
    return { ...base, reason: error.reason, detail: error.message };
  }
  const { name, message } = error as Error;
  return { ...base, reason: 'bug', detail: `${name}: ${message}` };
}

function notBegun(target: EndpointTarget): Attempt {
  const detail = 'the scan was stopped before this target was begun';
  return { target: target.url, by: target.scheme.protocol, status: 'skipped', reason: 'limit', detail };
}

/**
 * What a parser saw in the artifacts of an endpoint, moved to where it was seen.
 * @param endEntity the certificate is the server's own, not one of those above it
 */
export function atEndpoint(observation: Observation, location: EndpointLocation, endEntity = false): Observation {
  const evidence = { ...observation.evidence, location, technique: 'handshake' as const };
  if (!endEntity || observation.asset.kind !== 'certificate') return { ...observation, evidence };
  return { ...observation, evidence, details: { ...observation.details, served: 'end-entity' } };
}

/** Is this artifact of an endpoint the first certificate of a chain? */
export function isEndEntity(artifact: Artifact | undefined): boolean {
  return /!\/chain-\d+\/1\.der$/.test(artifact?.path ?? '');
}
