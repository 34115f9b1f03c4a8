import type { ProjectConfig } from '../model/index.js';

/** Whether the project says that someone else runs or sells this component. */
export function isThirdParty(component: string, project: ProjectConfig | undefined): boolean {
  const scopes = [...(project?.components ?? []), ...(project?.endpoints ?? [])];
  return scopes.some((scope) => scope.thirdParty && (scope.match === component || scope.name === component));
}
