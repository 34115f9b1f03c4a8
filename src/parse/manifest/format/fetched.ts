import type { Dependency } from '../dependency.js';
import { lines, positionAt } from '../lines.js';
import type { ManifestFormat } from '../manifest-parser.js';

const CALL = /\b(?:FetchContent_Declare|ExternalProject_Add|CPM(?:Add|Find)Package)\s{0,8}\(/gi;
const MAX_CALL = 4_000;

/**
 * Sources that a CMake build fetches (FetchContent, ExternalProject, CPM.cmake): the repository or archive names the library, its
 * tag or file name the version. A commit says no version.
 */
export function* fetchedSources(text: string): Generator<Dependency> {
  for (const call of text.matchAll(CALL)) {
    const from = call.index + call[0].length;
    const body = text.slice(from, from + MAX_CALL);
    const end = body.indexOf(')');
    const words = end < 0 ? body : body.slice(0, end);
    const where =
      /\b(?:GIT_REPOSITORY|URL|GITHUB_REPOSITORY|GITLAB_REPOSITORY)\s{1,20}"?([^\s"]{3,300})/.exec(words) ??
      /^\s{0,8}"?(?:gh|gl|bb):([^\s"#@]{3,200})/.exec(words);
    if (!where) continue;
    const name = libraryName(where[1] as string);
    const tag =
      /\b(?:GIT_TAG|VERSION|URL_VERSION)\s{1,20}"?([^\s"]{1,100})/.exec(words)?.[1] ??
      /["@#]?@v?([\d.]{3,20})/.exec(words)?.[1];
    const version = versionOf(tag ?? '') ?? versionOf(where[1] as string);
    const offset = from + where.index + where[0].length - (where[1] as string).length;
    yield {
      ecosystem: 'cmake',
      name,
      ...(version !== undefined && { version }),
      at: positionAt(text, offset),
      direct: true,
      details: { fetched: true },
    };
  }
}

/** Meson subprojects: `openssl.wrap` with `directory = openssl-3.0.8` or a revision. */
export const MESON_WRAP: ManifestFormat = {
  id: 'meson-wrap',
  wants: (face) => face.extension === '.wrap' && face.path.includes('subprojects/'),
  confidence: 0.85,
  *read(text, path) {
    const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.wrap$/i, '');
    for (const { text: line, number } of lines(text)) {
      const found = /^\s*(?:directory|revision)\s*=\s*(\S{1,200})/.exec(line);
      const version = versionOf(found?.[1] ?? '');
      if (version === undefined) continue;
      yield {
        ecosystem: 'cmake',
        name,
        version,
        at: { line: number, column: line.indexOf(found![1] as string) + 1 },
        direct: true,
      };
      return;
    }
    yield { ecosystem: 'cmake', name, at: { line: 1, column: 1 }, direct: true };
  },
};

/** .gitmodules (gitmodules(5)): libraries whose sources lie in the tree as submodules; the commit is not in the file. */
export const GIT_MODULES: ManifestFormat = {
  id: 'git-modules',
  wants: (face) => face.name === '.gitmodules',
  confidence: 0.8,
  *read(text) {
    for (const { text: line, number } of lines(text)) {
      const url = /^\s*url\s*=\s*(\S{3,300})/.exec(line)?.[1];
      if (!url) continue;
      const at = { line: number, column: line.indexOf(url) + 1 };
      yield { ecosystem: 'cmake', name: libraryName(url), at, direct: true };
    }
  },
};

/** `https://github.com/Mbed-TLS/mbedtls.git`, `…/openssl-3.5.0.tar.gz`, `…/openssl/archive/refs/tags/openssl-3.5.0.zip`. */
function libraryName(url: string): string {
  const path = url
    .replace(/[?#].*$/, '')
    .replace(/\/(?:archive|releases|-\/archive)\/.*$/, '')
    .replace(/\/+$/, '');
  return path
    .slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1)
    .replace(/\.git$/i, '')
    .replace(/(?:\.src)?\.(?:tar\.\w{1,4}|tgz|txz|zip)$/i, '')
    .replace(/[-_]v?\d[\w.]*$/, '')
    .toLowerCase();
}

/** `openssl-3.5.0`, `v3.6.0`, `OpenSSL_1_1_1w`, `mbedtls-3.6.2`; no commit. */
function versionOf(tag: string): string | undefined {
  const last = tag.slice(tag.lastIndexOf('/') + 1).replace(/(?:\.src)?\.(?:tar\.\w{1,4}|tgz|txz|zip)$/i, '');
  if (/^[0-9a-f]{7,64}$/i.test(last) && !/^\d+$/.test(last)) return undefined;
  const found = /(?:^|[-_v])(\d{1,4}[._]\d{1,4}(?:[._]\d{1,6})*[a-z]?)(?:$|[-_+])/i.exec(last)?.[1];
  return found?.replaceAll('_', '.');
}
