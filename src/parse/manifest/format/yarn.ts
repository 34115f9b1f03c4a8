import type { Dependency } from '../dependency.js';
import { lines } from '../lines.js';
import type { ManifestFormat } from '../manifest-parser.js';

/**
 * yarn.lock, version 1 and Berry. The key names what is asked for (`a@^1, a@^2:`), the next `version` what it became.
 * An alias (`x@npm:real@1`) is the real package.
 */
export const YARN_LOCK: ManifestFormat = {
  id: 'yarn-lock',
  wants: (face) => face.name === 'yarn.lock',
  *read(text) {
    let open: Pick<Dependency, 'name' | 'at'> | undefined;
    for (const { text: line, number } of lines(text)) {
      const key = /^"?((?:@[^/@\s]{1,200}\/)?[^@\s"]{1,200})@([^"]{0,400})/.exec(line);
      if (key && line.trimEnd().endsWith(':')) {
        const alias = /^npm:((?:@[^/@\s]{1,200}\/)?[^@\s",]{1,200})@/.exec(key[2] ?? '');
        open = { name: alias?.[1] ?? (key[1] as string), at: { line: number, column: line.startsWith('"') ? 2 : 1 } };
        continue;
      }
      const version = /^ {2}version:? "?([^"\s]{1,200})"?/.exec(line);
      if (!open || !version || line.includes('0.0.0-use.local')) continue;
      yield { ecosystem: 'npm', ...open, version: version[1] as string, locked: true };
      open = undefined;
    }
  },
};

/** pnpm-lock.yaml, versions 5 to 9: the keys of `packages:`. Machine-written, so read by lines: large and always alike. */
export const PNPM_LOCK: ManifestFormat = {
  id: 'pnpm-lock',
  wants: (face) => face.name === 'pnpm-lock.yaml',
  *read(text) {
    let inside = false;
    for (const { text: line, number } of lines(text)) {
      if (/^\S/.test(line)) inside = line.startsWith('packages:');
      if (!inside) continue;
      // `/a@1.0.0:` (6), `a@1.0.0:` (9), `/a/1.0.0:` (5), peers in parentheses or after `_`
      const key = /^ {2}'?\/?((?:@[^/@\s]{1,200}\/)?[^@/\s'"]{1,200})[@/]([^\s():_']{1,200})[^:]{0,600}:/.exec(line);
      if (!key || !/^\d/.test(key[2] ?? '')) continue;
      const column = line.indexOf(key[1] as string) + 1;
      yield {
        ecosystem: 'npm',
        name: key[1] as string,
        version: key[2] as string,
        at: { line: number, column },
        locked: true,
      };
    }
  },
};

/** bun.lock (text): `"name": ["name@1.2.3", ...]`, one a line. The binary bun.lockb is an attempt (`bun-lockb.ts`). */
export const BUN_LOCK: ManifestFormat = {
  id: 'bun-lock',
  wants: (face) => face.name === 'bun.lock',
  *read(text) {
    for (const { text: line, number } of lines(text)) {
      const entry = /^(\s*)"[^"]{1,400}":\s*\["((?:@[^/@"]{1,200}\/)?[^@"]{1,200})@(\d[^"]{0,200})"/.exec(line);
      if (!entry) continue;
      const column = (entry[1] as string).length + 2;
      yield {
        ecosystem: 'npm',
        name: entry[2] as string,
        version: entry[3] as string,
        at: { line: number, column },
        locked: true,
      };
    }
  },
};
