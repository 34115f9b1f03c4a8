// The files of some folders, and what stands in them for other tools to read: found without qday's own reading.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const MAX_BYTES = 128 * 1024 * 1024;

export function* filesIn(paths) {
  for (const path of paths) {
    const about = statSync(path, { throwIfNoEntry: false });
    if (about?.isDirectory()) yield* filesIn(readdirSync(path).map((name) => join(path, name)));
    else if (about?.isFile() && about.size <= MAX_BYTES) yield path;
  }
}

const BLOCK = /^-----BEGIN ([A-Z0-9 .]+)-----\r?\n([A-Za-z0-9+/=\r\n]+)-----END \1-----/gm;

/**
 * Whole PEM blocks without headers, and DER files as a block of their own. Test vectors keep PEM in JSON strings, where a line
 * ends in a backslash and an `n`.
 */
export function blocksOf(path) {
  const bytes = readFileSync(path);
  if (bytes[0] === 0x30 && (bytes[1] ?? 0) >= 0x80) return [{ label: 'DER', der: bytes, path }];
  if (!bytes.includes('-----BEGIN ')) return [];
  const text = bytes.toString('latin1').replaceAll('\\n', '\n').replaceAll('"-----BEGIN', '\n-----BEGIN');
  return [...text.matchAll(BLOCK)].map(([, label, base64]) => ({ label, der: Buffer.from(base64, 'base64'), path }));
}
