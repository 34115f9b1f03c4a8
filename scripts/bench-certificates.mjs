// `npm run bench:certificates`: how fast certificates are read, beside @peculiar/x509 alone. Needs a built dist/ and a CA bundle.
import 'reflect-metadata';
import { existsSync, readFileSync } from 'node:fs';
import { X509Certificate } from '@peculiar/x509';
import { Catalog } from '../dist/catalog/catalog.js';
import { loadKnowledge } from '../dist/knowledge/load.js';
import { readCertificate } from '../dist/parse/pki/certificate.js';

const SECONDS = 2;
const bundle = process.argv[2] ?? '/etc/ssl/certs/ca-certificates.crt';
if (!existsSync(bundle)) {
  console.error(`no CA bundle at ${bundle}: give the path of one`);
  process.exitCode = 2;
} else {
  const text = readFileSync(bundle, 'latin1');
  const ders = [...text.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END/g)].map((match) =>
    Buffer.from(match[1], 'base64'),
  );
  const catalog = new Catalog(loadKnowledge());
  row('qday: every fact and weakness', (der) => readCertificate(der, catalog));
  row('@peculiar/x509: the same fields', (der) => {
    const read = new X509Certificate(der);
    return [
      read.subject,
      read.issuer,
      read.notBefore,
      read.notAfter,
      read.publicKey.algorithm,
      read.signatureAlgorithm,
      read.extensions.length,
    ];
  });

  /** Certificates a second, after one round to warm up. */
  function row(name, read) {
    for (const der of ders) read(der);
    const start = performance.now();
    let count = 0;
    while (performance.now() - start < SECONDS * 1000) {
      for (const der of ders) read(der);
      count += ders.length;
    }
    const rate = Math.round(count / ((performance.now() - start) / 1000));
    console.log(`${name.padEnd(34)} ${String(rate).padStart(8)} certificates/s`);
  }
}
