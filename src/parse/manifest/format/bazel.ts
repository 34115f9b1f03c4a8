import { member, membersOf, readJson, textOf } from '../json.js';
import { lines } from '../lines.js';
import type { ManifestFormat } from '../manifest-parser.js';

/** MODULE.bazel and WORKSPACE: `bazel_dep(name, version)` and the Maven coordinates written as texts. Not run. */
export const BAZEL: ManifestFormat = {
  id: 'bazel',
  wants: (face) =>
    /^(?:module\.bazel|workspace(?:\.bazel)?)$/.test(face.name) || /_deps\.bzl$|^repositories\.bzl$/.test(face.name),
  confidence: 0.85,
  *read(text) {
    for (const { text: raw, number } of lines(text)) {
      const line = raw.replace(/(^|\s)#.*$/, '$1');
      const module = /\bbazel_dep\(\s*name\s*=\s*"([\w.-]{1,100})"(?:\s*,\s*version\s*=\s*"([\w.+-]{1,60})")?/.exec(
        line,
      );
      if (module) {
        const at = { line: number, column: line.indexOf(module[1] as string) + 1 };
        yield {
          ecosystem: 'generic',
          name: module[1] as string,
          ...(module[2] && { version: module[2] }),
          at,
          direct: true,
        };
      }
      for (const artifact of line.matchAll(/"([\w.-]{1,100}:[\w.-]{1,100}):(\d[\w.+-]{0,60})"/g)) {
        const at = { line: number, column: artifact.index + 2 };
        yield { ecosystem: 'maven', name: artifact[1] as string, version: artifact[2] as string, at, direct: true };
      }
    }
  },
};

/** maven_install.json of rules_jvm_external, versions 1 and 2. */
export const MAVEN_INSTALL: ManifestFormat = {
  id: 'maven-install',
  wants: (face) => /^(?:.*_)?maven_install\.json$/.test(face.name),
  *read(text) {
    const root = readJson(text);
    for (const [name, node] of membersOf(member(root, 'artifacts'))) {
      const version = textOf(member(node, 'version'));
      if (version) yield { ecosystem: 'maven', name, version, at: node.keyAt ?? node.at, locked: true };
    }
    for (const node of member(root, 'dependency_tree', 'dependencies')?.items ?? []) {
      const coordinates = textOf(member(node, 'coord'))?.split(':') ?? [];
      const [group, artifact, version] = [coordinates[0], coordinates[1], coordinates.at(-1)];
      if (!group || !artifact || !version || coordinates.length !== 3) continue;
      yield { ecosystem: 'maven', name: `${group}:${artifact}`, version, at: node.at, locked: true };
    }
  },
};
