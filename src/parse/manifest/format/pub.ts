import type { Dependency } from '../dependency.js';
import { lines } from '../lines.js';
import type { ManifestFormat } from '../manifest-parser.js';

/** pubspec.yaml: the flat `name: range` lines of its dependency maps. */
export const PUBSPEC: ManifestFormat = {
  id: 'pub',
  wants: (face) => face.name === 'pubspec.yaml',
  *read(text) {
    let scope: string | undefined;
    let inside = false;
    for (const { text: line, number } of lines(text)) {
      const section = /^(\w{1,40}):/.exec(line)?.[1];
      if (section) {
        inside = section === 'dependencies' || section === 'dev_dependencies';
        scope = section === 'dev_dependencies' ? 'dev' : undefined;
      }
      const entry = /^ {2}(\w{1,100}):\s*["']?([^"'#{]{0,60})/.exec(line);
      if (!inside || !entry) continue;
      const range = (entry[2] as string).trim();
      const exact = /^\d+\.\d+\.\d+\S*$/.test(range);
      yield {
        ecosystem: 'pub',
        name: entry[1] as string,
        ...(exact ? { version: range } : range && range !== 'any' && { range }),
        at: { line: number, column: 3 },
        direct: true,
        ...(scope && { scope }),
      };
    }
  },
};

/** pubspec.lock: machine-written YAML of a fixed shape. */
export const PUBSPEC_LOCK: ManifestFormat = {
  id: 'pub-lock',
  wants: (face) => face.name === 'pubspec.lock',
  *read(text) {
    let open: Pick<Dependency, 'name' | 'at' | 'direct'> | undefined;
    for (const { text: line, number } of lines(text)) {
      const name = /^ {2}(\w{1,100}):\s*$/.exec(line)?.[1];
      if (name) open = { name, at: { line: number, column: 3 } };
      const kind = /^ {4}dependency: "?(direct|transitive)/.exec(line)?.[1];
      if (open && kind) open = { ...open, direct: kind === 'direct' };
      const version = /^ {4}version: "([^"]{1,60})"/.exec(line)?.[1];
      if (!open || !version) continue;
      yield { ecosystem: 'pub', ...open, version, locked: true };
      open = undefined;
    }
  },
};
