import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { sizeLimitOf } from '../../catalog/archive-names.js';
import { type Limits, ParseError } from '../../model/index.js';
import { type FileStamp, stampFrom } from './file-stamp.js';

export interface FileRead {
  readonly bytes: Buffer;
  /** As it was when reading began: a change meanwhile shows in a later stamp. */
  readonly stamp: FileStamp;
}

// A link that replaced a file after the walk is not followed; a pipe does not block.
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Reads a whole file, once.
 * @param follow true for a file that the user named: it may be a link
 * @param scratch memory to read into where the file fits: the bytes hold until the next file is read into it
 * @throws ParseError `too-large` beyond the limit, `unreadable` when the system refuses
 */
export function readWhole(absolute: string, limits: Limits, follow = false, scratch?: Buffer): FileRead {
  let handle: number;
  try {
    handle = openSync(absolute, follow ? constants.O_RDONLY : FLAGS);
  } catch (error) {
    throw unreadable(error);
  }
  try {
    const stats = fstatSync(handle);
    if (!stats.isFile()) throw new ParseError('not a regular file', undefined, 'unsupported');
    const most = sizeLimitOf(absolute, limits);
    if (stats.size > most) {
      const detail = `${stats.size} bytes; the limit is ${most} (--max-file-size)`;
      throw new ParseError(detail, undefined, 'too-large');
    }
    const fits = scratch !== undefined && stats.size <= scratch.length;
    const bytes = fits ? scratch.subarray(0, stats.size) : Buffer.allocUnsafeSlow(stats.size);
    let length = 0;
    while (length < bytes.length) {
      const read = readSync(handle, bytes, length, bytes.length - length, length);
      if (read === 0) break;
      length += read;
    }
    return { bytes: length === bytes.length ? bytes : bytes.subarray(0, length), stamp: stampFrom(stats) };
  } catch (error) {
    throw error instanceof ParseError ? error : unreadable(error);
  } finally {
    closeSync(handle);
  }
}

function unreadable(error: unknown): ParseError {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  const why = code === 'EACCES' || code === 'EPERM' ? 'no permission to read it' : `it cannot be read (${code})`;
  return new ParseError(why, undefined, 'unreadable');
}
