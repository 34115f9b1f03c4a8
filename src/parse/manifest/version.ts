/** Words that say "before the release"; any other word is taken as "after" (OpenSSL 1.1.1w) or ignored. */
const BEFORE = new Set([
  'alpha',
  'a',
  'beta',
  'b',
  'rc',
  'c',
  'cr',
  'm',
  'milestone',
  'pre',
  'preview',
  'dev',
  'snapshot',
  'canary',
  'nightly',
]);
const NEUTRAL = new Set(['final', 'ga', 'release', 'jre', 'android', 'java', 'stable', 'lts', 'v']);
/** Longer than any honest version; bounds the work on hostile ones. */
const MAX_LENGTH = 128;

type Part = number | string;

/**
 * Compares two versions of any ecosystem: negative when `a` is older, 0 when equal as far as both go.
 * Epochs and leading `v` are dropped, a packager's revision (`-0ubuntu1`, `-r3`) is not compared.
 */
export function compareVersions(a: string, b: string): number {
  const left = parts(a);
  const right = parts(b);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const order = rank(left[i]) - rank(right[i]) || comparePart(left[i], right[i]);
    if (order !== 0) return order;
  }
  return 0;
}

/** The leading numbers: `3.12-slim` → `3.12`; `undefined` when it does not begin with one. */
export function numericPrefix(text: string): string | undefined {
  return /^v?(\d{1,9}(?:\.\d{1,9}){0,5})/.exec(text)?.[1];
}

/** Pre-release words rank below nothing, nothing below numbers. A zero is nothing: 1.2 = 1.2.0. */
function rank(part: Part | undefined): number {
  if (part === undefined || part === 0) return 1;
  if (typeof part === 'number') return 2;
  return BEFORE.has(part) ? 0 : 2;
}

function comparePart(a: Part | undefined, b: Part | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'number' && typeof b === 'string') return 1;
  if (typeof a === 'string' && typeof b === 'number') return -1;
  return 0;
}

function parts(version: string): Part[] {
  const upstream = version
    .slice(0, MAX_LENGTH)
    .toLowerCase()
    .replace(/^\d+:/, '')
    .replace(/^[v=\s]+/, '')
    .replace(/[-+~](?:r?\d+(?:ubuntu|deb|build|\.el|\.fc|$).*|0ubuntu.*|dfsg.*)$/, '')
    .replace(/\+.*$/, '');
  const found = upstream.match(/\d+|[a-z]+/g) ?? [];
  return found
    .filter((part) => !NEUTRAL.has(part) && !/^jdk$/.test(part))
    .map((part) => (/^\d/.test(part) ? Number(part) : part));
}
