import { member, readJson, textOf } from '../json.js';
import { lines } from '../lines.js';
import type { ManifestFormat } from '../manifest-parser.js';

/** Package.swift: `.package(url: "...", from: "1.0.0")`, read by lines, not run. */
export const PACKAGE_SWIFT: ManifestFormat = {
  id: 'swift',
  wants: (face) => face.name === 'package.swift',
  confidence: 0.9,
  *read(text) {
    for (const { text: line, number } of lines(text)) {
      const call = /^(?!\s*\/\/)[^"]{0,200}\.package\([^"]{0,100}url:\s*"([^"]{1,300})"(?:\s*,\s*(.{0,120}))?/.exec(
        line,
      );
      if (!call) continue;
      const rest = call[2] ?? '';
      const exact = /exact[:(]\s*"([^"]{1,60})"/.exec(rest)?.[1];
      const from = /(?:from:|upToNextMajor\(from:)\s*"([^"]{1,60})"/.exec(rest)?.[1];
      yield {
        ecosystem: 'swift',
        name: repository(call[1] as string),
        ...(exact ? { version: exact } : from !== undefined && { range: `^${from}` }),
        at: { line: number, column: line.indexOf(call[1] as string) + 1 },
        direct: true,
      };
    }
  },
};

/** Package.resolved, versions 1 to 3. */
export const PACKAGE_RESOLVED: ManifestFormat = {
  id: 'swift-lock',
  wants: (face) => face.name === 'package.resolved',
  *read(text) {
    const root = readJson(text);
    const pins = member(root, 'pins') ?? member(root, 'object', 'pins');
    for (const pin of pins?.items ?? []) {
      const node = member(pin, 'location') ?? member(pin, 'repositoryURL');
      const url = textOf(node);
      const version = textOf(member(pin, 'state', 'version'));
      if (!url || !node) continue;
      yield { ecosystem: 'swift', name: repository(url), ...(version && { version }), at: node.at, locked: true };
    }
  },
};

/** `https://github.com/apple/swift-crypto.git` → `github.com/apple/swift-crypto`, as package URLs have it. */
function repository(url: string): string {
  return url
    .replace(/^[a-z+]{2,10}:\/\/(?:[^@/]{1,100}@)?/, '')
    .replace(/^git@([^:]{1,100}):/, '$1/')
    .replace(/(?:\.git)?\/?$/, '');
}
