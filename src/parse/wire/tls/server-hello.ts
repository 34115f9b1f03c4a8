import { ParseError } from '../../../model/index.js';
import { ByteReader, equalBytes, hex, join, uint, vector } from '../bytes.js';
import { EXTENSION, MESSAGE, RETRY_RANDOM, VERSION } from './constants.js';
import { decodeAlpn, decodeExtensions, type Extension, encodeExtensions, findExtension } from './extensions.js';
import { encodeHandshake } from './handshake.js';

/** A ServerHello or HelloRetryRequest as the server sent it. */
export interface ServerHello {
  /** The version chosen: from supported_versions where it is present, else the legacy field. */
  readonly version: number;
  readonly random: Uint8Array;
  readonly sessionId: Uint8Array;
  readonly suite: number;
  /** 0: none; 1: DEFLATE (RFC 3749). */
  readonly compression: number;
  readonly extensions: readonly Extension[];
  /** A HelloRetryRequest: the server wants a share of `group`. */
  readonly retry: boolean;
  readonly group?: number;
  readonly share?: Uint8Array;
  readonly cookie?: Uint8Array;
  readonly alpn?: string;
  /** The random ends with the mark of a server that could do more: RFC 8446 section 4.1.3. */
  readonly downgradeFrom?: 'TLSv1.2' | 'TLSv1.3';
}

/** @throws ParseError */
export function decodeServerHello(body: Uint8Array): ServerHello {
  const reader = new ByteReader(body, 'ServerHello');
  const legacy = reader.uint(2);
  const random = reader.take(32);
  const sessionId = reader.vector(1);
  if (sessionId.length > 32) throw new ParseError('ServerHello: session id longer than 32 bytes');
  const suite = reader.uint(2);
  const compression = reader.uint(1);
  const extensions = reader.remaining > 0 ? decodeExtensions(reader) : [];
  const retry = equalBytes(random, RETRY_RANDOM);
  const alpn = findExtension(extensions, EXTENSION.alpn);
  const cookie = findExtension(extensions, EXTENSION.cookie);
  return {
    version: selectedVersion(extensions, legacy),
    random,
    sessionId,
    suite,
    compression,
    extensions,
    retry,
    ...keyShare(extensions, retry),
    ...(cookie ? { cookie: new ByteReader(cookie, 'cookie').vector(2) } : {}),
    ...(alpn ? { alpn: decodeAlpn(alpn) } : {}),
    ...downgrade(random),
  };
}

/** For servers of tests, and for the round trip. */
export function encodeServerHello(
  hello: Pick<ServerHello, 'random' | 'sessionId' | 'suite' | 'extensions'>,
): Uint8Array {
  return encodeHandshake(
    MESSAGE.serverHello,
    join(
      uint(VERSION.tls12, 2),
      hello.random,
      vector(1, hello.sessionId),
      uint(hello.suite, 2),
      uint(0, 1),
      encodeExtensions(hello.extensions),
    ),
  );
}

/** The bytes that say what was selected: `HelloRetryRequest 0303 1301 [002b 0304] [0033 11ec]`. */
export function selectionText(body: Uint8Array, hello: ServerHello): string {
  const telling = hello.extensions.filter(({ type }) => TELLING.includes(type));
  const shown = telling.map(({ type, data }) => ` [${hex(uint(type, 2))} ${hex(data, 4)}]`);
  const name = hello.retry ? 'HelloRetryRequest' : 'ServerHello';
  return `${name} ${hex(body.subarray(0, 2))} ${hex(uint(hello.suite, 2))}${shown.join('')}`;
}

const TELLING: readonly number[] = [EXTENSION.supportedVersions, EXTENSION.keyShare];

function selectedVersion(extensions: readonly Extension[], legacy: number): number {
  const data = findExtension(extensions, EXTENSION.supportedVersions);
  return data ? new ByteReader(data, 'supported_versions').uint(2) : legacy;
}

function keyShare(extensions: readonly Extension[], retry: boolean): { group?: number; share?: Uint8Array } {
  const data = findExtension(extensions, EXTENSION.keyShare);
  if (!data) return {};
  const reader = new ByteReader(data, 'key_share');
  const group = reader.uint(2);
  return retry ? { group } : { group, share: reader.vector(2) };
}

function downgrade(random: Uint8Array): { downgradeFrom?: 'TLSv1.2' | 'TLSv1.3' } {
  const tail = Buffer.from(random.subarray(24)).toString('latin1');
  if (tail === 'DOWNGRD\x01') return { downgradeFrom: 'TLSv1.3' };
  return tail === 'DOWNGRD\x00' ? { downgradeFrom: 'TLSv1.2' } : {};
}
