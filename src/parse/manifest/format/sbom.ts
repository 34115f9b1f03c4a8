import type { Dependency } from '../dependency.js';
import { type JsonNode, member, readJson, textOf } from '../json.js';
import { lines } from '../lines.js';
import type { ManifestFormat } from '../manifest-parser.js';
import { parsePackageUrl } from '../package-url.js';
import { child, descendants, readXml } from '../xml.js';

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

/** CycloneDX XML: components with a `purl`, at any nesting. */
export const CYCLONEDX_XML: ManifestFormat = {
  id: 'cyclonedx-xml',
  wants: (face) => face.extension === '.xml' && face.includes('cyclonedx.org/schema/bom'),
  confidence: 0.9,
  *read(text) {
    for (const component of descendants(readXml(text), 'component')) {
      const purl = child(component, 'purl');
      if (purl) yield* stated(purl.text, child(component, 'version')?.text, purl.at);
    }
  },
};

/** SPDX 2.x tag-value, YAML and RDF/XML: each writes the package URL as one word of a line. */
export const SPDX_TEXT: ManifestFormat = {
  id: 'spdx-text',
  wants: (face) => /\.(?:spdx|spdx\.ya?ml|spdx\.rdf|spdx\.rdf\.xml)$/.test(face.name) && face.includes('SPDX'),
  confidence: 0.9,
  *read(text) {
    for (const { text: line, number } of lines(text)) {
      const found = /(?:^|[\s"'>])(pkg:[a-z]{2,20}\/[^\s"'<]{1,400})/.exec(line);
      if (!found || /^\s*#/.test(line)) continue;
      yield* stated(found[1] as string, undefined, { line: number, column: line.indexOf(found[1] as string) + 1 });
    }
  },
};

function* fromPurl(node: JsonNode | undefined, version: string | undefined): Generator<Dependency> {
  const purl = textOf(node);
  if (purl && node) yield* stated(purl, version, node.at);
}

function* stated(purl: string, version: string | undefined, at: Dependency['at']): Generator<Dependency> {
  const parsed = parsePackageUrl(purl);
  if (!parsed) return;
  const known = parsed.version ?? version;
  yield { ecosystem: parsed.ecosystem, name: parsed.name, ...(known && { version: known }), at, locked: true };
}
