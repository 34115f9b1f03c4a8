import { ByteReader, join, list, uint, vector } from '../bytes.js';
import { MESSAGE } from './constants.js';
import { decodeExtensions, type Extension, encodeExtensions } from './extensions.js';
import { encodeHandshake } from './handshake.js';

/** A ClientHello by its fields (RFC 8446 section 4.1.2). */
export interface ClientHello {
  readonly version: number;
  /** 32 bytes. */
  readonly random: Uint8Array;
  readonly sessionId: Uint8Array;
  readonly suites: readonly number[];
  /** Compression methods; `null` (0) alone where absent. */
  readonly compressions?: readonly number[];
  readonly extensions: readonly Extension[];
}

/** The handshake message, without record header. SSLv3 carries no extensions. */
export function encodeClientHello(hello: ClientHello): Uint8Array {
  const body = join(
    uint(hello.version, 2),
    hello.random,
    vector(1, hello.sessionId),
    list(2, 2, hello.suites),
    list(1, 1, hello.compressions ?? [0]),
    ...(hello.extensions.length > 0 ? [encodeExtensions(hello.extensions)] : []),
  );
  return encodeHandshake(MESSAGE.clientHello, body);
}

/** @throws ParseError */
export function decodeClientHello(body: Uint8Array): ClientHello {
  const reader = new ByteReader(body, 'ClientHello');
  const version = reader.uint(2);
  const random = reader.take(32);
  const sessionId = reader.vector(1);
  const suites = reader.list(2, 2);
  const methods = reader.list(1, 1);
  const compressions = methods.length === 1 && methods[0] === 0 ? {} : { compressions: methods };
  return {
    version,
    random,
    sessionId,
    suites,
    ...compressions,
    extensions: reader.remaining > 0 ? decodeExtensions(reader) : [],
  };
}
