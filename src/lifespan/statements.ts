import type { Because, Location, Occurrence, ProjectConfig, Scope, Statement } from '../model/index.js';
import { matchesGlob } from './glob.js';

/** What the project states about one place, each number with the statement it is from. */
export interface Stated extends Statement {
  readonly because: readonly Because[];
}

const FIELDS = ['data', 'secrecyYears', 'retentionYears', 'integrityYears', 'exposure', 'owner'] as const;

/**
 * Joins the statements that hold for an occurrence: endpoint or path before component before project; of two paths the
 * later one in the file.
 */
export function statedFor(occurrence: Occurrence, project: ProjectConfig | undefined): Stated {
  if (!project) return { because: [] };
  const { location } = occurrence.evidence;
  const scopes: [kind: string, scope: Scope][] = [
    ...matching(location.type === 'endpoint' ? project.endpoints : project.paths, placeOf(location)).map(
      (scope): [string, Scope] => [location.type === 'endpoint' ? 'endpoints' : 'paths', scope],
    ),
    ...matching(project.components, occurrence.usage.component ?? '.').map((scope): [string, Scope] => [
      'components',
      scope,
    ]),
  ];
  const result: Record<string, unknown> = {};
  const because: Because[] = [];
  for (const [kind, scope] of scopes) {
    const taken = FIELDS.filter((field) => result[field] === undefined && scope[field] !== undefined);
    for (const field of taken) result[field] = scope[field];
    if (taken.length > 0) {
      const what = taken.map((field) => `${WORDS[field]} ${[scope[field]].flat().join(', ')}`).join(', ');
      because.push({
        text: `stated: ${what}${scope.reason ? ` (${scope.reason})` : ''}`,
        source: `qday.yaml ${kind} ${scope.match}`,
      });
    }
  }
  if (result['exposure'] === undefined && project.exposure) result['exposure'] = project.exposure;
  if (result['owner'] === undefined && project.owner) result['owner'] = project.owner;
  return { ...(result as Statement), because };
}

const WORDS: Readonly<Record<(typeof FIELDS)[number], string>> = {
  data: 'data',
  secrecyYears: 'secret for years:',
  retentionYears: 'kept for years:',
  integrityYears: 'trusted for years:',
  exposure: 'exposure',
  owner: 'owner',
};

function matching(scopes: readonly Scope[] | undefined, place: string): readonly Scope[] {
  return [...(scopes ?? [])].reverse().filter((scope) => matchesGlob(scope.match, place));
}

function placeOf(location: Location): string {
  return location.type === 'endpoint' ? location.endpoint : location.path;
}
