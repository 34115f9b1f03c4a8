import { createHash } from 'node:crypto';
import type { Catalog } from '../../catalog/catalog.js';
import type { CertificateAsset } from '../../model/index.js';
import { readAlgorithmIdentifier, statedAlgorithm } from './algorithm-identifier.js';
import { attempt, nonEmpty, present } from './attempt.js';
import { type ReadCertificate, signatureWeaknesses } from './certificate.js';
import { children, context, encoded, is, readElement, sequence, TAG } from './der.js';
import { readTime } from './der-values.js';
import { commonName, readName } from './distinguished-name.js';
import { readExtensions } from './extensions.js';

/** RFC 5280 5.1: `notBefore` is thisUpdate, `notAfter` is nextUpdate. The revoked entries are not listed. */
export function readCrl(der: Uint8Array, catalog: Catalog): ReadCertificate {
  const problems: string[] = [];
  const list = readElement(der);
  const bytes = encoded(list);
  const [tbs, outerAlgorithm] = sequence(list, 'certificate list');
  const parts = sequence(tbs, 'TBSCertList');
  const at = is(parts[0], TAG.integer) ? 1 : 0;
  const [algorithm, issuerName, thisUpdate, nextUpdate] = parts.slice(at);
  const { identifier: inner, algorithm: signature } = statedAlgorithm(
    problems,
    algorithm,
    'signature algorithm',
    catalog,
  );
  const outer = attempt(problems, () => readAlgorithmIdentifier(outerAlgorithm), 'outer signature algorithm');
  const issuer = attempt(problems, () => readName(issuerName, 'issuer'), 'issuer') ?? '';
  const notBefore = attempt(problems, () => readTime(thisUpdate, 'thisUpdate'));
  const hasNext = is(nextUpdate, TAG.utcTime) || is(nextUpdate, TAG.generalizedTime);
  const notAfter = hasNext ? attempt(problems, () => readTime(nextUpdate, 'nextUpdate')) : undefined;
  const wrapper = context(parts, 0);
  const listed = wrapper && attempt(problems, () => sequence(children(wrapper)[0], 'extensions'), 'extensions');
  const extensions = readExtensions(listed ?? [], catalog);
  const fingerprintSha256 = createHash('sha256').update(bytes).digest('hex');
  const asset: CertificateAsset = {
    kind: 'certificate',
    id: `certificate/${fingerprintSha256}`,
    name: `CRL of ${(issuerName && issuer && commonName(issuerName)) || issuer || 'an unnamed issuer'}`,
    format: 'X.509 CRL',
    subject: '',
    issuer,
    fingerprintSha256,
    ...present({
      notBefore,
      notAfter,
      signature,
      authorityKeyId: extensions.authorityKeyId,
      weaknesses: nonEmpty(signatureWeaknesses(signature, inner, outer)),
    }),
  };
  return { asset, extensions, problems, length: list.end };
}
