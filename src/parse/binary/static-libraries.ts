import type { Dependency } from '../manifest/dependency.js';

const AT = { line: 1, column: 1 };
const MAX_FOUND = 2_000;

/** Versions that libraries write into themselves and so into what they are linked into: `OpenSSL 3.0.13 30 Jan 2024`. */
export function bannerVersions(text: string, banners: ReadonlyMap<string, string>): Dependency[] {
  const found = new Map<string, Dependency>();
  for (const [banner, name] of banners) {
    for (let at = text.indexOf(banner), tries = 0; at >= 0 && tries < 500; at = text.indexOf(banner, at + 1), tries++) {
      const after = text.slice(at + banner.length, at + banner.length + 24);
      const version = /^v?(\d{1,2}\.\d{1,3}(?:\.\d{1,3}[a-z]?|(?=p\d)))(?:p\d)?(?=[ \0\n-])/.exec(after)?.[1];
      if (version) found.set(`${name} ${version}`, { ecosystem: 'generic', name, version, at: AT, locked: true });
    }
  }
  return [...found.values()];
}

/** Crates whose source paths a Rust program keeps for its panics: `.../registry/src/<index>/ring-0.17.8/src/lib.rs`, on Windows with backslashes. */
export function rustCrates(text: string): Dependency[] {
  const found = new Map<string, Dependency>();
  for (const marker of ['/registry/src/', '\\registry\\src\\']) {
    for (let at = text.indexOf(marker); at >= 0 && found.size < MAX_FOUND; at = text.indexOf(marker, at + 1)) {
      const path = text.slice(at + marker.length, at + marker.length + 200);
      const crate = /^[\w.-]{1,80}[\\/]([a-z0-9_-]{1,80}?)-(\d+\.\d+\.\d+[\w.+-]{0,40})[\\/]/i.exec(path);
      if (!crate) continue;
      const [, name, version] = crate as unknown as [string, string, string];
      found.set(`${name} ${version}`, { ecosystem: 'cargo', name, version, at: AT, locked: true });
    }
  }
  return [...found.values()];
}
