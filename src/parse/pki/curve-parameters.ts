import { createHash } from 'node:crypto';
import type { Catalog } from '../../catalog/catalog.js';
import type { AlgorithmSpec } from '../../catalog/types.js';
import { contents, type Element, encoded, expectTag, is, sequence, TAG } from './der.js';
import { bitLength, hex, readOid, trimZeros, unsigned } from './der-values.js';

/** What the parameters of an EC key say (RFC 5480 2.1.1; explicit ones: RFC 3279 2.3.5). */
export interface CurveParameters {
  readonly spec: Pick<AlgorithmSpec, 'curve' | 'size'>;
  readonly weaknesses: readonly string[];
}

export function readCurveParameters(parameters: Element | undefined, catalog: Catalog): CurveParameters {
  if (is(parameters, TAG.oid)) return { spec: namedCurve(readOid(parameters), catalog), weaknesses: [] };
  if (is(parameters, TAG.sequence)) return explicitCurve(parameters, catalog);
  return { spec: {}, weaknesses: [] }; // implicitCA: inherited, so unknown here
}

/** Size as OpenSSL counts it: bits of the order of the base point. */
export function namedCurve(nameOrOid: string, catalog: Catalog): Pick<AlgorithmSpec, 'curve' | 'size'> {
  const curve = catalog.curve(nameOrOid);
  if (!curve) return { curve: nameOrOid };
  return { curve: curve.name, size: curve.orderBits ?? curve.bits };
}

/**
 * Explicit parameters are a named curve only when field, equation, base point and order all agree:
 * the same equation with another base point is how CVE-2020-0601 was exploited.
 */
function explicitCurve(parameters: Element, catalog: Catalog): CurveParameters {
  const [, field, curve, base, order] = sequence(parameters, 'curve parameters');
  const [a, b] = sequence(curve, 'curve equation');
  const n = trimZeros(unsigned(order, 'order of the curve'));
  const parts = [
    hex(encoded(expectTag(field, TAG.sequence, 'field'))),
    hex(trimZeros(contents(expectTag(a, TAG.octetString, 'coefficient a')))),
    hex(trimZeros(contents(expectTag(b, TAG.octetString, 'coefficient b')))),
    hex(trimZeros(abscissa(contents(expectTag(base, TAG.octetString, 'base point'))))),
    hex(n),
  ];
  const digest = createHash('sha256').update(parts.join('/')).digest('hex').slice(0, 32);
  const known = catalog.curve(digest);
  if (known) return { spec: namedCurve(known.name, catalog), weaknesses: ['explicit-curve-parameters'] };
  return { spec: { size: bitLength(n) }, weaknesses: ['explicit-curve-parameters', 'unrecognised-curve'] };
}

/** SEC 1 2.3.3: 02/03 X compressed, 04/06/07 X Y. */
function abscissa(point: Uint8Array): Uint8Array {
  const compressed = point[0] === 2 || point[0] === 3;
  return point.subarray(1, compressed ? point.length : 1 + (point.length - 1) / 2);
}
