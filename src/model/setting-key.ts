/**
 * A key of a setting as it is compared: `key-type` of a file is `keyType` of a program, `Signing:Curve` is `Signing.Curve`
 * (relaxed binding of Spring, configuration keys of .NET, names of fields of Go, serde's renaming).
 */
export function foldedKey(key: string): string {
  return key.replaceAll(':', '.').replace(/[-_]/g, '').toLowerCase();
}

/** The last part of a key, as a pattern for the texts of files in which it may stand. */
export function lastPartPattern(key: string): string {
  const last = key.slice(Math.max(key.lastIndexOf('.'), key.lastIndexOf(':')) + 1);
  const words = last.replace(/([a-z\d])(?=[A-Z])/g, '$1_').split(/[-_]+/);
  return words.map((word) => word.replace(/[^\w]/g, '\\$&')).join('[-_]?');
}
