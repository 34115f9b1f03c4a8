import { ParseError } from '../../../model/index.js';
import { ByteReader, join, uint } from '../bytes.js';

/** Kinds of SSLv2 (draft-hickman-netscape-ssl-00 section 4.2). */
const SSLV2_KINDS = [0x010080, 0x020080, 0x030080, 0x040080, 0x050080, 0x060040, 0x0700c0];

/** CLIENT-HELLO of SSLv2 behind its two-byte record header. */
export function encodeSslv2Hello(challenge: Uint8Array): Uint8Array {
  const body = join(
    uint(1, 1),
    uint(2, 2),
    uint(SSLV2_KINDS.length * 3, 2),
    uint(0, 2),
    uint(challenge.length, 2),
    ...SSLV2_KINDS.map((kind) => uint(kind, 3)),
    challenge,
  );
  return join(uint(0x8000 | body.length, 2), body);
}

/** SERVER-HELLO of SSLv2: certificate (DER) and the kinds the server has. @throws ParseError when it is none */
export function decodeSslv2ServerHello(bytes: Uint8Array): { certificate: Uint8Array; kinds: number[] } {
  const reader = new ByteReader(bytes, 'SSLv2 SERVER-HELLO');
  if ((reader.uint(2) & 0x8000) === 0) throw new ParseError('no SSLv2 record', 0, 'wrong-protocol');
  if (reader.uint(1) !== 4) throw new ParseError('no SSLv2 SERVER-HELLO', 2, 'wrong-protocol');
  reader.uint(2);
  if (reader.uint(2) !== 2) throw new ParseError('SSLv2 SERVER-HELLO of another version', 5, 'wrong-protocol');
  const sizes = [reader.uint(2), reader.uint(2), reader.uint(2)] as const;
  const certificate = reader.take(sizes[0]);
  const specs = new ByteReader(reader.take(sizes[1]), 'cipher specs');
  const kinds: number[] = [];
  while (specs.remaining >= 3) kinds.push(specs.uint(3));
  return { certificate, kinds };
}
