import type { Dependency } from '../dependency.js';
import { lines } from '../lines.js';
import type { ManifestFormat } from '../manifest-parser.js';
import { readToml, table } from '../toml.js';

const COORDINATES = /(['"])([\w.-]{1,100}:[\w.-]{1,100})(?::([^'"@\s:]{1,80}))?(?::[^'"\s]{0,80})?\1/;
const CALL =
  /^\s*(?:add\(\s*)?["']?(\w{0,40}(?:[iI]mplementation|[aA]pi|[cC]ompileOnly|[rR]untimeOnly|compile|runtime|testCompile|classpath|kapt|ksp|annotationProcessor|[pP]latform))\b["']?/;

/**
 * build.gradle and build.gradle.kts: dependency notations as text, with `$name` filled in from plain assignments of the
 * same file. The script is not run, so what it computes stays a range.
 */
export const GRADLE: ManifestFormat = {
  id: 'gradle',
  wants: (face) => /\.gradle(\.kts)?$/.test(face.name),
  confidence: 0.85,
  *read(text) {
    const known = new Map<string, string>();
    let comment = false;
    for (const { text: raw, number } of lines(text)) {
      const line = comment ? '' : raw.replace(/(^|\s)\/\/.*$/, '$1');
      if (raw.includes('/*')) comment = true;
      if (raw.includes('*/')) comment = false;
      const assigned =
        /^\s*(?:(?:def|val|var|ext\.|set\()\s*)?["']?([\w.]{1,80})["']?\s*[=,]\s*["']([\w.+-]{1,80})["']/.exec(line);
      if (assigned) known.set((assigned[1] as string).replace(/^ext\./, ''), assigned[2] as string);
      const call = CALL.exec(line);
      if (!call) continue;
      yield* notation(line, number, call[1] as string, known);
    }
  },
};

function* notation(
  line: string,
  number: number,
  call: string,
  known: ReadonlyMap<string, string>,
): Generator<Dependency> {
  const found = COORDINATES.exec(line) ?? mapNotation(line);
  if (!found) return;
  const version = fill(found[3], known);
  const exact = version !== undefined && /^\d[\w.-]*$/.test(version);
  yield {
    ecosystem: 'maven',
    name: found[2] as string,
    ...(exact ? { version } : version !== undefined && { range: version }),
    at: { line: number, column: line.indexOf(found[0]) + 2 },
    direct: true,
    ...(/test/i.test(call) && { scope: 'test' }),
  };
}

/** `group: 'a', name: 'b', version: 'c'` */
function mapNotation(line: string): [string, string, string, string | undefined] | undefined {
  const part = (key: string): string | undefined =>
    new RegExp(`\\b${key}\\s*[:=]\\s*["']([^"']{1,100})["']`).exec(line)?.[1];
  const [group, name, version] = [part('group'), part('name'), part('version')];
  return group && name ? ['group', '', `${group}:${name}`, version] : undefined;
}

function fill(version: string | undefined, known: ReadonlyMap<string, string>): string | undefined {
  return version?.replace(/\$\{?([\w.]{1,80})\}?/g, (whole, name: string) => known.get(name) ?? whole);
}

/** gradle/libs.versions.toml, the version catalogue. */
export const VERSION_CATALOGUE: ManifestFormat = {
  id: 'gradle-catalogue',
  wants: (face) => face.name.endsWith('.versions.toml'),
  *read(text) {
    const file = readToml(text);
    const versions = table(file.root, 'versions') ?? {};
    for (const [alias, value] of Object.entries(table(file.root, 'libraries') ?? {})) {
      const entry = typeof value === 'string' ? shortNotation(value) : (table(value) ?? {});
      const name = typeof entry['module'] === 'string' ? entry['module'] : `${entry['group']}:${entry['name']}`;
      const reference = table(entry['version'])?.['ref'];
      const version = typeof reference === 'string' ? versions[reference] : entry['version'];
      const stated = typeof version === 'string' ? version : undefined;
      yield {
        ecosystem: 'maven',
        name,
        ...(stated !== undefined && (/^\d[\w.-]*$/.test(stated) ? { version: stated } : { range: stated })),
        at: file.keyAt('libraries', alias),
        direct: true,
      };
    }
  },
};

function shortNotation(value: string): Record<string, unknown> {
  const [group, name, version] = value.split(':');
  return { group, name, version };
}

/** gradle.lockfile: `group:artifact:version=configurations`. */
export const GRADLE_LOCK: ManifestFormat = {
  id: 'gradle-lock',
  wants: (face) => face.name === 'gradle.lockfile' || face.name === 'buildscript-gradle.lockfile',
  *read(text) {
    for (const { text: line, number } of lines(text)) {
      const entry = /^([\w.-]{1,100}:[\w.-]{1,100}):([\w.+-]{1,80})=(.*)$/.exec(line);
      if (!entry) continue;
      const test = (entry[3] as string).split(',').every((one) => /^test/i.test(one));
      yield {
        ecosystem: 'maven',
        name: entry[1] as string,
        version: entry[2] as string,
        at: { line: number, column: 1 },
        locked: true,
        ...(test && { scope: 'test' }),
      };
    }
  },
};
