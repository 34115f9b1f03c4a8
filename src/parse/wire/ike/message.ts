import { ParseError } from '../../../model/index.js';
import { ByteReader, join, uint } from '../bytes.js';
import { decodeProposals, encodeProposals, type Proposal } from './proposal.js';

/** Payload types (RFC 7296 section 3.2). */
const PAYLOAD = { none: 0, sa: 33, ke: 34, nonce: 40, notify: 41 } as const;

/** Notify types (IANA IKEv2 Notify Message Types). */
export const NOTIFY = {
  invalidSyntax: 7,
  noProposalChosen: 14,
  invalidKePayload: 17,
  cookie: 16390,
  fragmentation: 16430,
  intermediateExchange: 16438,
} as const;

const IKE_SA_INIT = 34;
const INITIATOR = 0x08;
const RESPONSE = 0x20;

/** An IKE_SA_INIT request (RFC 7296 section 1.2). */
export interface SaInit {
  /** 8 bytes. */
  readonly spi: Uint8Array;
  readonly proposals: readonly Proposal[];
  readonly group: number;
  readonly share: Uint8Array;
  readonly nonce: Uint8Array;
  /** Asked for by the responder: then the first payload (section 2.6). */
  readonly cookie?: Uint8Array;
}

export interface SaInitResponse {
  readonly initiatorSpi: Uint8Array;
  readonly major: number;
  readonly proposals: readonly Proposal[];
  /** Notify type → data. */
  readonly notifies: ReadonlyMap<number, Uint8Array>;
  readonly vendors: number;
}

export function encodeSaInit(message: SaInit): Uint8Array {
  const payloads: [number, Uint8Array][] = [
    ...(message.cookie ? [[PAYLOAD.notify, notify(NOTIFY.cookie, message.cookie)] as [number, Uint8Array]] : []),
    [PAYLOAD.sa, encodeProposals(message.proposals)],
    [PAYLOAD.ke, join(uint(message.group, 2), uint(0, 2), message.share)],
    [PAYLOAD.nonce, message.nonce],
    [PAYLOAD.notify, notify(NOTIFY.fragmentation)],
    [PAYLOAD.notify, notify(NOTIFY.intermediateExchange)],
  ];
  const bodies = payloads.map(([, body], index) => {
    const next = payloads[index + 1]?.[0] ?? PAYLOAD.none;
    return join(uint(next, 1), uint(0, 1), uint(body.length + 4, 2), body);
  });
  const length = 28 + bodies.reduce((sum, body) => sum + body.length, 0);
  const first = payloads[0]?.[0] ?? PAYLOAD.none;
  const header = join(
    message.spi,
    new Uint8Array(8),
    Uint8Array.of(first, 0x20, IKE_SA_INIT, INITIATOR),
    uint(0, 4),
    uint(length, 4),
  );
  return join(header, ...bodies);
}

function notify(type: number, data: Uint8Array = new Uint8Array(0)): Uint8Array {
  return join(uint(0, 2), uint(type, 2), data);
}

const MOST_PAYLOADS = 64;

/** @throws ParseError when it is no IKE response */
export function decodeSaInitResponse(bytes: Uint8Array): SaInitResponse {
  const header = new ByteReader(bytes, 'IKE header');
  const initiatorSpi = header.take(8);
  header.take(8);
  let next = header.uint(1);
  const major = header.uint(1) >> 4;
  if (major !== 2 && major !== 1) throw new ParseError('no IKE message', 17, 'wrong-protocol');
  header.uint(1);
  const flags = header.uint(1);
  header.uint(4);
  const length = header.uint(4);
  if (length !== bytes.length) throw new ParseError(`IKE message of ${length} bytes in ${bytes.length}`, 24);
  if (major === 2 && (flags & RESPONSE) === 0)
    throw new ParseError('IKE request where a response was due', 19, 'wrong-protocol');
  let proposals: Proposal[] = [];
  const notifies = new Map<number, Uint8Array>();
  let vendors = 0;
  for (let count = 0; major === 2 && next !== PAYLOAD.none; count++) {
    if (count > MOST_PAYLOADS) throw new ParseError('too many IKE payloads', header.offset, 'limit');
    const type = next;
    next = header.uint(1);
    header.uint(1);
    const size = header.uint(2);
    if (size < 4) throw new ParseError('IKE payload shorter than its header', header.offset);
    const body = new ByteReader(header.take(size - 4), 'IKE payload');
    if (type === PAYLOAD.sa) proposals = decodeProposals(body.rest());
    else if (type === PAYLOAD.notify) {
      body.uint(1);
      const spi = body.uint(1);
      const kind = body.uint(2);
      body.take(spi);
      notifies.set(kind, body.rest());
    } else if (type === 43) vendors++;
  }
  return { initiatorSpi, major, proposals, notifies, vendors };
}
