import type { Parser } from '../parser.js';
import { isCpio } from './magic.js';
import { cutAfter, Unpacking } from './unpacking.js';

const HEADER = 110;
const TRAILER = 'TRAILER!!!';
const FILE = 0o100000;
const TYPE = 0o170000;

/** cpio(5), "New ASCII Format": the contents of RPM packages and of initial RAM disks. */
export const CPIO_PARSER: Parser = {
  id: 'cpio',
  wants: ({ bytes }) => isCpio(bytes),
  parse(artifact, context) {
    const view = Buffer.from(artifact.bytes.buffer, artifact.bytes.byteOffset, artifact.bytes.byteLength);
    const unpacking = new Unpacking(artifact, context.limits, 'cpio');
    for (let at = 0; at < view.length && !unpacking.stopped; ) {
      const entry = entryAt(view, at);
      if (!entry || entry.end > view.length) {
        unpacking.cut(entry?.name ?? '', view.subarray(entry?.start ?? view.length), cutAfter('cpio', unpacking));
        break;
      }
      if (entry.name === TRAILER) break;
      if (entry.isFile && unpacking.wants(entry.name)) unpacking.add(entry.name, view.subarray(entry.start, entry.end));
      at = aligned(entry.end);
    }
    return unpacking.result();
  },
};

function entryAt(view: Buffer, at: number) {
  const field = (index: number) =>
    Number.parseInt(view.toString('latin1', at + 6 + index * 8, at + 14 + index * 8), 16);
  const [mode, size, nameLength] = [field(1), field(6), field(11)] as [number, number, number];
  const start = aligned(at + HEADER + nameLength);
  const end = start + size;
  if (!isCpio(view.subarray(at)) || !(nameLength > 0) || !(size >= 0) || start > view.length) return undefined;
  const name = view.toString('utf8', at + HEADER, at + HEADER + nameLength - 1);
  return { name, start, end, isFile: (mode & TYPE) === FILE };
}

function aligned(offset: number): number {
  return (offset + 3) & ~3;
}
