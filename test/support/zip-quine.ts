/**
 * A zip archive that holds itself, after Russ Cox, "Zip Files All The Way Down" (2010): its deflate stream is made of two
 * instructions, "print the next n octets" and "repeat the last n octets", arranged so that they print their own code.
 * The checksum is left zero: nobody computes it here.
 */
const NAME = 'a'.repeat(26).concat('.zip'); // 30 octets: the repetition of the local header then fits into five octets

/** RFC 1951 3.2.6, blocks with fixed codes: copies of 65 octets, of twice ten, and, in the last block, of 102. */
const REPEAT_HEADER = Buffer.from('0288620300', 'hex');
const REPEAT_FOUR = Buffer.from('428821c400', 'hex');
const REPEAT_TAIL = Buffer.from('a38f2d00', 'hex');

export function zipQuine(): Buffer {
  const length = stream(localHeader(0, 0), directory(0, 0)).length;
  const whole = localHeader(0, 0).length + length + directory(0, 0).length;
  const [local, central] = [localHeader(length, whole), directory(length, whole)];
  return Buffer.concat([local, stream(local, central), central]);
}

function stream(prefix: Buffer, suffix: Buffer): Buffer {
  const [l0, l1, l4] = [print(0), print(5), print(20)];
  const [lp, rp] = [print(prefix.length + REPEAT_HEADER.length), REPEAT_HEADER];
  const [ls, rs] = [print(suffix.length + REPEAT_TAIL.length), REPEAT_TAIL];
  const r4 = REPEAT_FOUR;
  return Buffer.concat([
    ...[lp, prefix, lp, rp, l1, rp, l1, l1, l4, rp, l1, l1, l4, r4, l4, r4, l4, r4, l4, r4, l4, r4, l0, l0, ls],
    ...[r4, l0, l0, ls, rs, suffix, rs],
  ]);
}

/** RFC 1951 3.2.4: the head of a stored block. */
function print(length: number): Buffer {
  const block = Buffer.alloc(5);
  block.writeUInt16LE(length, 1);
  block.writeUInt16LE(length ^ 0xffff, 3);
  return block;
}

/** PKWARE APPNOTE 4.3.7. */
function localHeader(compressed: number, size: number): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(8, 8);
  header.writeUInt32LE(compressed, 18);
  header.writeUInt32LE(size, 22);
  header.writeUInt16LE(NAME.length, 26);
  return Buffer.concat([header, Buffer.from(NAME)]);
}

/** APPNOTE 4.3.12 and 4.3.16. */
function directory(compressed: number, size: number): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(20, 4);
  entry.writeUInt16LE(20, 6);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(compressed, 20);
  entry.writeUInt32LE(size, 24);
  entry.writeUInt16LE(NAME.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length + NAME.length, 12);
  end.writeUInt32LE(30 + NAME.length + compressed, 16);
  return Buffer.concat([entry, Buffer.from(NAME), end]);
}
