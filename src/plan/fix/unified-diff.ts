const CONTEXT = 3;

/** A unified diff of two texts with equal numbers of lines, as `patch -p1` and `git apply` take it; '' when nothing differs. */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const old = before.split('\n');
  const now = after.split('\n');
  const changed = old.flatMap((line, index) => (line === now[index] ? [] : [index]));
  const hunks: [from: number, to: number][] = [];
  for (const index of changed) {
    const last = hunks.at(-1);
    if (last && index - last[1] <= 2 * CONTEXT) last[1] = index;
    else hunks.push([index, index]);
  }
  const lines = [`--- a/${path}`, `+++ b/${path}`];
  for (const [from, to] of hunks) {
    const start = Math.max(0, from - CONTEXT);
    const end = Math.min(old.at(-1) === '' ? old.length - 1 : old.length, to + CONTEXT + 1);
    lines.push(`@@ -${start + 1},${end - start} +${start + 1},${end - start} @@`);
    for (let at = start; at < end; at++) lines.push(...lineOf(old, now, at));
  }
  return `${lines.join('\n')}\n`;
}

/** Context, or the old line and the new; the last line of a text without an end of line says so. */
function lineOf(old: readonly string[], now: readonly string[], at: number): string[] {
  const end = at === old.length - 1 ? ['\\ No newline at end of file'] : [];
  if (old[at] === now[at]) return [` ${old[at]}`, ...end];
  return [`-${old[at]}`, ...end, `+${now[at]}`, ...end];
}
