import { describe, expect, it } from 'vitest';
import { Catalog } from '../../../src/catalog/catalog.js';
import { takeInventory } from '../../../src/inventory/inventory.js';
import { loadKnowledge } from '../../../src/knowledge/load.js';
import { DEFAULT_LIMITS, type Observation } from '../../../src/model/index.js';
import { MANIFEST_PARSERS } from '../../../src/parse/manifest/parsers.js';
import { parseArtifact } from '../../../src/parse/parse.js';

const knowledge = loadKnowledge();
const catalog = new Catalog(knowledge);
const context = { catalog, knowledge, limits: DEFAULT_LIMITS, today: '2026-11-23', passwords: [] };

/** What the inventory says of the package, and who decided it. */
async function answer(name: string, files: Record<string, string>): Promise<string> {
  const observations: Observation[] = [];
  for (const [path, text] of Object.entries(files)) {
    const parsed = await parseArtifact({ path, bytes: Buffer.from(text), depth: 0 }, MANIFEST_PARSERS, context);
    observations.push(...parsed.results.flatMap(({ result }) => result.observations));
  }
  const { assets, occurrences } = takeInventory(observations, Object.keys(files));
  const asset = assets.find((one) => one.kind === 'library' && one.name === name);
  const seen = occurrences.find((one) => one.asset === asset?.id);
  return `${asset?.kind === 'library' ? asset.pqc : ''} ${seen?.details?.['pqcDecidedBy'] ?? ''}`.trim();
}

const manifest = '{"dependencies": {"axios": "1.7.0"}}';

describe('a library that follows another one', () => {
  it('is judged by the version of the tree', async () => {
    expect(await answer('axios', { 'package.json': manifest, Dockerfile: 'FROM node:18.20\n' })).toBe(
      'needs-upgrade node 18.20 (Dockerfile:1)',
    );
    expect(await answer('axios', { 'package.json': manifest, '.nvmrc': '24.9.0\n' })).toBe(
      'capable-now node 24.9.0 (.nvmrc:1)',
    );
  });

  it('stays unknown where the tree says nothing, or two things', async () => {
    expect(await answer('axios', { 'package.json': manifest })).toBe('unknown');
    const two = { 'package.json': manifest, '.nvmrc': '24.9.0\n', Dockerfile: 'FROM node:18.20\n' };
    expect(await answer('axios', two)).toBe('unknown');
  });

  it('needs hybrid groups in TLS, not an API beside it', async () => {
    const pom =
      '<project><dependencies><dependency><groupId>org.apache.httpcomponents</groupId><artifactId>httpclient</artifactId></dependency></dependencies></project>';
    const name = 'org.apache.httpcomponents:httpclient';
    expect(await answer(name, { 'pom.xml': pom, '.java-version': '25\n' })).toBe('unknown');
    expect(await answer(name, { 'pom.xml': pom, '.java-version': '27\n' })).toBe(
      'capable-now jdk 27 (.java-version:1)',
    );
    expect(await answer(name, { 'pom.xml': pom, '.java-version': '17\n' })).toBe(
      'needs-upgrade jdk 17 (.java-version:1)',
    );
  });

  it('is not judged by an image that is deployed beside it', async () => {
    const compose = 'services:\n  other:\n    image: node:18.20\n';
    expect(await answer('axios', { 'package.json': manifest, 'docker-compose.yml': compose })).toBe('unknown');
  });
});
