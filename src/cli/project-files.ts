import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { loadProject } from '../knowledge/load.js';
import { type ProjectConfig, type Scope, UserError } from '../model/index.js';

const NAME = 'qday.yaml';

/** What the project states, with the measurements its pathways name. */
export interface ProjectFiles {
  readonly project?: ProjectConfig;
  readonly measurements?: Readonly<Record<string, string>>;
}

/**
 * Reads `qday.yaml`: the file that was named, else that of the first target folder, else that of the working folder.
 * @throws UserError when one that was named is missing, or when one is invalid
 */
export async function readProjectFiles(targets: readonly string[], named: string | undefined): Promise<ProjectFiles> {
  const file = named ?? find(targets);
  if (file === undefined) return {};
  const project = rebase(await loadProject(file), relative('.', dirname(file)).replaceAll('\\', '/'));
  const measurements: Record<string, string> = {};
  for (const { measurements: path } of project.pathways ?? []) {
    if (path !== undefined) measurements[path] = readText(resolve(dirname(file), path));
  }
  return { project, measurements };
}

/** Globs are relative to the file that holds them; paths of the report to the working folder. */
function rebase(project: ProjectConfig, folder: string): ProjectConfig {
  if (folder === '') return project;
  const under = (scopes: readonly Scope[] = []) => scopes.map((one) => ({ ...one, match: `${folder}/${one.match}` }));
  return { ...project, paths: under(project.paths), components: under(project.components) };
}

function find(targets: readonly string[]): string | undefined {
  const folders = targets.filter((target) => existsSync(target) && statSync(target).isDirectory());
  return [...folders.slice(0, 1), '.'].map((folder) => join(folder, NAME)).find((path) => existsSync(path));
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError(`${path}: the measurements cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
