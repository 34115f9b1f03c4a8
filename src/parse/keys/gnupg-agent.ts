import type { Catalog } from '../../catalog/catalog.js';
import { ParseError } from '../../model/index.js';
import type { Parser } from '../parser.js';
import { bitLength, printable } from '../pki/der-values.js';
import * as write from '../pki/der-writer.js';
import { keyResult, placeOf } from '../pki/observe.js';
import { readPublicKeyInfo } from '../pki/public-key.js';
import { contentId, type ReadKey } from './read-key.js';
import { atomOf, atomText, named, readSExpression, type SExpression } from './s-expression.js';

const KINDS = /^\((?:11:private-key|21:protected-private-key|20:shadowed-private-key)\(/;
const MAX_BYTES = 1 << 20;

/** `private-keys-v1.d` of GnuPG (agent/keyformat.txt): an S-expression, alone or in the field `Key:` of the newer files. */
export const GNUPG_AGENT_PARSER: Parser = {
  id: 'gnupg-agent',
  wants: (face) =>
    face.extension === '.key' &&
    face.bytes.length < MAX_BYTES &&
    (KINDS.test(face.latin1) || /^Key: \(/m.test(face.latin1)),
  parse(artifact, { catalog }) {
    const { bytes } = artifact;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    const field = /^Key: /m.exec(text);
    const whole = readSExpression(field ? bytes.subarray(field.index + 5) : bytes);
    return keyResult(readAgentKey(whole, bytes, catalog), placeOf(artifact, 'gnupg-agent'));
  },
};

function readAgentKey(whole: SExpression, bytes: Uint8Array, catalog: Catalog): ReadKey {
  const [kind, parameters] = whole instanceof Uint8Array ? [] : whole;
  if (!parameters || parameters instanceof Uint8Array) throw new ParseError('GnuPG key: the key is missing');
  const shadowed = atomText(kind) === 'shadowed-private-key'; // the secret is on a card
  const scheme = named(parameters, 'protected');
  const mechanism = scheme && `GnuPG agent: ${printable(atomText(scheme[1])).slice(0, 60)}`;
  return {
    type: shadowed ? 'public-key' : 'private-key',
    format: 'GnuPG agent',
    contentId: contentId(bytes),
    ...material(atomText(parameters[0]), parameters, catalog),
    ...(mechanism ? { protection: { mechanism } } : {}),
  };
}

function material(
  type: string,
  parameters: SExpression,
  catalog: Catalog,
): Pick<ReadKey, 'key' | 'algorithm' | 'size'> {
  const number = (name: string) => {
    const value = atomOf(parameters, name);
    if (!value) throw new ParseError(`GnuPG key: the number ${name} is missing`);
    return write.integer(value);
  };
  const from = (oid: string, other: Uint8Array | undefined, key: Uint8Array) => ({
    key: readPublicKeyInfo(write.subjectPublicKeyInfo(oid, other, key), catalog),
  });
  switch (type) {
    case 'rsa':
      return from('1.2.840.113549.1.1.1', write.NULL, write.sequence(number('n'), number('e')));
    case 'dsa':
      return from('1.2.840.10040.4.1', write.sequence(number('p'), number('q'), number('g')), number('y'));
    case 'elg': {
      const size = bitLength(atomOf(parameters, 'p') ?? new Uint8Array());
      return { algorithm: catalog.algorithm({ family: 'elgamal', size }), size };
    }
    case 'ecc':
      return curveKey(parameters, from, catalog);
    default:
      return {
        algorithm: catalog.algorithm({ family: 'unknown', parameterSet: `GnuPG ${printable(type).slice(0, 40)}` }),
      };
  }
}

/** libgcrypt's curve names; points of Curve25519 and Ed25519 carry 0x40 in front. */
function curveKey(
  parameters: SExpression,
  from: (oid: string, other: Uint8Array | undefined, key: Uint8Array) => Pick<ReadKey, 'key'>,
  catalog: Catalog,
): Pick<ReadKey, 'key' | 'algorithm'> {
  const name = atomText(atomOf(parameters, 'curve'));
  const point = atomOf(parameters, 'q') ?? new Uint8Array();
  const bare = point[0] === 0x40 ? point.subarray(1) : point;
  const own = { Ed25519: '1.3.101.112', Curve25519: '1.3.101.110', Ed448: '1.3.101.113', X448: '1.3.101.111' }[name];
  if (own) return from(own, undefined, bare);
  const curve = catalog.curve(name.replace(/^NIST /, ''));
  if (curve?.oid) return from('1.2.840.10045.2.1', write.oid(curve.oid), point);
  return { algorithm: catalog.algorithm({ family: 'ec', curve: printable(name).slice(0, 40) }) };
}
