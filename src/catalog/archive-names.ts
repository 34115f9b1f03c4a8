import type { Limits } from '../model/index.js';

/** Names of what is unpacked; layers of container images are named by their digest. */
const ARCHIVE =
  /\.(?:tar|tgz|txz|tbz2?|tzst|gz|xz|bz2|zst|zip|jar|war|ear|apk|aar|aab|ipa|deb|rpm|whl|nupkg|cpio|oci|img)$|(?:^|\/)blobs\/sha256\/[0-9a-f]{64}$/i;

/**
 * How many octets a file of this name may have. An archive is a file system of its own, so the budget of archives is its
 * limit and not that of a single file.
 */
export function sizeLimitOf(path: string, limits: Limits): number {
  return ARCHIVE.test(path) ? Math.max(limits.archiveBytes, limits.fileBytes) : limits.fileBytes;
}
