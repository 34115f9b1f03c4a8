import type { Parser } from '../parser.js';
import { startsWith } from './magic.js';
import { cutAfter, Unpacking } from './unpacking.js';

const MAGIC = '!<arch>\n';
const HEADER = 60;

/** ar: Debian packages (control.tar, data.tar) and static libraries. */
export const AR_PARSER: Parser = {
  id: 'ar',
  wants: ({ bytes }) => startsWith(bytes, MAGIC),
  parse(artifact, context) {
    const view = Buffer.from(artifact.bytes.buffer, artifact.bytes.byteOffset, artifact.bytes.byteLength);
    const unpacking = new Unpacking(artifact, context.limits, 'ar');
    for (let at = MAGIC.length; at + HEADER <= view.length && !unpacking.stopped; ) {
      const name = view
        .subarray(at, at + 16)
        .toString('latin1')
        .trim()
        .replace(/\/$/, '');
      const size = Number(
        view
          .subarray(at + 48, at + 58)
          .toString('latin1')
          .trim(),
      );
      const start = at + HEADER;
      if (!Number.isSafeInteger(size) || size < 0 || start + size > view.length) {
        unpacking.cut(name || 'unnamed', view.subarray(start), cutAfter('ar', unpacking));
        break;
      }
      if (name !== '' && name !== '/') unpacking.add(name, view.subarray(start, start + size));
      at = start + size + (size % 2);
    }
    return unpacking.result();
  },
};
