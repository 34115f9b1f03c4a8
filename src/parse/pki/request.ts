import { createHash } from 'node:crypto';
import type { Catalog } from '../../catalog/catalog.js';
import type { CertificateAsset } from '../../model/index.js';
import { statedAlgorithm } from './algorithm-identifier.js';
import { attempt, nonEmpty, present } from './attempt.js';
import type { ReadCertificate } from './certificate.js';
import { signatureWeaknesses } from './certificate.js';
import { children, context, type Element, encoded, readElement, sequence } from './der.js';
import { readOid } from './der-values.js';
import { commonName, readName } from './distinguished-name.js';
import { type Extensions, readExtensions } from './extensions.js';
import { readPublicKey } from './public-key.js';
import { requestExtensions } from './request-library.js';

/**
 * RFC 2986: a certification request. The key and the signature algorithm are read by our own walk, which also reads
 * those that the library refuses; @peculiar/x509 decodes the requested extensions.
 */
export function readRequest(der: Uint8Array, catalog: Catalog): ReadCertificate {
  const problems: string[] = [];
  const request = readElement(der);
  const bytes = encoded(request);
  const [info, signatureAlgorithm] = sequence(request, 'certification request');
  const parts = sequence(info, 'certification request info');
  const [, name, keyInfo] = parts;
  const key = attempt(problems, () => readPublicKey(keyInfo as Element, catalog), 'public key');
  const { algorithm: signature } = statedAlgorithm(problems, signatureAlgorithm, 'signature algorithm', catalog);
  const subject = attempt(problems, () => readName(name, 'subject'), 'subject') ?? '';
  const extensions = requestedExtensions(bytes, context(parts, 0), catalog, problems);
  const fingerprintSha256 = createHash('sha256').update(bytes).digest('hex');
  const asset: CertificateAsset = {
    kind: 'certificate',
    id: `certificate/${fingerprintSha256}`,
    name: (subject && name && commonName(name)) || subject || `request ${fingerprintSha256.slice(0, 16)}`,
    format: 'X.509 request',
    subject,
    issuer: '',
    fingerprintSha256,
    ...present({
      spkiSha256: key?.spkiSha256,
      publicKey: key?.algorithm,
      signature,
      isCa: extensions.isCa,
      pathLength: extensions.pathLength,
      keyUsage: extensions.keyUsage,
      extendedKeyUsage: extensions.extendedKeyUsage,
      subjectAlternativeNames: extensions.subjectAlternativeNames,
      subjectKeyId: extensions.subjectKeyId,
      weaknesses: nonEmpty([...(key?.weaknesses ?? []), ...signatureWeaknesses(signature, undefined, undefined)]),
    }),
  };
  return { asset, ...(key ? { key } : {}), extensions, problems, length: request.end };
}

/** RFC 2985 5.4.2: the attribute extensionRequest. */
function requestedExtensions(
  der: Uint8Array,
  attributes: Element | undefined,
  catalog: Catalog,
  problems: string[],
): Extensions {
  const decoded = requestExtensions(der);
  if (decoded)
    return readExtensions(
      decoded.map((raw) => readElement(raw)),
      catalog,
    );
  const list = attempt(problems, () => extensionRequest(attributes), 'attributes') ?? [];
  return readExtensions(list, catalog);
}

function extensionRequest(attributes: Element | undefined): Element[] {
  if (!attributes) return [];
  for (const attribute of children(attributes)) {
    const [type, values] = children(attribute);
    if (type && values && readOid(type) === '1.2.840.113549.1.9.14') return children(children(values)[0] as Element);
  }
  return [];
}
