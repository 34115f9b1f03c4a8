const TC_ARRAY = 0x75;
const TC_CLASSDESC = 0x72;
const TC_REFERENCE = 0x71;
const TC_STRING = 0x74;
/** Name `[B`, serial number (8), flags (1), no fields (2), end of annotations, no superclass. */
const BYTE_ARRAY_CLASS = 2 + 2 + 8 + 1 + 2 + 1 + 1;
const MAX_VALUES = 16;

/**
 * The arrays of octets in a serialized Java object (Java Object Serialization Specification 6.4), in their order. The object is not built: only the
 * values are found.
 */
export function serializedArrays(bytes: Uint8Array): Uint8Array[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: Uint8Array[] = [];
  for (let at = 0; at + 9 < view.length && found.length < MAX_VALUES; at++) {
    if (view[at] !== TC_ARRAY) continue;
    const described = view[at + 1] === TC_CLASSDESC && view.toString('latin1', at + 4, at + 6) === '[B';
    if (!described && !(view[at + 1] === TC_REFERENCE && view[at + 2] === 0 && view[at + 3] === 0x7e)) continue;
    const length = at + 2 + (described ? BYTE_ARRAY_CLASS : 4);
    if (length + 4 > view.length) break;
    const end = length + 4 + view.readUInt32BE(length);
    if (end > view.length) continue;
    found.push(bytes.subarray(length + 4, end));
    at = end - 1;
  }
  return found;
}

/** The first string among the values of a serialized object that is not the name of a type. */
export function serializedString(bytes: Uint8Array): string | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = view.indexOf(TC_STRING); at >= 0 && at + 3 < view.length; at = view.indexOf(TC_STRING, at + 1)) {
    const length = view.readUInt16BE(at + 1);
    const text = view.toString('latin1', at + 3, at + 3 + length);
    if (length > 1 && length <= 60 && /^[A-Za-z0-9_./-]+$/.test(text)) return text;
  }
  return undefined;
}
