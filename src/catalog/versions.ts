/** Compares dotted versions number by number; letters after a number (`3.0.2a`) count as later, `-rc` as earlier. */
export function compareVersions(a: string, b: string): number {
  const left = parts(a);
  const right = parts(b);
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Is `24` a floating name of the line in which `24.7.0` is, or that version itself? */
export function isLineOf(short: string, long: string): boolean {
  return long === short || long.startsWith(`${short}.`);
}

function parts(version: string): number[] {
  return version
    .replace(/^[^\d]*/, '')
    .split(/[^\d]+/)
    .filter(Boolean)
    .slice(0, 4)
    .map(Number);
}
