import type { Occurrence, Step } from '../model/index.js';
import { FIXES } from './fix/fixes.js';
import type { Group } from './group.js';
import type { Remedy } from './remedies.js';

const MAX_STEPS = 50;

/** The change place by place: what stands there today, and what to write instead. */
export function stepsOf({ remedy, findings }: Group, occurrences: readonly Occurrence[]): readonly Step[] {
  const steps: Step[] = [];
  const seen = new Set<string>();
  for (const finding of findings) {
    const occurrence = occurrences[finding.occurrence];
    if (!occurrence) continue;
    const { place, before, added } = siteOf(remedy, occurrence);
    const key = `${place.path}:${place.line ?? ''}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (seen.size > MAX_STEPS) continue;
    const general = filled(exactAfter(remedy, occurrence) ?? remedy.after, occurrence);
    const after = added ? general : (changed(remedy.fix, before) ?? rewritten(remedy, before) ?? general);
    steps.push({
      text: remedy.change,
      location: place,
      ...(before === undefined || added ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    });
  }
  if (seen.size <= MAX_STEPS) return steps;
  return [...steps, { text: `and at ${seen.size - MAX_STEPS} further places, listed with the findings` }];
}

interface Site {
  readonly place: { readonly path: string; readonly line?: number };
  /** What stands there today. */
  readonly before?: string;
  /** Nothing that stands there changes: a line is added. */
  readonly added: boolean;
}

/** The line that a change concerns: of a protocol the list that the remedy changes, where the parser says where that is written. */
function siteOf(remedy: Remedy, { evidence: { location, excerpt }, details = {} }: Occurrence): Site {
  const place =
    location.type === 'file'
      ? { path: location.path, ...(location.line ? { line: location.line } : {}) }
      : { path: location.endpoint };
  const list = remedy.changes;
  const [before, line, path] = ['Before', 'Line', 'Path'].map((part) => details[`${list}${part}`]);
  if (typeof before === 'string' && typeof line === 'number')
    return { place: { path: typeof path === 'string' ? path : place.path, line }, before, added: false };
  const whole = details['before'];
  // Of a line that might show a secret nothing may be left to read.
  const seen = excerpt !== undefined && /[\p{L}\p{N}]/u.test(excerpt) ? excerpt : remedy.before;
  const found = typeof whole === 'string' && whole !== '' ? whole : seen;
  return {
    place,
    before: found,
    added: remedy.adds === true || (list !== undefined && details['directive'] !== undefined),
  };
}

/** Languages that call what another one's libraries offer. */
const SPEAKS: Readonly<Record<string, string>> = {
  kotlin: 'java',
  scala: 'java',
  groovy: 'java',
  objc: 'c',
  typescript: 'javascript',
};

type Place = Pick<Occurrence, 'usage' | 'details'>;

/** What the remedy writes in the language or product of the place, and for what is done there: the role first. */
export function exactAfter(remedy: Pick<Remedy, 'after-in' | 'after-for'>, place: Place): string | undefined {
  const forRole = remedy['after-for']?.[place.usage.role];
  if (typeof forRole === 'string') return forRole;
  return spokenAt(forRole, place) ?? spokenAt(remedy['after-in'], place);
}

function spokenAt(texts: Readonly<Record<string, string>> | undefined, { usage, details }: Place): string | undefined {
  const product = details?.['product'];
  const { language = '' } = usage;
  return texts?.[typeof product === 'string' ? product : language] ?? texts?.[SPEAKS[language] ?? ''];
}

/** `{details.alternatives}` → what was noted at the place. */
function filled(text: string | undefined, { details }: Place): string | undefined {
  return text?.replace(/\{details\.(\w+)\}/g, (_, name: string) => String(details?.[name] ?? 'unknown'));
}

/** The line as found with the literal texts of the remedy exchanged; nothing where none stands in it. */
function rewritten({ rewrite }: Remedy, before: string | undefined): string | undefined {
  if (!rewrite || before === undefined) return undefined;
  const after = Object.entries(rewrite).reduce(
    (line, [from, to]) => (line.includes(to) ? line : line.replaceAll(from, to)),
    before,
  );
  return after === before ? undefined : after;
}

/** The line as it stands after the mechanical change; nothing where that does not touch it. */
function changed(fix: string | undefined, before: string | undefined): string | undefined {
  const change = fix === undefined ? undefined : FIXES[fix];
  if (!change || before === undefined) return undefined;
  // An excerpt of a configuration lacks its indentation and may lack the end of its statement.
  for (const [start, end] of [
    ['', ''],
    ['', ';'],
    [' ', ''],
  ] as const) {
    const line = start + before + end;
    const after = change(line);
    if (after !== line) return after.slice(start.length, after.length - end.length);
  }
  return undefined;
}
