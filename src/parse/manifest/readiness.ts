import { isLineOf } from '../../catalog/versions.js';
import type { LibraryAsset } from '../../model/index.js';
import type { LibraryEntry } from './library-index.js';
import { rangeBounds } from './range.js';
import { compareVersions } from './version.js';

/** How far a library at a version is from post-quantum cryptography, and why when that cannot be said. */
export interface Readiness {
  readonly pqc: LibraryAsset['pqc'];
  readonly why?: string;
}

/**
 * Judges the version of a library by its entry.
 * @param version exact version, or a floating one (`24`, `3.12`) as image tags have it
 * @param range what a manifest allows, when there is no exact version
 */
export function readiness(entry: LibraryEntry, version?: string, range?: string): Readiness {
  const { pqc } = entry;
  if (pqc === 'none') return { pqc: 'none' };
  if (pqc === 'unknown')
    return { pqc: 'unknown', why: entry.note ?? 'nothing is recorded about post-quantum support of this library' };
  if ('follows' in pqc) return { pqc: 'unknown', why: `decided by ${pqc.follows}, which it uses` };
  if (version) return ofVersion(version, pqc.since, pqc.branches ?? []);
  return range
    ? ofRange(range, pqc.since, pqc.branches ?? [])
    : { pqc: 'unknown', why: `no version is stated; ${pqc.since} or newer is needed` };
}

function ofVersion(version: string, since: string, branches: readonly string[]): Readiness {
  if (!/\d/.test(version)) return { pqc: 'unknown', why: `${version} is no number; ${since} or newer is needed` };
  if (compareVersions(version, since) >= 0) return { pqc: 'capable-now' };
  for (const first of [...branches, since]) {
    if (isLineOf(version, first) && compareVersions(version, first) < 0) {
      return { pqc: 'unknown', why: `${version} names a moving line; ${first} or newer is needed` };
    }
  }
  const branch = branches.some((first) => sameLine(version, first) && compareVersions(version, first) >= 0);
  return { pqc: branch ? 'capable-now' : 'needs-upgrade' };
}

function ofRange(range: string, since: string, branches: readonly string[]): Readiness {
  const { low, below } = rangeBounds(range);
  if (low && compareVersions(low, since) >= 0) return { pqc: 'capable-now' };
  const inside = branches.some((first) => !below || compareVersions(first, below) < 0);
  if (below && compareVersions(below, since) <= 0 && !inside) return { pqc: 'needs-upgrade' };
  return {
    pqc: 'unknown',
    why: `${range} allows versions before and after ${[...branches, since].join(' and ')}`,
  };
}

/** Branches are told apart by their major version: 22.20.0 covers all later 22.x. */
function sameLine(version: string, first: string): boolean {
  return version.split('.')[0] === first.split('.')[0];
}
