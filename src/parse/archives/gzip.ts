import { gunzipSync } from 'node:zlib';
import type { Parser } from '../parser.js';
import { Unpacking } from './unpacking.js';

/** RFC 1952. What comes out (often a tar) is parsed under its own name. */
export const GZIP_PARSER: Parser = {
  id: 'gzip',
  wants: ({ bytes }) => bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8,
  parse(artifact, context) {
    const unpacking = new Unpacking(artifact, context.limits, 'gzip');
    const most = unpacking.expansion(artifact.bytes.length);
    try {
      unpacking.add(innerName(artifact.path), gunzipSync(artifact.bytes, { maxOutputLength: Math.max(1, most) }));
    } catch (error) {
      const bomb = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
      if (bomb) unpacking.stop('limit', `it expands to more than ${most} bytes and was not opened`);
      else unpacking.stop('malformed', 'gzip: the compressed data are cut or damaged');
    }
    return unpacking.result();
  },
};

function innerName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.replace(/\.tgz$/i, '.tar').replace(/\.gz$/i, '') || 'content';
}
