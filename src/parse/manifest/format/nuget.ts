import type { Dependency } from '../dependency.js';
import { member, membersOf, readJson, textOf } from '../json.js';
import type { ManifestFormat } from '../manifest-parser.js';
import { child, descendants, readXml, type XmlElement } from '../xml.js';

/** Items that take a package; `PackageVersion` of Directory.Packages.props only says which version others get. */
const ITEMS = ['PackageReference', 'GlobalPackageReference'];

/** csproj and its kin, Directory.Packages.props, packages.config. NuGet's bare version is a lower bound that it takes. */
export const NUGET: ManifestFormat = {
  id: 'nuget',
  wants: (face) => /\.(csproj|fsproj|vbproj|props|targets)$/.test(face.name) || face.name === 'packages.config',
  *read(text) {
    const root = readXml(text);
    const properties = new Map<string, string>();
    for (const group of descendants(root, 'PropertyGroup'))
      for (const one of group.children) properties.set(one.name, one.text);
    for (const item of ITEMS) for (const element of descendants(root, item)) yield* reference(element, properties);
    for (const element of descendants(root, 'PackageVersion')) {
      for (const one of reference(element, properties)) yield { ...one, direct: false, details: { managed: true } };
    }
    for (const element of descendants(root, 'package')) {
      const { id, version } = element.attributes;
      if (id) yield { ecosystem: 'nuget', name: id, ...(version && { version }), at: element.at, direct: true };
    }
    for (const group of descendants(root, 'PropertyGroup')) {
      const framework = child(group, 'TargetFramework');
      const version = /^net(?:coreapp)?(\d+\.\d+)/.exec(framework?.text ?? '')?.[1];
      if (framework && version) yield { ecosystem: 'generic', name: 'dotnet', version, at: framework.at, direct: true };
    }
  },
};

function* reference(element: XmlElement, properties: ReadonlyMap<string, string>): Generator<Dependency> {
  const name = element.attributes['Include'] ?? element.attributes['Update'];
  const written =
    element.attributes['Version'] ?? element.attributes['VersionOverride'] ?? child(element, 'Version')?.text;
  if (!name) return;
  const version = written?.replace(/\$\((\w{1,80})\)/g, (whole, key: string) => properties.get(key) ?? whole);
  const exact = version !== undefined && /^\d[\w.+-]*$/.test(version);
  yield {
    ecosystem: 'nuget',
    name,
    ...(exact ? { version } : version ? { range: version } : {}),
    at: element.at,
    direct: true,
  };
}

/** packages.lock.json: frameworks → packages → resolved. */
export const NUGET_LOCK: ManifestFormat = {
  id: 'nuget-lock',
  wants: (face) => face.name === 'packages.lock.json',
  *read(text) {
    for (const [, packages] of membersOf(member(readJson(text), 'dependencies'))) {
      for (const [name, node] of membersOf(packages)) {
        const version = textOf(member(node, 'resolved'));
        if (version === undefined) continue;
        const direct = textOf(member(node, 'type')) === 'Direct';
        yield { ecosystem: 'nuget', name, version, at: node.keyAt ?? node.at, locked: true, direct };
      }
    }
  },
};
