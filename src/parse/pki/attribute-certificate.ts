import { createHash } from 'node:crypto';
import type { Catalog } from '../../catalog/catalog.js';
import type { CertificateAsset } from '../../model/index.js';
import { statedAlgorithm } from './algorithm-identifier.js';
import { attempt, present } from './attempt.js';
import type { ReadCertificate } from './certificate.js';
import { children, encoded, readElement, sequence } from './der.js';
import { integerHex, readTime } from './der-values.js';

/** RFC 5755 4.1: version, holder, issuer, signature, serialNumber, validity, attributes. It certifies no key. */
export function readAttributeCertificate(der: Uint8Array, catalog: Catalog): ReadCertificate {
  const problems: string[] = [];
  const whole = readElement(der);
  const [info] = sequence(whole, 'attribute certificate');
  const [, , , algorithm, serial, validity] = sequence(info, 'AttributeCertificateInfo');
  const { algorithm: signature } = statedAlgorithm(problems, algorithm, 'signature algorithm', catalog);
  const times = validity ? children(validity) : [];
  const fingerprintSha256 = createHash('sha256').update(encoded(whole)).digest('hex');
  const asset: CertificateAsset = {
    kind: 'certificate',
    id: `certificate/${fingerprintSha256}`,
    name: `attribute certificate ${fingerprintSha256.slice(0, 16)}`,
    format: 'attribute certificate',
    subject: '',
    issuer: '',
    fingerprintSha256,
    ...present({
      serialNumber: attempt(problems, () => integerHex(serial, 'serial number')),
      notBefore: attempt(problems, () => readTime(times[0], 'notBefore')),
      notAfter: attempt(problems, () => readTime(times[1], 'notAfter')),
      signature,
    }),
  };
  return { asset, extensions: { unread: [], seen: [] }, problems, length: whole.end };
}
