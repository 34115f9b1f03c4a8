import type { Artifact, Observation } from '../model/index.js';

/** `#[cfg(test)]` and the module below it, both at the first column, as rustfmt writes them. */
const CFG_TEST = /^#\[cfg\((?:all\()?test\b/;
const MODULE = /^(?:pub(?:\([^)]{0,40}\))? )?mod \w+ \{/;

/**
 * What stands between the braces of a Rust module that is built for tests only is test code, whichever parser saw it: keys and certificates
 * written into the module beside the code that reads them (The Rust Programming Language, 11.3).
 */
export function markTestRows(artifact: Artifact, observations: readonly Observation[]): readonly Observation[] {
  if (!artifact.path.endsWith('.rs') || observations.length === 0) return observations;
  const rows = testRows(Buffer.from(artifact.bytes).toString('latin1').split('\n'));
  if (rows.length === 0) return observations;
  return observations.map((one) => {
    const { location } = one.evidence;
    const line = location.type === 'file' ? location.line : undefined;
    if (line === undefined || one.usage.context !== 'production') return one;
    if (!rows.some(([first, last]) => line >= first && line <= last)) return one;
    return { ...one, usage: { ...one.usage, context: 'test' } };
  });
}

/** First and last line of each such module, from 1. */
function testRows(lines: readonly string[]): [number, number][] {
  const rows: [number, number][] = [];
  for (let at = 0; at < lines.length; at++) {
    if (!CFG_TEST.test(lines[at] as string)) continue;
    let head = at + 1;
    while (/^(?:#\[|\/\/)/.test(lines[head] ?? '')) head++;
    if (!MODULE.test(lines[head] ?? '')) continue;
    const end = lines.findIndex((line, row) => row > head && line.startsWith('}'));
    rows.push([at + 1, end < 0 ? lines.length : end + 1]);
    at = rows.at(-1)?.[1] ?? lines.length;
  }
  return rows;
}
