/**
 * Decodes text as editors do: UTF-16 by its mark, UTF-8, else Latin-1. Never fails.
 * Lines may end in LF, CRLF or CR; the mark is dropped.
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}

/** The same text on its own, for what is kept: V8 keeps with a piece of a text the whole of it. */
export function ownCopy(text: string): string {
  return ` ${text}`.slice(1);
}
