/** Record types (RFC 8446 section 5.1). */
export const RECORD = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const;

/** Handshake message types (RFC 8446 section 4, RFC 5246 section 7.4, RFC 6066 section 8). */
export const MESSAGE = {
  clientHello: 1,
  serverHello: 2,
  newSessionTicket: 4,
  encryptedExtensions: 8,
  certificate: 11,
  serverKeyExchange: 12,
  certificateRequest: 13,
  serverHelloDone: 14,
  certificateVerify: 15,
  finished: 20,
  certificateStatus: 22,
  compressedCertificate: 25,
  messageHash: 254,
} as const;

/** Extension types (IANA TLS ExtensionType Values). */
export const EXTENSION = {
  serverName: 0,
  statusRequest: 5,
  supportedGroups: 10,
  pointFormats: 11,
  signatureAlgorithms: 13,
  alpn: 16,
  certificateTimestamp: 18,
  padding: 21,
  encryptThenMac: 22,
  extendedMasterSecret: 23,
  sessionTicket: 35,
  preSharedKey: 41,
  earlyData: 42,
  supportedVersions: 43,
  cookie: 44,
  pskModes: 45,
  signatureAlgorithmsCert: 50,
  keyShare: 51,
  quicParameters: 57,
  renegotiationInfo: 0xff01,
} as const;

export const VERSION = { ssl2: 0x0002, ssl3: 0x0300, tls10: 0x0301, tls11: 0x0302, tls12: 0x0303, tls13: 0x0304 };

const VERSION_NAMES: Readonly<Record<number, string>> = {
  [VERSION.ssl2]: 'SSLv2',
  [VERSION.ssl3]: 'SSLv3',
  [VERSION.tls10]: 'TLSv1.0',
  [VERSION.tls11]: 'TLSv1.1',
  [VERSION.tls12]: 'TLSv1.2',
  [VERSION.tls13]: 'TLSv1.3',
  65279: 'DTLSv1.0',
  65277: 'DTLSv1.2',
  65276: 'DTLSv1.3',
};

/** `TLSv1.3` for 0x0304; the number itself for one that is not known. */
export function versionName(code: number): string {
  return VERSION_NAMES[code] ?? `0x${code.toString(16).padStart(4, '0')}`;
}

const ALERTS: Readonly<Record<number, string>> = {
  0: 'close_notify',
  10: 'unexpected_message',
  20: 'bad_record_mac',
  22: 'record_overflow',
  40: 'handshake_failure',
  42: 'bad_certificate',
  43: 'unsupported_certificate',
  47: 'illegal_parameter',
  48: 'unknown_ca',
  50: 'decode_error',
  51: 'decrypt_error',
  70: 'protocol_version',
  71: 'insufficient_security',
  80: 'internal_error',
  86: 'inappropriate_fallback',
  90: 'user_canceled',
  109: 'missing_extension',
  110: 'unsupported_extension',
  112: 'unrecognized_name',
  116: 'certificate_required',
  120: 'no_application_protocol',
};

/** Name of an alert description (RFC 8446 section 6). */
export function alertName(code: number): string {
  return ALERTS[code] ?? `alert ${code}`;
}

/** SHA-256 of "HelloRetryRequest": the random of a ServerHello that is one (RFC 8446 section 4.1.3). */
export const RETRY_RANDOM = Uint8Array.from(
  Buffer.from('cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c', 'hex'),
);
