/** WIN_CERT_TYPE_PKCS_SIGNED_DATA. */
const PKCS7 = 2;
const PE32_PLUS = 0x20b;
const MAX_MESSAGES = 64;

/** The attribute certificate table of a Windows executable (PE format, "The Attribute Certificate Table"): CMS messages. */
export function authenticodeOf(view: Buffer): { start: number; messages: Uint8Array[] } | undefined {
  if (view.length < 0x40) return undefined;
  const header = view.readUInt32LE(0x3c);
  if (header + 24 + 160 > view.length || view.toString('latin1', header, header + 4) !== 'PE\0\0') return undefined;
  const optional = header + 24;
  const directory = optional + (view.readUInt16LE(optional) === PE32_PLUS ? 112 : 96) + 4 * 8;
  const start = view.readUInt32LE(directory); // a file offset, unlike the other directories
  const end = Math.min(start + view.readUInt32LE(directory + 4), view.length);
  const messages: Uint8Array[] = [];
  for (let at = start; start > 0 && at + 8 <= end && messages.length < MAX_MESSAGES; ) {
    const length = view.readUInt32LE(at);
    if (length < 8 || at + length > end) break;
    if (view.readUInt16LE(at + 6) === PKCS7) messages.push(view.subarray(at + 8, at + length));
    at += Math.ceil(length / 8) * 8;
  }
  return messages.length > 0 ? { start, messages } : undefined;
}
