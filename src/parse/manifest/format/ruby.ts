import { lines } from '../lines.js';
import type { ManifestFormat } from '../manifest-parser.js';

/** Gemfile, gems.rb and gemspecs: the `gem` and `add_dependency` lines, not run. */
export const GEMFILE: ManifestFormat = {
  id: 'gemfile',
  wants: (face) => face.name === 'gemfile' || face.name === 'gems.rb' || face.extension === '.gemspec',
  *read(text) {
    let group = '';
    for (const { text: line, number } of lines(text)) {
      const opened = /^\s*group\b(.{0,120})\bdo\b/.exec(line);
      if (opened) group = opened[1] as string;
      else if (/^end\b/.test(line)) group = '';
      const gem =
        /^\s*(?:gem|\w{1,20}\.add_(\w{0,20}?)_?dependency)[\s(]+(['"])([\w.-]{1,100})\2(?:\s*,\s*(['"])([^'"]{1,60})\4)?/.exec(
          line,
        );
      if (!gem) continue;
      const range = gem[5];
      const exact = range?.match(/^=?\s*(\d[\w.]*)$/)?.[1];
      const dev =
        gem[1] === 'development' || (/:(?:test|development)/.test(group + line) && !/:production|:default/.test(group));
      yield {
        ecosystem: 'gem',
        name: gem[3] as string,
        ...(exact ? { version: exact } : range !== undefined && { range }),
        at: { line: number, column: line.indexOf(gem[3] as string) + 1 },
        direct: true,
        ...(dev && { scope: 'dev' }),
      };
    }
  },
};

/** Gemfile.lock: `    name (1.2.3)` in the `specs:` of GEM, GIT and PATH; deeper lines are requirements. */
export const GEMFILE_LOCK: ManifestFormat = {
  id: 'gemfile-lock',
  wants: (face) => face.name === 'gemfile.lock' || face.name === 'gems.locked',
  *read(text) {
    const all = [...lines(text)];
    const direct = new Set<string>();
    let section = '';
    for (const { text: line } of all) {
      if (/^\S/.test(line)) section = line.trim();
      const name = /^ {2}([\w.-]{1,100})/.exec(line)?.[1];
      if (section === 'DEPENDENCIES' && name) direct.add(name);
    }
    for (const { text: line, number } of all) {
      const spec = /^ {4}([\w.-]{1,100}) \(([\w.]{1,60})(?:-[\w.-]{1,60})?\)$/.exec(line);
      if (!spec) continue;
      const name = spec[1] as string;
      const at = { line: number, column: 5 };
      yield { ecosystem: 'gem', name, version: spec[2] as string, at, locked: true, direct: direct.has(name) };
    }
  },
};
