/** Is this a tar, zip, ar or cpio? Their stored entries can be read as text, but belong to what comes out of them. */
export function isContainer(bytes: Uint8Array): boolean {
  return isTar(bytes) || isZip(bytes) || startsWith(bytes, '!<arch>\n') || isCpio(bytes);
}

/** The "new" format, with and without checksums. */
export function isCpio(bytes: Uint8Array): boolean {
  return bytes.length >= 110 && (startsWith(bytes, '070701') || startsWith(bytes, '070702'));
}

export function isTar(bytes: Uint8Array): boolean {
  return bytes.length >= 512 && startsWith(bytes.subarray(257, 262), 'ustar');
}

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5) && bytes.length >= 22;
}

export function startsWith(bytes: Uint8Array, magic: string): boolean {
  return Buffer.from(bytes.subarray(0, magic.length)).toString('latin1') === magic;
}
