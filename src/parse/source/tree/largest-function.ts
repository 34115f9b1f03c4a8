const CODE_SECTION = 10;
/** The magic number and the version (WebAssembly core specification 1.0, section 5.5). */
const HEADER = 8;

/** Bytes of the largest function of a WebAssembly module. Reads only the sizes (core specification 1.0, section 5.5.13). */
export function largestFunction(module: Uint8Array): number {
  let at = HEADER;
  const number = (): number => {
    let value = 0;
    for (let shift = 0; at < module.length; shift += 7) {
      const byte = module[at++] as number;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    return value;
  };
  while (at < module.length) {
    const section = module[at++];
    const size = number();
    if (section !== CODE_SECTION) {
      at += size;
      continue;
    }
    let largest = 0;
    for (let count = number(); count > 0 && at < module.length; count--) {
      const length = number();
      largest = Math.max(largest, length);
      at += length;
    }
    return largest;
  }
  return 0;
}
