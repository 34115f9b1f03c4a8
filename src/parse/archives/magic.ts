/** Is this a tar, zip, ar or cpio? Their stored entries can be read as text, but belong to what comes out of them. */
export function isContainer(bytes: Uint8Array): boolean {
  return isTar(bytes) || isZip(bytes) || startsWith(bytes, '!<arch>\n') || isCpio(bytes);
}

/** The "new" format, with and without checksums. */
export function isCpio(bytes: Uint8Array): boolean {
  return bytes.length >= 110 && (startsWith(bytes, '070701') || startsWith(bytes, '070702'));
}

export function isTar(bytes: Uint8Array): boolean {
  return bytes.length >= 512 && standsAt(bytes, 257, 'ustar');
}

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5) && bytes.length >= 22;
}

export function startsWith(bytes: Uint8Array, magic: string): boolean {
  return standsAt(bytes, 0, magic);
}

/** Byte by byte, without a copy: this is asked of every file many times. */
function standsAt(bytes: Uint8Array, place: number, magic: string): boolean {
  for (let at = 0; at < magic.length; at++) if (bytes[place + at] !== magic.charCodeAt(at)) return false;
  return true;
}

/** Do the bytes begin with these? */
export function beginsWith(bytes: Uint8Array, magic: Uint8Array): boolean {
  for (let at = 0; at < magic.length; at++) if (bytes[at] !== magic[at]) return false;
  return true;
}
