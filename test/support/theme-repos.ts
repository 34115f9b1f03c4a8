import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadKnowledge, loadProject } from '../../src/knowledge/load.js';
import type { Report } from '../../src/model/index.js';
import { scan } from '../../src/scan.js';

export const REPOS = 'fixtures/repos';

/** Every repository on a theme: those with a written expectation. */
export const THEMES = readdirSync(REPOS)
  .filter((name) => existsSync(join(REPOS, name, 'expected-plan.yaml')))
  .sort();

/** The report of one of them, judged on a fixed day. */
export async function scanRepo(name: string): Promise<Report> {
  const cwd = join(process.cwd(), REPOS, name);
  const project = await loadProject(join(cwd, 'qday.yaml'));
  const measurements = Object.fromEntries(
    (project.pathways ?? []).flatMap(({ measurements: path }) =>
      path ? [[path, readFileSync(join(cwd, path), 'utf8')]] : [],
    ),
  );
  return scan({
    targets: ['.'],
    cwd,
    knowledge: loadKnowledge(),
    today: '2026-11-23',
    project,
    measurements,
    workers: 0,
  });
}
