import type { Because, Exposure, Occurrence } from '../model/index.js';

const WIDTH: readonly Exposure[] = ['internet', 'partner', 'internal', 'at-rest', 'code-only', 'unknown'];

/** The widest exposure seen in each component: a listener there is the way out for the code there. */
export function componentExposures(occurrences: readonly Occurrence[]): ReadonlyMap<string, Exposure> {
  const widest = new Map<string, Exposure>();
  for (const { usage } of occurrences) {
    if (!usage.exposure || usage.context !== 'production') continue;
    const component = usage.component ?? '.';
    const known = widest.get(component);
    if (!known || WIDTH.indexOf(usage.exposure) < WIDTH.indexOf(known)) widest.set(component, usage.exposure);
  }
  return widest;
}

/** How far away someone can stand who records or forges: as seen at the place, else in its component. */
export function exposureOf(
  occurrence: Occurrence,
  components: ReadonlyMap<string, Exposure>,
): { exposure: Exposure; because: Because } {
  const { usage, evidence } = occurrence;
  if (usage.exposure)
    return { exposure: usage.exposure, because: { text: `exposure ${usage.exposure}, as configured here` } };
  if (evidence.location.type === 'endpoint') {
    const exposure = isPrivateEndpoint(evidence.location.endpoint) ? 'internal' : 'internet';
    return { exposure, because: { text: `exposure ${exposure}, by the address of the endpoint` } };
  }
  const around = components.get(usage.component ?? '.');
  if (around) {
    return {
      exposure: around,
      because: { text: `exposure ${around}, by a listener in the same component`, assumed: true },
    };
  }
  if (evidence.technique === 'syntax-tree') {
    return {
      exposure: 'code-only',
      because: { text: 'exposure not known: seen in code, no listener found', assumed: true },
    };
  }
  return { exposure: 'unknown', because: { text: 'exposure not known', assumed: true } };
}

/** RFC 1918, RFC 4193, loopback, link-local and names without a public suffix. */
function isPrivateEndpoint(endpoint: string): boolean {
  const host = endpoint
    .replace(/^[a-z0-9+.-]+:\/\//, '')
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
  if (/^(?:10\.|127\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(host)) return true;
  if (host === '::1' || /^f[cd][0-9a-f]{2}:/.test(host) || host.startsWith('fe80:')) return true;
  return host === 'localhost' || !/[.:]/.test(host) || /\.(?:local|internal|lan|corp|test|localhost)$/.test(host);
}
