import { compareVersions, numericPrefix } from './version.js';

/** What a version range allows. Absent bounds: not determined. */
export interface Bounds {
  /** Lowest version allowed, inclusive. */
  readonly low?: string;
  /** First version no longer allowed. */
  readonly below?: string;
}

const MAX_LENGTH = 200;

/**
 * The outer bounds of a range in the notations of npm, PEP 440, Cargo, RubyGems, Composer, Maven and NuGet.
 * Alternatives (`||`) give the widest bounds. What is not understood stays unbounded.
 */
export function rangeBounds(range: string): Bounds {
  const text = range.slice(0, MAX_LENGTH).trim();
  const interval = /^[[(]\s*([^,\])]*)\s*(?:,\s*([^\])]*))?[\])]$/.exec(text);
  if (interval) return intervalBounds(text, interval[1], interval[2]);
  const alternatives = text.split(/\|\|?/).map(conjunction);
  const lows = alternatives.map((one) => one.low);
  const highs = alternatives.map((one) => one.below);
  return {
    ...(lows.every((one) => one !== undefined) && { low: extreme(lows as string[], -1) }),
    ...(highs.every((one) => one !== undefined) && { below: extreme(highs as string[], 1) }),
  };
}

/** An exact version in disguise: `==1.2.3`, `=1.2.3`, `1.2.3`, `[1.2.3]`; for notations in which a bare version is exact. */
export function exactVersion(range: string): string | undefined {
  return /^(?:={1,3}\s*|\[\s*)?v?(\d+(?:\.\d+)*(?:[-.+_]?[0-9A-Za-z]+(?:[-.+_][0-9A-Za-z]+)*)?)\]?$/.exec(
    range.slice(0, MAX_LENGTH).trim(),
  )?.[1];
}

function conjunction(text: string): Bounds {
  const bounds: { low?: string; below?: string } = {};
  for (const term of text.split(/[\s,]+(?=[<>=~^!\d])/)) {
    const match = /^([<>=~^!]*)\s*v?(\d[\w.]*)/.exec(term.trim());
    if (!match) continue;
    const version = numericPrefix(match[2] as string);
    if (!version) continue;
    const one = termBounds(match[1] ?? '', version);
    if (one.low && (!bounds.low || compareVersions(one.low, bounds.low) > 0)) bounds.low = one.low;
    if (one.below && (!bounds.below || compareVersions(one.below, bounds.below) < 0)) bounds.below = one.below;
  }
  return bounds;
}

function termBounds(operator: string, version: string): Bounds {
  const numbers = version.split('.').map(Number);
  switch (operator) {
    case '>=':
    case '>':
      return { low: version };
    case '<':
      return { below: version };
    case '<=':
      return { below: `${version}.0.1` };
    case '^':
      return {
        low: version,
        below: bump(numbers, Math.min(numbers.findIndex((n) => n > 0) + 1 || numbers.length, 3) - 1),
      };
    case '~>':
    case '~=':
      return { low: version, below: bump(numbers, Math.max(numbers.length - 2, 0)) };
    case '~':
      return { low: version, below: bump(numbers, numbers.length > 1 ? 1 : 0) };
    case '!=':
      return {};
    default:
      return { low: version, below: bump(numbers, numbers.length - 1) };
  }
}

function bump(numbers: readonly number[], index: number): string {
  return numbers
    .map((n, i) => (i < index ? n : i === index ? n + 1 : 0))
    .slice(0, index + 1)
    .join('.');
}

function intervalBounds(text: string, low: string | undefined, high: string | undefined): Bounds {
  const lower = numericPrefix(low?.trim() ?? '');
  if (high === undefined) return lower ? { low: lower, below: `${lower}.0.1` } : {};
  const upper = numericPrefix(high.trim());
  return {
    ...(lower && { low: lower }),
    ...(upper && { below: text.endsWith(']') ? `${upper}.0.1` : upper }),
  };
}

function extreme(versions: readonly string[], sign: 1 | -1): string {
  return versions.reduce((a, b) => (compareVersions(b, a) * sign > 0 ? b : a));
}
