const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const CHECKSUM = 6;

/** The octets of a Bech32 string (BIP 173) without its limit on length; `undefined` when the checksum does not fit. */
export function decodeBech32(text: string): Uint8Array | undefined {
  const lower = text.toLowerCase();
  const separator = lower.lastIndexOf('1');
  const prefix = [...lower.slice(0, separator)].map((one) => one.charCodeAt(0));
  const values = [...lower.slice(separator + 1)].map((one) => ALPHABET.indexOf(one));
  if (separator < 1 || values.length < CHECKSUM || values.includes(-1)) return undefined;
  if (polymod([...prefix.map((one) => one >> 5), 0, ...prefix.map((one) => one & 31), ...values]) !== 1)
    return undefined;
  const octets: number[] = [];
  let bits = 0;
  let held = 0;
  for (const value of values.slice(0, -CHECKSUM)) {
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    octets.push((held >> bits) & 0xff);
  }
  return Uint8Array.from(octets);
}

function polymod(values: readonly number[]): number {
  let check = 1;
  for (const value of values) {
    const top = check >>> 25;
    check = ((check & 0x1ffffff) << 5) ^ value;
    for (const [bit, generator] of GENERATOR.entries()) if ((top >> bit) & 1) check ^= generator;
  }
  return check >>> 0;
}
