import type { Dependency } from '../dependency.js';
import { type JsonNode, member, readJson, textOf } from '../json.js';
import type { ManifestFormat } from '../manifest-parser.js';
import { parsePackageUrl } from '../package-url.js';

/** CycloneDX JSON (1.2 to 1.7): components with a package URL, at any nesting. */
export const CYCLONEDX: ManifestFormat = {
  id: 'cyclonedx',
  wants: (face) => face.extension === '.json' && face.includes('"CycloneDX"'),
  confidence: 0.9,
  read: (text) => components(member(readJson(text), 'components'), 0),
};

function* components(list: JsonNode | undefined, depth: number): Generator<Dependency> {
  for (const node of list?.items ?? []) {
    yield* fromPurl(member(node, 'purl'), textOf(member(node, 'version')));
    if (depth < 20) yield* components(member(node, 'components'), depth + 1);
  }
}

/** SPDX 2.x JSON: the purl among a package's external references. SPDX 3 JSON-LD: `software_packageUrl`. */
export const SPDX: ManifestFormat = {
  id: 'spdx',
  wants: (face) => face.extension === '.json' && face.includes('SPDX'),
  confidence: 0.9,
  *read(text) {
    const root = readJson(text);
    for (const node of member(root, 'packages')?.items ?? []) {
      for (const reference of member(node, 'externalRefs')?.items ?? []) {
        if (textOf(member(reference, 'referenceType')) !== 'purl') continue;
        yield* fromPurl(member(reference, 'referenceLocator'), textOf(member(node, 'versionInfo')));
      }
    }
    for (const node of member(root, '@graph')?.items ?? []) {
      yield* fromPurl(
        member(node, 'software_packageUrl') ?? member(node, 'packageUrl'),
        textOf(member(node, 'software_packageVersion')),
      );
    }
  },
};

function* fromPurl(node: JsonNode | undefined, version: string | undefined): Generator<Dependency> {
  const purl = textOf(node);
  const parsed = purl && parsePackageUrl(purl);
  if (!parsed || !node) return;
  const stated = parsed.version ?? version;
  yield {
    ecosystem: parsed.ecosystem,
    name: parsed.name,
    ...(stated && { version: stated }),
    at: node.at,
    locked: true,
  };
}
