import { ascii, ByteReader, join, list, uint, vector } from '../bytes.js';
import { varint } from '../quic/varint.js';
import { EXTENSION } from './constants.js';

export interface Extension {
  readonly type: number;
  readonly data: Uint8Array;
}

export interface KeyShare {
  readonly group: number;
  readonly share: Uint8Array;
}

export function encodeExtensions(extensions: readonly Extension[]): Uint8Array {
  return vector(2, ...extensions.map(({ type, data }) => join(uint(type, 2), vector(2, data))));
}

/** @throws ParseError */
export function decodeExtensions(reader: ByteReader): Extension[] {
  const inner = reader.nested(2, 'extensions');
  const found: Extension[] = [];
  while (inner.remaining > 0) found.push({ type: inner.uint(2), data: inner.vector(2) });
  return found;
}

export function findExtension(extensions: readonly Extension[], type: number): Uint8Array | undefined {
  return extensions.find((one) => one.type === type)?.data;
}

/** Transport parameters (RFC 9000 section 18.2): data in all, on each kind of stream, streams of either kind. */
const STREAM_LIMITS: readonly (readonly [id: number, value: number])[] = [
  [0x04, 65_536],
  [0x05, 16_384],
  [0x06, 16_384],
  [0x07, 16_384],
  [0x08, 4],
  [0x09, 4],
];

/** Builders of the extensions a ClientHello carries. */
export const extension = {
  /** Only for DNS names, never for addresses (RFC 6066 section 3). */
  serverName: (name: string): Extension => ({
    type: EXTENSION.serverName,
    data: vector(2, uint(0, 1), vector(2, ascii(name))),
  }),
  groups: (groups: readonly number[]): Extension => ({ type: EXTENSION.supportedGroups, data: list(2, 2, groups) }),
  pointFormats: (): Extension => ({ type: EXTENSION.pointFormats, data: list(1, 1, [0]) }),
  signatureAlgorithms: (schemes: readonly number[]): Extension => ({
    type: EXTENSION.signatureAlgorithms,
    data: list(2, 2, schemes),
  }),
  versions: (versions: readonly number[]): Extension => ({
    type: EXTENSION.supportedVersions,
    data: list(1, 2, versions),
  }),
  /** Without shares: present, and empty; the server then answers with a HelloRetryRequest (RFC 8446 section 4.2.8). */
  keyShare: (shares: readonly KeyShare[]): Extension => ({
    type: EXTENSION.keyShare,
    data: vector(2, ...shares.map(({ group, share }) => join(uint(group, 2), vector(2, share)))),
  }),
  cookie: (cookie: Uint8Array): Extension => ({ type: EXTENSION.cookie, data: vector(2, cookie) }),
  pskModes: (): Extension => ({ type: EXTENSION.pskModes, data: list(1, 1, [1]) }),
  extendedMasterSecret: (): Extension => ({ type: EXTENSION.extendedMasterSecret, data: new Uint8Array(0) }),
  encryptThenMac: (): Extension => ({ type: EXTENSION.encryptThenMac, data: new Uint8Array(0) }),
  renegotiationInfo: (): Extension => ({ type: EXTENSION.renegotiationInfo, data: uint(0, 1) }),
  sessionTicket: (): Extension => ({ type: EXTENSION.sessionTicket, data: new Uint8Array(0) }),
  alpn: (protocols: readonly string[]): Extension => ({
    type: EXTENSION.alpn,
    data: vector(2, ...protocols.map((name) => vector(1, ascii(name)))),
  }),
  /** OCSP, no responders named (RFC 6066 section 8). */
  statusRequest: (): Extension => ({ type: EXTENSION.statusRequest, data: new Uint8Array([1, 0, 0, 0, 0]) }),
  certificateTimestamp: (): Extension => ({ type: EXTENSION.certificateTimestamp, data: new Uint8Array(0) }),
  padding: (length: number): Extension => ({ type: EXTENSION.padding, data: new Uint8Array(length) }),
  /** Source connection id, and room for streams: HTTP/3 servers want three of their own (RFC 9114 section 6.2). */
  quicParameters: (sourceConnectionId: Uint8Array): Extension => ({
    type: EXTENSION.quicParameters,
    data: join(
      uint(0x0f, 1),
      vector(1, sourceConnectionId),
      ...STREAM_LIMITS.map(([id, value]) => join(uint(id, 1), vector(1, varint(value)))),
    ),
  }),
  raw: (type: number, data: Uint8Array): Extension => ({ type, data }),
};

/** Selected protocol of a server's ALPN extension (RFC 7301 section 3.1). */
export function decodeAlpn(data: Uint8Array): string | undefined {
  const names = new ByteReader(data, 'ALPN').nested(2);
  return names.remaining > 0 ? Buffer.from(names.vector(1)).toString('latin1') : undefined;
}
