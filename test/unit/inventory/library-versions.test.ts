import { describe, expect, it } from 'vitest';
import { Catalog } from '../../../src/catalog/catalog.js';
import { settleLibraryVersions } from '../../../src/inventory/library-versions.js';
import { loadKnowledge } from '../../../src/knowledge/load.js';
import { DEFAULT_LIMITS, type Observation } from '../../../src/model/index.js';
import { MANIFEST_PARSERS } from '../../../src/parse/manifest/parsers.js';
import { parseArtifact } from '../../../src/parse/parse.js';

const knowledge = loadKnowledge();
const context = {
  catalog: new Catalog(knowledge),
  knowledge,
  limits: DEFAULT_LIMITS,
  today: '2026-11-23',
  passwords: [],
};

async function settled(files: Record<string, unknown>): Promise<string[]> {
  const observations: Observation[] = [];
  for (const [path, content] of Object.entries(files)) {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    const parsed = await parseArtifact({ path, bytes: Buffer.from(text), depth: 0 }, MANIFEST_PARSERS, context);
    observations.push(...parsed.results.flatMap(({ result }) => result.observations));
  }
  return settleLibraryVersions(observations).map(({ asset, evidence, usage }) => {
    const path = evidence.location.type === 'file' ? evidence.location.path : '';
    const unknown = (usage.unknown ?? []).map(({ what }) => what).join('+');
    return `${path} ${asset.id}${asset.kind === 'library' && asset.direct ? ' direct' : ''}${unknown && ` ?${unknown}`}`;
  });
}

const manifest = { dependencies: { elliptic: '^6.5.0' } };
const lock = (packages: Record<string, string>) => ({
  packages: Object.fromEntries([
    ['', manifest],
    ...Object.entries(packages).map(([path, version]) => [path, { version }]),
  ]),
});

describe('a manifest and its lockfile', () => {
  it('are one asset at two places', async () => {
    expect(
      await settled({ 'package.json': manifest, 'package-lock.json': lock({ 'node_modules/elliptic': '6.5.5' }) }),
    ).toEqual(['package.json pkg:npm/elliptic@6.5.5 direct', 'package-lock.json pkg:npm/elliptic@6.5.5 direct']);
  });

  it('take the version that the project itself asks for when the lockfile has several', async () => {
    const both = lock({ 'node_modules/elliptic': '6.5.5', 'node_modules/a/node_modules/elliptic': '6.4.0' });
    expect(await settled({ 'package.json': manifest, 'package-lock.json': both })).toContain(
      'package.json pkg:npm/elliptic@6.5.5 direct',
    );
  });

  it('are joined over folders of a workspace, never sideways', async () => {
    const yarn = 'elliptic@^6.5.0:\n  version "6.5.5"\n';
    expect(await settled({ 'packages/a/package.json': manifest, 'yarn.lock': yarn })).toEqual([
      'packages/a/package.json pkg:npm/elliptic@6.5.5 direct',
      'yarn.lock pkg:npm/elliptic@6.5.5 direct',
    ]);
    expect(await settled({ 'a/package.json': manifest, 'b/yarn.lock': yarn })).toContain(
      'a/package.json pkg:npm/elliptic direct ?version',
    );
  });

  it('stay a range where the lockfile has two versions without saying whose', async () => {
    const yarn = 'elliptic@^6.5.0:\n  version "6.5.5"\n\nelliptic@^6.0.0:\n  version "6.4.0"\n';
    expect(await settled({ 'package.json': manifest, 'yarn.lock': yarn })).toContain(
      'package.json pkg:npm/elliptic direct ?version',
    );
  });
});

const pom = (
  body: string,
  parent = '<parent><groupId>g</groupId><artifactId>p</artifactId><version>1</version></parent>',
) => `<project>${parent}${body}</project>`;
const bouncy = (version = '') =>
  `<dependency><groupId>org.bouncycastle</groupId><artifactId>bcprov-jdk18on</artifactId>${version}</dependency>`;

describe('what a tree manages for its modules', () => {
  it('gives a module its version and is no dependency of its own', async () => {
    const root = pom(
      `<dependencyManagement><dependencies>${bouncy('<version>1.78</version>')}</dependencies></dependencyManagement>`,
      '',
    );
    const files = { 'pom.xml': root, 'service/pom.xml': pom(`<dependencies>${bouncy()}</dependencies>`) };
    expect(await settled(files)).toEqual(['service/pom.xml pkg:maven/org.bouncycastle/bcprov-jdk18on@1.78 direct']);
  });

  it('stands beside the modules as a bill of materials', async () => {
    const bom = pom(
      `<dependencyManagement><dependencies>${bouncy('<version>1.81</version>')}</dependencies></dependencyManagement>`,
      '',
    );
    const files = { 'bom/pom.xml': bom, 'service/pom.xml': pom(`<dependencies>${bouncy()}</dependencies>`) };
    expect(await settled(files)).toEqual(['service/pom.xml pkg:maven/org.bouncycastle/bcprov-jdk18on@1.81 direct']);
  });

  it('comes from central package versions and from a workspace', async () => {
    const central = '<Project><ItemGroup><PackageVersion Include="jose-jwt" Version="5.0.0" /></ItemGroup></Project>';
    const project = '<Project><ItemGroup><PackageReference Include="jose-jwt" /></ItemGroup></Project>';
    expect(await settled({ 'Directory.Packages.props': central, 'src/App/App.csproj': project })).toEqual([
      'src/App/App.csproj pkg:nuget/jose-jwt@5.0.0 direct ?pqc',
    ]);
    const workspace = '[workspace.dependencies]\nring = "=0.17.8"\n';
    expect(
      await settled({ 'Cargo.toml': workspace, 'a/Cargo.toml': '[dependencies]\nring = { workspace = true }\n' }),
    ).toEqual(['a/Cargo.toml pkg:cargo/ring@0.17.8 direct']);
  });

  it('stays in the inventory where no module takes it', async () => {
    const root = pom(
      `<dependencyManagement><dependencies>${bouncy('<version>1.78</version>')}</dependencies></dependencyManagement>`,
      '',
    );
    expect(await settled({ 'pom.xml': root })).toEqual(['pom.xml pkg:maven/org.bouncycastle/bcprov-jdk18on@1.78']);
  });
});
