/** Whether a text is of ASCII alone, told without looking at its characters one by one. */
export function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}
