import type { RenderOptions } from '../reporter.js';
import { visible, wellFormed } from '../select/escape.js';
import { type FindingView, outerPath, type Place, placeOf, placeText, policyText } from '../select/view.js';
import { plural, sentence } from '../select/words.js';
import { SARIF_LIMITS } from './limits.js';
import { LEVELS } from './rules.js';

/** One `result`; several findings of one rule in one file when they had to be aggregated. */
export function sarifResult(findings: readonly FindingView[], ruleIndex: number, options: RenderOptions) {
  const [{ finding, place, policies: all, binding }] = findings as [FindingView];
  const more = findings.length - 1;
  const inner = place.name.includes('!/') || !place.isFile ? ` (${placeText(place)})` : '';
  const text = `${sentence(finding.message + inner)}${more > 0 ? ` And ${plural(more, 'more place')} in this file.` : ''}`;
  // Those that bind here; else the earliest. All of them stand with the rule in the other formats.
  const policies = all.slice(0, Math.max(1, binding)).map((one) => `${policyText(one)}.`);
  const fix = mechanicalFix(findings[0]!, options);
  return {
    ruleId: finding.ruleId,
    ruleIndex,
    level: LEVELS[finding.severity],
    message: { text: visible([text, ...policies].join(' ')) },
    locations: [location(place, options)],
    ...relatedLocations(findings, options),
    partialFingerprints: { 'qday/v1': finding.fingerprint, primaryLocationLineHash: `${finding.fingerprint}:1` },
    ...(finding.change && { baselineState: finding.change === 'new' ? 'new' : 'unchanged' }),
    ...(finding.suppression && {
      suppressions: [
        {
          kind: finding.suppression.by === 'inline' ? 'inSource' : 'external',
          status: 'accepted',
          justification: visible(finding.suppression.reason),
        },
      ],
    }),
    ...(fix && { fixes: [fix] }),
    properties: {
      severity: finding.severity,
      confidence: finding.confidence,
      harm: finding.harm,
      gated: finding.gated,
    },
  };
}

/** The other places of an aggregated result; of a single one, where the values stand that decide the asset. */
function relatedLocations(findings: readonly FindingView[], options: RenderOptions) {
  const [first, ...others] = findings;
  const related =
    others.length > 0
      ? others.map((one) => location(one.place, options))
      : (first?.occurrence?.evidence.decidedAt ?? []).map(({ what, location: at }) => ({
          ...location(placeOf(at), options),
          message: { text: visible(`The ${what} is decided here.`) },
        }));
  if (related.length === 0) return {};
  return { relatedLocations: related.slice(0, SARIF_LIMITS.locations - 1).map((one, id) => ({ id: id + 1, ...one })) };
}

/** The place in a file that a finding can be shown at; undefined for an endpoint that no file of the tree names. */
export function anchor(place: Place): { path: string; line?: number } | undefined {
  if (place.isFile) return { path: outerPath(place.name), line: place.name.includes('!/') ? undefined : place.line };
  return place.declaredAt;
}

function location(place: Place, options: RenderOptions) {
  const at = anchor(place) ?? { path: place.name };
  const exact = place.isFile && at.line !== undefined;
  const startLine = at.line ?? 1;
  const startColumn = (exact && place.column) || 1;
  const endLine = (exact && place.endLine) || startLine;
  const endColumn = (exact && place.endColumn) || startColumn + 1;
  return {
    physicalLocation: {
      artifactLocation: { uri: uri(at.path, options), uriBaseId: '%SRCROOT%' },
      region: { startLine, startColumn, endLine, endColumn },
    },
  };
}

function uri(path: string, { prefix }: RenderOptions): string {
  return [...(prefix ?? '').split('/'), ...path.split('/')]
    .filter((part) => part !== '' && part !== '.')
    .map((part) => encodeURIComponent(wellFormed(part)))
    .join('/');
}

/** A fix is written only where the text to replace is known to the column. */
function mechanicalFix({ place, item, occurrence }: FindingView, options: RenderOptions) {
  const { line, column, endLine = line, endColumn } = place;
  const step = item?.steps.find(({ location: at }) => at?.path === place.name && at.line === line);
  if (!step || step.before === undefined || step.after === undefined) return undefined;
  if (!line || !column || !endColumn || endLine !== line || endColumn - column !== step.before.length) return undefined;
  if (!occurrence?.evidence.excerpt?.includes(step.before)) return undefined;
  return {
    description: { text: visible(step.text) },
    artifactChanges: [
      {
        artifactLocation: { uri: uri(place.name, options), uriBaseId: '%SRCROOT%' },
        replacements: [
          {
            deletedRegion: { startLine: line, startColumn: column, endLine: line, endColumn },
            insertedContent: { text: step.after },
          },
        ],
      },
    ],
  };
}
