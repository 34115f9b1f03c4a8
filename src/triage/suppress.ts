import ignore from 'ignore';
import type { InlineIgnore, Suppression } from '../model/index.js';
import type { Printed } from './fingerprint.js';
import { type IgnoreEntry, isDay } from './ignore-entry.js';

export interface IgnoreFile {
  readonly name: string;
  readonly entries: readonly IgnoreEntry[];
}

export interface SuppressOptions {
  readonly inline: readonly InlineIgnore[];
  readonly files: readonly IgnoreFile[];
  readonly today: string;
  /** False: only a part of what the files speak of was examined, so none of their entries is called unused. */
  readonly whole?: boolean;
}

/** One written ignore, wherever it stands. */
interface Ignore {
  readonly matches: (one: Printed) => boolean;
  readonly suppression: Suppression;
  readonly expired: boolean;
  readonly what: string;
}

export interface Suppressed {
  readonly printed: readonly Printed[];
  /** Unused, expired and invalid ignores, each with its place. */
  readonly notices: readonly string[];
}

/** Marks what an inline comment or an ignore file suppresses; deletes nothing. An expired ignore counts no longer. */
export function suppress(
  printed: readonly Printed[],
  { inline, files, today, whole = true }: SuppressOptions,
): Suppressed {
  const notices: string[] = [];
  const ignores = [
    ...inline.flatMap((one) => inlineIgnore(one, today, notices)),
    ...files.flatMap(({ name, entries }) => entries.map((one) => fileIgnore(one, name, today))),
  ];
  const uses = new Map<Ignore, number>(ignores.map((one) => [one, 0]));
  const marked = printed.map((one) => {
    let chosen: Ignore | undefined;
    let expired = false;
    for (const each of ignores) {
      if (!each.matches(one)) continue;
      uses.set(each, uses.get(each)! + 1);
      if (each.expired) expired = true;
      else chosen ??= each;
    }
    if (chosen) return { ...one, finding: { ...one.finding, suppression: chosen.suppression } };
    // The base had the ignore too: what it hid is due from today, as if it were new.
    return expired && one.finding.change ? { ...one, finding: { ...one.finding, change: 'new' as const } } : one;
  });
  for (const [each, used] of uses) {
    const { at, until } = each.suppression;
    if (each.expired)
      notices.push(`Expired ignore: ${at} (${each.what}) ended on ${until}; ${used} of its findings count again.`);
    else if (used === 0 && (whole || each.suppression.by === 'inline'))
      notices.push(`Unused ignore: ${at} (${each.what}) matches nothing; remove it.`);
  }
  return { printed: marked, notices };
}

/** A comment (`qday-ignore`, the rule, a colon and the reason) speaks for its own line and for the next. */
function inlineIgnore(one: InlineIgnore, today: string, notices: string[]): Ignore[] {
  const at = `${one.path}:${one.line}`;
  if (one.reason.trim() === '') {
    notices.push(`Ignore without a reason: ${at} (${one.rule}) does not count; write qday-ignore ${one.rule}: why.`);
    return [];
  }
  if (one.until && !isDay(one.until)) {
    notices.push(`Ignore with an unreadable date: ${at} (until ${one.until}) does not count; write until 2027-06-30.`);
    return [];
  }
  return [
    {
      matches: ({ finding, path, line, occurrence }) => {
        if (path !== one.path || !ruleMatches(one.rule, finding.ruleId)) return false;
        const location = occurrence?.evidence.location;
        const end = location?.type === 'file' ? (location.endLine ?? line) : line;
        return one.line + 1 === line || (one.line >= line && one.line <= end);
      },
      suppression: { by: 'inline', reason: one.reason.trim(), ...(one.until && { until: one.until }), at },
      expired: one.until !== undefined && one.until < today.slice(0, 10),
      what: one.rule,
    },
  ];
}

function fileIgnore(one: IgnoreEntry, name: string, today: string): Ignore {
  const glob = one.path ? ignore().add(one.path) : undefined;
  const { reason, owner, until } = one;
  return {
    matches: ({ finding, path }) =>
      (!one.rule || ruleMatches(one.rule, finding.ruleId)) &&
      (!one.asset || one.asset === finding.assetId) &&
      (!one.fingerprint || finding.fingerprint.startsWith(one.fingerprint)) &&
      (!glob || pathMatches(glob, path)),
    suppression: {
      by: 'ignore-file',
      reason,
      ...(owner && { owner }),
      ...(until && { until }),
      at: `${name}:${one.line}`,
    },
    expired: until !== undefined && until < today.slice(0, 10),
    what: [one.rule, one.path, one.asset, one.fingerprint].filter(Boolean).join(', '),
  };
}

function ruleMatches(written: string, ruleId: string): boolean {
  return written === '*' || written === ruleId;
}

/** Patterns are for paths below the root; an endpoint or a path that leaves the root matches none. */
function pathMatches(glob: ReturnType<typeof ignore>, path: string): boolean {
  return ignore.isPathValid(path) && glob.ignores(path);
}
