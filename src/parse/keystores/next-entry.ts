/**
 * Where the entry after a serialized object begins: the next place that reads as an entry (kind 1 to 3, a printable
 * alias, a date between 1995 and 2100), or the end.
 */
export function nextEntry(bytes: Uint8Array, from: number, end: number): number {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = from + 1; at < end - 14; at++) {
    if (view[at] !== 0 || view[at + 1] !== 0 || view[at + 2] !== 0) continue;
    const tag = view[at + 3] as number;
    if (tag < 1 || tag > 3) continue;
    const length = view.readUInt16BE(at + 4);
    const behind = at + 6 + length;
    if (length > 512 || behind + 8 > end) continue;
    const milliseconds = Number(view.readBigInt64BE(behind));
    if (milliseconds < 788918400000 || milliseconds > 4102444800000) continue;
    if (view.subarray(at + 6, behind).every((octet) => octet >= 0x20)) return at;
  }
  return Math.max(from, end);
}
