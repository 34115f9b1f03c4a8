import { createRequire } from 'node:module';

/** Loaded with the first request only: the library and what it needs take longer to load than all else of a start. */
const load = createRequire(import.meta.url);

/** The requested extensions as @peculiar/x509 decodes them; undefined for algorithms that the library does not know. */
export function requestExtensions(der: Uint8Array): Uint8Array[] | undefined {
  load('reflect-metadata');
  const { Pkcs10CertificateRequest } = load('@peculiar/x509') as typeof import('@peculiar/x509');
  try {
    return new Pkcs10CertificateRequest(Buffer.from(der)).extensions.map((one) => new Uint8Array(one.rawData));
  } catch {
    return undefined;
  }
}
