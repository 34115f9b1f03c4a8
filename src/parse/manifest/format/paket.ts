import { lines } from '../lines.js';
import type { ManifestFormat } from '../manifest-parser.js';

/** paket.dependencies: `nuget Name ~> 1.2`. */
export const PAKET: ManifestFormat = {
  id: 'paket',
  wants: (face) => face.name === 'paket.dependencies',
  *read(text) {
    let group = '';
    for (const { text: line, number } of lines(text)) {
      group = /^\s*group\s+(\S{1,80})/i.exec(line)?.[1] ?? group;
      const entry = /^\s*nuget\s+([\w.-]{1,120})(?:\s+([^/#]{1,80}))?/i.exec(line);
      if (!entry) continue;
      const written = (entry[2] ?? '').replace(/\s+(?:prerelease|framework:|storage:|copy_).*$/i, '').trim();
      const exact = /^(?:==?\s*)?(\d[\w.-]*)$/.exec(written)?.[1];
      yield {
        ecosystem: 'nuget',
        name: entry[1] as string,
        ...(exact !== undefined ? { version: exact } : /\d/.test(written) && { range: written }),
        at: { line: number, column: line.indexOf(entry[1] as string) + 1 },
        direct: true,
        ...(/^(?:test|build|docs?)/i.test(group) && { scope: 'dev' }),
      };
    }
  },
};

/** paket.lock: `    Name (1.2.3)` below `NUGET`; deeper lines are requirements. */
export const PAKET_LOCK: ManifestFormat = {
  id: 'paket-lock',
  wants: (face) => face.name === 'paket.lock',
  *read(text) {
    let section = '';
    for (const { text: line, number } of lines(text)) {
      if (/^\S/.test(line)) section = line.trim();
      const entry = /^ {4}([\w.-]{1,120}) \((\d[\w.+-]{0,60})\)/.exec(line);
      if (!entry || !/^NUGET/.test(section)) continue;
      const at = { line: number, column: 5 };
      yield { ecosystem: 'nuget', name: entry[1] as string, version: entry[2] as string, at, locked: true };
    }
  },
};
