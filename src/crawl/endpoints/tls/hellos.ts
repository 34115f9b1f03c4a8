import { randomBytes } from 'node:crypto';
import type { ClientHello } from '../../../parse/wire/tls/client-hello.js';
import { VERSION } from '../../../parse/wire/tls/constants.js';
import { type Extension, extension, type KeyShare } from '../../../parse/wire/tls/extensions.js';
import { SUITES_13, SUITES_BEFORE_13 } from './offers.js';

export interface Hello13 {
  readonly groups: readonly number[];
  readonly schemes: readonly number[];
  readonly shares?: readonly KeyShare[];
  readonly suites?: readonly number[];
  readonly serverName?: string;
  readonly alpn?: readonly string[];
  readonly cookie?: Uint8Array;
  /** Ask for staple and certificate timestamps. */
  readonly status?: boolean;
  readonly sessionId?: Uint8Array;
  readonly random?: Uint8Array;
}

/**
 * A hello of TLS 1.3 only. Without shares the server answers a HelloRetryRequest that names the group it selects: no key
 * is made for a question (RFC 8446 section 4.1.4).
 */
export function hello13(ask: Hello13): ClientHello {
  return {
    version: VERSION.tls12,
    random: ask.random ?? randomBytes(32),
    sessionId: ask.sessionId ?? randomBytes(32), // middlebox compatibility, RFC 8446 appendix D.4
    suites: ask.suites ?? SUITES_13,
    extensions: [
      extension.groups(ask.groups),
      extension.pointFormats(),
      extension.signatureAlgorithms(ask.schemes),
      extension.extendedMasterSecret(),
      extension.renegotiationInfo(),
      extension.versions([VERSION.tls13]),
      extension.keyShare(ask.shares ?? []),
      extension.pskModes(),
      ...(ask.cookie ? [extension.cookie(ask.cookie)] : []),
      ...(ask.alpn ? [extension.alpn(ask.alpn)] : []),
      ...(ask.status ? [extension.statusRequest(), extension.certificateTimestamp()] : []),
      ...named(ask.serverName),
    ],
  };
}

export interface HelloBefore13 {
  readonly version: number;
  readonly suites?: readonly number[];
  readonly groups: readonly number[];
  readonly schemes: readonly number[];
  readonly serverName?: string;
  readonly alpn?: readonly string[];
  /** Offer DEFLATE too (RFC 3749): a server that takes it is open to CRIME. */
  readonly compression?: boolean;
}

/** A hello of TLS 1.2 or older; SSLv3 carries no extensions. */
export function helloBefore13(ask: HelloBefore13): ClientHello {
  const { version, suites = SUITES_BEFORE_13, groups, schemes, serverName, alpn } = ask;
  const extensions: Extension[] =
    version === VERSION.ssl3
      ? []
      : [
          extension.groups(groups),
          extension.pointFormats(),
          ...(version === VERSION.tls12 ? [extension.signatureAlgorithms(schemes)] : []),
          extension.extendedMasterSecret(),
          extension.encryptThenMac(),
          extension.sessionTicket(),
          extension.statusRequest(),
          extension.certificateTimestamp(),
          ...(alpn ? [extension.alpn(alpn)] : []),
          ...named(serverName),
        ];
  // The signalling value stands for the renegotiation extension, RFC 5746 section 3.3.
  return {
    version,
    random: randomBytes(32),
    sessionId: new Uint8Array(0),
    suites: [...suites, 0x00ff],
    ...(ask.compression ? { compressions: [1, 0] } : {}),
    extensions,
  };
}

const GREASE = 0x2a2a;

/** Key exchange share of the size of X25519MLKEM768 whose ML-KEM key is zeros: a valid encoding, FIPS 203 section 7.2. */
function fakeHybridShare(): Uint8Array {
  return new Uint8Array(Buffer.concat([Buffer.alloc(1152), randomBytes(64)]));
}

/** What a browser of 2026 sends: GREASE, TLS 1.3 and 1.2, shares of X25519MLKEM768 and X25519; over 1.4 kB. */
export function browserHello(ask: {
  schemes: readonly number[];
  share: Uint8Array;
  serverName?: string;
  large: boolean;
  /** Values that no one knows (RFC 8701). */
  grease: boolean;
}): ClientHello {
  const grease = ask.grease ? [GREASE] : [];
  const shares = [
    { group: GREASE, share: Uint8Array.of(0) },
    { group: 0x11ec, share: fakeHybridShare() },
    { group: 0x001d, share: ask.share },
  ];
  return {
    version: VERSION.tls12,
    random: randomBytes(32),
    sessionId: randomBytes(32),
    suites: [...grease, ...SUITES_13.slice(0, 3), ...SUITES_BEFORE_13],
    extensions: [
      ...(ask.grease ? [extension.raw(GREASE, new Uint8Array(0))] : []),
      ...named(ask.serverName),
      extension.extendedMasterSecret(),
      extension.renegotiationInfo(),
      extension.groups([...grease, 0x11ec, 0x001d, 0x0017, 0x0018]),
      extension.pointFormats(),
      extension.sessionTicket(),
      extension.statusRequest(),
      extension.signatureAlgorithms(ask.schemes),
      extension.certificateTimestamp(),
      extension.keyShare(ask.large ? shares : []),
      extension.pskModes(),
      extension.versions([...grease, VERSION.tls13, VERSION.tls12]),
    ],
  };
}

function named(serverName: string | undefined): Extension[] {
  return serverName ? [extension.serverName(serverName)] : [];
}
