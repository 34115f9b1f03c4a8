import { ParseError } from '../../../model/index.js';
import type { Dependency } from '../dependency.js';
import { lines, positionAt } from '../lines.js';
import type { ManifestFormat } from '../manifest-parser.js';
import { child, descendants, readXml, type XmlElement } from '../xml.js';

/** How many folders above a module its parents are looked for. */
const PARENTS = ['../pom.xml', '../../pom.xml', '../../../pom.xml', '../../../../pom.xml'];

/**
 * pom.xml: dependencies with the properties of the file and of its parents in the tree. What `dependencyManagement` lists is
 * no dependency: it gives the modules their versions, and is marked `managed`. Maven POM reference, "Dependency Management".
 */
export const POM: ManifestFormat = {
  id: 'maven',
  wants: (face) => face.name === 'pom.xml' || face.extension === '.pom',
  asks: (text) => {
    const written = /<parent>[\s\S]{0,2000}?<relativePath>\s*([^<\s]{1,200})\s*<\/relativePath>/.exec(text)?.[1];
    const own = written === undefined ? [] : [written.endsWith('.xml') ? written : `${written}/pom.xml`];
    return text.includes('<parent>') ? [...new Set([...own, ...PARENTS])] : [];
  },
  *read(text, _path, companions) {
    const root = readXml(text);
    const own = readProperties(root);
    const properties = new Map([...[...companions].reverse().flatMap(inherited), ...own]);
    const managed = new Map<string, string>();
    const management = new Set<XmlElement>();
    for (const list of descendants(root, 'dependencyManagement')) {
      for (const element of descendants(list, 'dependency')) {
        management.add(element);
        const version = child(element, 'version')?.text;
        if (version) managed.set(coordinates(element, properties), fill(version, properties));
      }
    }
    for (const element of descendants(root, 'dependency')) {
      if (!child(element, 'artifactId') || child(element, 'scope')?.text === 'import') continue;
      const found = dependency(element, properties, managed);
      if (!management.has(element)) yield found;
      else if (found.version !== undefined) yield { ...found, direct: false, details: { managed: true } };
    }
    yield* javaRelease(own);
  },
};

/** Properties of a parent; one that is not well-formed has been recorded at its own reading. */
function inherited(text: string): [string, Property][] {
  try {
    return [...readProperties(readXml(text))].filter(([name]) => !name.startsWith('project.'));
  } catch (error) {
    if (error instanceof ParseError) return [];
    throw error;
  }
}

/** META-INF/maven/.../pom.properties: what a jar is, said by the build that made it. */
export const JAR_PROPERTIES: ManifestFormat = {
  id: 'maven-jar',
  wants: (face) => face.name === 'pom.properties',
  *read(text) {
    const values = new Map<string, string>();
    let at = { line: 1, column: 1 };
    for (const { text: line, number } of lines(text)) {
      const pair = /^(groupId|artifactId|version)\s*=\s*([\w.+-]{1,120})\s*$/.exec(line);
      if (!pair) continue;
      values.set(pair[1] as string, pair[2] as string);
      if (pair[1] === 'version') at = { line: number, column: 1 };
    }
    const [group, artifact, version] = ['groupId', 'artifactId', 'version'].map((key) => values.get(key));
    if (group && artifact && version)
      yield { ecosystem: 'maven', name: `${group}:${artifact}`, version, at, locked: true };
  },
};

/**
 * META-INF/MANIFEST.MF of a jar that was not built by Maven, as those of Bouncy Castle: the vendor id is the group, the name of
 * the jar the artifact.
 */
export const JAR_MANIFEST: ManifestFormat = {
  id: 'jar-manifest',
  wants: (face) => face.path.endsWith('!/META-INF/MANIFEST.MF'),
  confidence: 0.85,
  *read(text, path) {
    const outer = path.slice(0, -'!/META-INF/MANIFEST.MF'.length);
    const jar = /([\w.-]{1,120}?)(?:-(\d[\w.+-]{0,60}))?\.jar$/i.exec(outer.slice(outer.lastIndexOf('/') + 1));
    const group = /^Implementation-Vendor-Id: ([\w.-]{1,120})\s*$/m.exec(text)?.[1];
    const stated = /^(?:Implementation|Bundle)-Version: (\d[\w.+-]{0,60})\s*$/m.exec(text);
    const version = jar?.[2] ?? stated?.[1];
    if (!jar || !group || version === undefined) return;
    const at = positionAt(text, stated?.index ?? 0);
    yield { ecosystem: 'maven', name: `${group}:${jar[1]}`, version, at, locked: true };
  },
};

function dependency(
  element: XmlElement,
  properties: ReadonlyMap<string, Property>,
  managed: ReadonlyMap<string, string>,
): Dependency {
  const name = coordinates(element, properties);
  const own = child(element, 'version')?.text;
  const version = own ? fill(own, properties) : managed.get(name);
  const exact = version !== undefined && /^[\w][\w.+-]*$/.test(version);
  const scope = child(element, 'scope')?.text;
  return {
    ecosystem: 'maven',
    name,
    ...(exact ? { version } : version !== undefined && { range: version }),
    at: (child(element, 'artifactId') ?? element).at,
    direct: true,
    ...(scope && { scope }),
  };
}

interface Property {
  readonly value: string;
  readonly at: Dependency['at'];
}

function readProperties(root: XmlElement): Map<string, Property> {
  const found = new Map<string, Property>();
  for (const properties of descendants(root, 'properties')) {
    for (const one of properties.children) found.set(one.name, { value: one.text, at: one.at });
  }
  const parent = child(root, 'parent');
  for (const name of ['version', 'groupId']) {
    const element = child(root, name) ?? child(parent, name);
    if (element) found.set(`project.${name}`, { value: element.text, at: element.at });
  }
  return found;
}

function coordinates(element: XmlElement, properties: ReadonlyMap<string, Property>): string {
  const part = (name: string): string => fill(child(element, name)?.text ?? '', properties);
  return `${part('groupId')}:${part('artifactId')}`;
}

/** Replaces `${name}` by the property, a few levels deep; what is not known stays as written. */
function fill(text: string, properties: ReadonlyMap<string, Property>): string {
  let current = text.slice(0, 300);
  for (let level = 0; level < 5 && current.includes('${'); level++) {
    const next = current.replace(
      /\$\{([^{}]{1,200})\}/g,
      (whole, name: string) => properties.get(name)?.value ?? whole,
    );
    if (next === current || next.length > 1000) break;
    current = next;
  }
  return current;
}

/** The Java release that is compiled for: the JDK is at least that. */
function* javaRelease(properties: ReadonlyMap<string, Property>): Generator<Dependency> {
  for (const name of ['maven.compiler.release', 'java.version', 'maven.compiler.target']) {
    const property = properties.get(name);
    const value = property && fill(property.value, properties).replace(/^1\./, '');
    if (!property || !value || !/^\d{1,2}$/.test(value)) continue;
    yield { ecosystem: 'generic', name: 'jdk', range: `>=${value}`, at: property.at, direct: true };
    return;
  }
}
