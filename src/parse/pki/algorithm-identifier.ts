import type { Catalog } from '../../catalog/catalog.js';
import type { AlgorithmSpec } from '../../catalog/types.js';
import type { AlgorithmAsset } from '../../model/index.js';
import { attempt } from './attempt.js';
import { children, context, type Element, is, sequence, TAG } from './der.js';
import { readOid, smallInteger } from './der-values.js';
import { genericComposite } from './generic-composite.js';

/** RFC 5280 4.1.1.2. */
export interface AlgorithmIdentifier {
  readonly oid: string;
  readonly parameters?: Element;
}

export function readAlgorithmIdentifier(element: Element | undefined, what = 'algorithm'): AlgorithmIdentifier {
  const [oid, parameters] = sequence(element, what);
  return { oid: readOid(oid, what), ...(parameters ? { parameters } : {}) };
}

/** The algorithm that an AlgorithmIdentifier names, with what its parameters say. An unknown OID stays visible by its number. */
export function namedAlgorithm(identifier: AlgorithmIdentifier, catalog: Catalog): AlgorithmAsset {
  const spec = catalog.oidSpec(identifier.oid);
  if (!spec) return catalog.oid(identifier.oid);
  if (spec.family === 'composite-generic') {
    return catalog.algorithm({
      ...genericComposite(spec, statedParts(identifier, catalog), catalog),
      oid: identifier.oid,
    });
  }
  return catalog.algorithm({ ...spec, ...parametersOf(identifier, catalog), oid: identifier.oid });
}

/**
 * The algorithm that an element names. Parameters that are broken are a problem of their own: the algorithm stays known.
 */
export function statedAlgorithm(
  problems: string[],
  element: Element | undefined,
  what: string,
  catalog: Catalog,
): { readonly identifier?: AlgorithmIdentifier; readonly algorithm?: AlgorithmAsset } {
  const identifier = attempt(problems, () => readAlgorithmIdentifier(element), what);
  if (!identifier) return {};
  const algorithm = attempt(problems, () => namedAlgorithm(identifier, catalog), `parameters of the ${what}`);
  return { identifier, algorithm: algorithm ?? catalog.oid(identifier.oid) };
}

/** CompositeParams ::= SEQUENCE OF AlgorithmIdentifier. A composite within a composite is named and not opened. */
function statedParts({ parameters }: AlgorithmIdentifier, catalog: Catalog): AlgorithmAsset[] {
  if (!is(parameters, TAG.sequence)) return [];
  return children(parameters).map((one) => {
    const part = readAlgorithmIdentifier(one, 'component');
    return catalog.oidSpec(part.oid)?.family === 'composite-generic'
      ? catalog.oid(part.oid)
      : namedAlgorithm(part, catalog);
  });
}

function parametersOf({ oid, parameters }: AlgorithmIdentifier, catalog: Catalog): Partial<AlgorithmSpec> {
  switch (oid) {
    case '1.2.840.113549.1.1.10': // RSASSA-PSS, RFC 4055 3.1
    case '1.2.840.113549.1.1.7': // RSAES-OAEP, RFC 4055 4.1
      return is(parameters, TAG.sequence) ? { hash: defaultedHash(parameters, catalog) } : {};
    case '1.2.840.10045.4.3': // ecdsa-with-Specified, RFC 5758 / X9.62
      return is(parameters, TAG.sequence) ? hash(readAlgorithmIdentifier(parameters).oid, catalog) : {};
    case '1.2.840.113549.3.2': // RC2-CBC, RFC 8018 B.2.3
      return rc2Size(parameters);
    default:
      return {};
  }
}

/** RFC 4055: `[0]` hashAlgorithm DEFAULT sha1. */
function defaultedHash(parameters: Element, catalog: Catalog): string {
  const explicit = context(children(parameters), 0);
  if (!explicit) return 'SHA-1';
  return hash(readAlgorithmIdentifier(children(explicit)[0]).oid, catalog).hash;
}

function hash(oid: string, catalog: Catalog): { hash: string } {
  const spec = catalog.oidSpec(oid);
  return { hash: spec?.hash ?? spec?.parameterSet ?? (spec && catalog.family(spec.family)?.name) ?? oid };
}

/** Name of the digest with this OID; the OID itself when it is not known. */
export function digestNamed(oid: string, catalog: Catalog): string {
  return hash(oid, catalog).hash;
}

function rc2Size(parameters: Element | undefined): { size?: number } {
  if (!is(parameters, TAG.sequence)) return {};
  const [version] = children(parameters);
  if (!is(version, TAG.integer)) return {};
  const number = smallInteger(version, 'RC2 version');
  const size = { 160: 40, 120: 64, 58: 128 }[number] ?? (number >= 256 ? number : undefined);
  return size === undefined ? {} : { size };
}
