import { lines } from '../lines.js';
import type { ManifestFormat } from '../manifest-parser.js';

/** Podfile and podspecs: `pod 'Name/Part', '~> 1.0'` and `s.dependency 'Name', '~> 1.0'`, not run. */
export const PODFILE: ManifestFormat = {
  id: 'podfile',
  wants: (face) => face.name === 'podfile' || face.extension === '.podspec',
  *read(text) {
    for (const { text: line, number } of lines(text)) {
      const pod =
        /^\s*(?:pod|\w{1,20}\.(?:\w{1,20}\.)?dependency)[\s(]+(['"])([\w.+-]{1,100})(?:\/[^'"]{1,100})?\1(?:\s*,\s*(['"])([^'"]{1,60})\3)?/.exec(
          line,
        );
      if (!pod) continue;
      const exact = /^=?\s*(\d[\w.-]*)$/.exec(pod[4] ?? '')?.[1];
      yield {
        ecosystem: 'cocoapods',
        name: pod[2] as string,
        ...(exact !== undefined ? { version: exact } : pod[4] !== undefined && { range: pod[4] }),
        at: { line: number, column: line.indexOf(pod[2] as string) + 1 },
        direct: true,
      };
    }
  },
};

/** Podfile.lock: `  - Name (1.2.3)` under PODS. */
export const PODFILE_LOCK: ManifestFormat = {
  id: 'podfile-lock',
  wants: (face) => face.name === 'podfile.lock',
  *read(text) {
    for (const { text: line, number } of lines(text)) {
      const pod = /^ {2}- "?([\w.+-]{1,100})(?:\/[^ ]{1,100})? \(([\d][\w.-]{0,60})\)/.exec(line);
      if (!pod) continue;
      const at = { line: number, column: line.indexOf(pod[1] as string) + 1 };
      yield { ecosystem: 'cocoapods', name: pod[1] as string, version: pod[2] as string, at, locked: true };
    }
  },
};

/** Cartfile and Cartfile.resolved of Carthage: `github "owner/name" "1.2.3"`. Packages are those of Swift. */
export const CARTFILE: ManifestFormat = {
  id: 'cartfile',
  wants: (face) => /^cartfile(?:\.private|\.resolved)?$/.test(face.name),
  *read(text, path) {
    const locked = path.toLowerCase().endsWith('.resolved');
    for (const { text: line, number } of lines(text)) {
      const entry = /^\s*github\s+"([\w.-]{1,100}\/[\w.-]{1,100})"(?:\s+(~>|>=|==)?\s*"?v?(\d[\w.-]{0,60}))?/.exec(
        line,
      );
      if (!entry) continue;
      const exact = entry[3] !== undefined && (locked || entry[2] === '==');
      yield {
        ecosystem: 'swift',
        name: `github.com/${entry[1]}`,
        ...(exact
          ? { version: entry[3] as string }
          : entry[3] !== undefined && { range: `${entry[2] ?? ''}${entry[3]}` }),
        at: { line: number, column: line.indexOf(entry[1] as string) + 1 },
        ...(locked ? { locked } : { direct: true }),
      };
    }
  },
};
