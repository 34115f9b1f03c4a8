import { createHash } from 'node:crypto';
import type { ParseResult } from '../../model/index.js';
import type { Parser } from '../parser.js';
import { joinResults, keyResult, placeOf } from '../pki/observe.js';
import { findPem, type PemBlock } from '../pki/pem.js';
import { decodeText } from '../text.js';

const LABEL = 'BEGIN OpenVPN ';

/**
 * Key files of OpenVPN (`openvpn --genkey`): armoured like PEM, symmetric and no ASN.1. The static key of `secret`, `tls-auth` and
 * `tls-crypt` is hexadecimal, 2048 bits of which each direction takes 512; the keys of `tls-crypt-v2` and of auth tokens are Base64.
 * openvpn(8), section "Generating key material"; doc/tls-crypt-v2.txt.
 */
export const OPENVPN_PARSER: Parser = {
  id: 'openvpn-key',
  wants: (face) => face.includes(LABEL),
  parse(artifact) {
    const results = findPem(decodeText(artifact.bytes))
      .filter(({ label, bytes }) => label.startsWith('OpenVPN ') && bytes.length > 0)
      .map((block): ParseResult => {
        const format = block.label.replace(/ V1$/, '').replace('Static key', 'static key');
        const contentId = createHash('sha256').update(block.bytes).digest('hex');
        return keyResult(
          { type: 'secret-key', format, ...size(block), contentId },
          placeOf(artifact, 'openvpn-key', block.line),
        );
      });
    return joinResults(results);
  },
};

/** The client key of `tls-crypt-v2` is followed by itself, wrapped, and by metadata: its length says nothing. */
function size({ label, bytes }: PemBlock): { size?: number } {
  if (label.includes('client key')) return {};
  // Hexadecimal digits were decoded as Base64: four for three octets.
  return { size: label.includes('Static') ? ((bytes.length * 4) / 3) * 4 : bytes.length * 8 };
}
