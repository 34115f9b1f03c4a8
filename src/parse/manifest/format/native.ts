import { member, readJson, textOf } from '../json.js';
import { lines } from '../lines.js';
import type { ManifestFormat } from '../manifest-parser.js';
import { fetchedSources } from './fetched.js';

/** conanfile.txt, conanfile.py and conan.lock: references `name/version[@user/channel][#revision]`. */
export const CONAN: ManifestFormat = {
  id: 'conan',
  wants: (face) => face.name === 'conanfile.txt' || face.name === 'conanfile.py' || face.name === 'conan.lock',
  confidence: 0.9,
  *read(text, path) {
    const python = path.endsWith('.py');
    const locked = path.endsWith('.lock');
    for (const { text: line, number } of lines(text)) {
      if (/^\s*#/.test(line)) continue;
      const found =
        python || locked
          ? /["']([a-z0-9_+.-]{2,100})\/(\[[^\]]{1,60}\]|[\w.+-]{1,60})[@#"']/.exec(line)
          : /^\s*([a-z0-9_+.-]{2,100})\/(\[[^\]]{1,60}\]|[\w.+-]{1,60})(?:[@#\s]|$)/.exec(line);
      if (!found || (python && !/requires|requirement|tool_requires/.test(line) && !/^\s*["']/.test(line))) continue;
      const written = found[2] as string;
      const range = written.startsWith('[') ? written.slice(1, -1) : undefined;
      yield {
        ecosystem: 'conan',
        name: found[1] as string,
        ...(range === undefined ? { version: written } : { range }),
        at: { line: number, column: line.indexOf(found[1] as string) + 1 },
        ...(locked ? { locked } : { direct: true }),
      };
    }
  },
};

/** vcpkg.json: names, `version>=` and overrides. */
export const VCPKG: ManifestFormat = {
  id: 'vcpkg',
  wants: (face) => face.name === 'vcpkg.json',
  *read(text) {
    const root = readJson(text);
    for (const section of ['dependencies', 'overrides']) {
      for (const node of member(root, section)?.items ?? []) {
        const nameNode = textOf(node) === undefined ? member(node, 'name') : node;
        const name = textOf(nameNode);
        if (!name || !nameNode) continue;
        const version = textOf(member(node, 'version')) ?? textOf(member(node, 'version-string'));
        const low = textOf(member(node, 'version>='));
        yield {
          ecosystem: 'vcpkg',
          name,
          ...(version ? { version } : low !== undefined && { range: `>=${low}` }),
          at: nameNode.at,
          direct: true,
        };
      }
    }
  },
};

/** CMake: what the build fetches, `find_package(OpenSSL 3.0 REQUIRED)`, `pkg_check_modules(X libsodium>=1.0)`; Meson: `dependency('openssl')`. */
export const CMAKE: ManifestFormat = {
  id: 'cmake',
  wants: (face) => face.name === 'cmakelists.txt' || face.extension === '.cmake' || face.name === 'meson.build',
  confidence: 0.75,
  *read(text) {
    yield* fetchedSources(
      text.replace(/(^|\s)#[^\n]*/g, (comment, before: string) => before + ' '.repeat(comment.length - before.length)),
    );
    for (const { text: raw, number } of lines(text)) {
      const line = raw.replace(/(^|\s)#.*$/, '$1');
      const found =
        /\bfind_package\s*\(\s*([\w.+-]{1,80})(?:\s+(\d[\w.]{0,40}))?/i.exec(line) ??
        /\bpkg_(?:check|search)_modules?\s*\(\s*\w{1,80}(?:\s+(?:REQUIRED|QUIET|IMPORTED_TARGET|GLOBAL)){0,4}\s+"?([\w.+-]{1,80})(?:>=?([\w.]{1,40}))?/i.exec(
          line,
        ) ??
        /\bdependency\(\s*'([\w.+-]{1,80})'(?:.{0,80}version\s*:\s*'>=?\s*([\w.]{1,40})')?/.exec(line);
      if (!found) continue;
      yield {
        ecosystem: 'cmake',
        name: found[1] as string,
        ...(found[2] !== undefined && { range: `>=${found[2]}` }),
        at: { line: number, column: line.indexOf(found[1] as string, found.index) + 1 },
        direct: true,
      };
    }
  },
};
