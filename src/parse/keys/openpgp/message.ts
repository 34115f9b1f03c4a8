import { createHash } from 'node:crypto';
import type { Catalog } from '../../../catalog/catalog.js';
import type { AlgorithmAsset, MaterialAsset, ParseResult } from '../../../model/index.js';
import { materialResult, type Place } from '../../pki/observe.js';
import { numberedAlgorithm } from './key.js';
import { number, type Packet } from './packets.js';
import { symmetricCipher } from './secret-key.js';

/** RFC 9580 5: session keys (1, 3), one-pass signature, compressed, encrypted (9, 18, 20) and literal data, and markers. */
const MESSAGE_TAGS = new Set([1, 3, 4, 8, 9, 10, 11, 18, 20]);

export function isMessagePacket(tag: number): boolean {
  return MESSAGE_TAGS.has(tag);
}

/** For whom and under what a message is encrypted: all that stands in the open. */
export function messageResult(
  packets: readonly Packet[],
  bytes: Uint8Array,
  place: Place,
  catalog: Catalog,
): ParseResult {
  const algorithms = packets.flatMap((packet) => algorithmOf(packet, catalog) ?? []);
  const [main] = algorithms;
  const asset: MaterialAsset = {
    kind: 'related-crypto-material',
    id: `material/other/${createHash('sha256').update(bytes).digest('hex')}`,
    name: ['OpenPGP message', main?.name].filter(Boolean).join(' '),
    type: 'other',
    format: 'OpenPGP',
    ...(main ? { algorithm: main } : {}),
  };
  return materialResult(asset, algorithms, place);
}

function algorithmOf({ tag, body }: Packet, catalog: Catalog): AlgorithmAsset | undefined {
  if (tag === 1) return recipientAlgorithm(body, catalog);
  if (tag === 3) return symmetricCipher(number(body, number(body, 0, 1) === 4 ? 1 : 2, 1), catalog);
  return undefined;
}

/** RFC 9580 5.1: version 3 has a key id in front of the algorithm, version 6 a fingerprint behind its length. */
function recipientAlgorithm(body: Uint8Array, catalog: Catalog): AlgorithmAsset {
  const id = number(body, number(body, 0, 1) === 6 ? 2 + number(body, 1, 1) : 9, 1);
  switch (id) {
    case 1:
    case 2:
      return catalog.algorithm({ family: 'rsa', padding: 'pkcs1v15', primitive: 'pke' });
    case 16:
      return catalog.algorithm({ family: 'elgamal' });
    case 18:
      return catalog.algorithm({ family: 'ecdh' });
    case 25:
      return catalog.algorithm({ family: 'xdh', curve: 'X25519' });
    case 26:
      return catalog.algorithm({ family: 'xdh', curve: 'X448' });
    default:
      return numberedAlgorithm(id, catalog);
  }
}
