import type { Catalog } from '../../../catalog/catalog.js';

/** Suites of TLS 1.3 that are offered: those of RFC 8446; others have no server. */
export const SUITES_13: readonly number[] = [0x1301, 0x1302, 0x1303, 0x1304, 0x1305];

/** What a TLS 1.2 hello offers when it only asks which version and key exchange there is: every kind, strongest first. */
export const SUITES_BEFORE_13: readonly number[] = [
  0xc02c, 0xc030, 0xc02b, 0xc02f, 0xcca9, 0xcca8, 0x009f, 0x009e, 0xccaa, 0x00a3, 0x00a2, 0xc0ad, 0xc0ac, 0xc024,
  0xc028, 0xc023, 0xc027, 0xc00a, 0xc014, 0xc009, 0xc013, 0x006b, 0x0067, 0x0039, 0x0033, 0x0038, 0x0032, 0x009d,
  0x009c, 0xc09d, 0xc09c, 0x003d, 0x003c, 0x0035, 0x002f, 0x0084, 0x0041, 0xc012, 0xc008, 0x0016, 0x0013, 0x000a,
  0xc011, 0xc007, 0x0005, 0x0004, 0x0009, 0x0015, 0x0007, 0x0096, 0x0003, 0x0006, 0x0008,
];

/** Suites of a version (`TLSv1.2`) that are not in `SUITES_BEFORE_13`. */
export function rareSuites(catalog: Catalog, version: string): number[] {
  return catalog.suites
    .filter(({ code, versions }) => code < 0x10000 && versions?.includes(version) && !SUITES_BEFORE_13.includes(code))
    .map(({ code }) => code);
}

/** What the questions of one run are made of, once for all targets. */
export interface Offers {
  readonly postQuantum: readonly number[];
  readonly classical: readonly number[];
  /** Every group that TLS 1.3 can select, post-quantum first. */
  readonly groups: readonly number[];
  readonly curves12: readonly number[];
  readonly schemes: readonly number[];
  readonly dhe: readonly number[];
  readonly staticRsa: readonly number[];
}

/** Groups that TLS 1.3 does not know (RFC 8446 section 4.2.7) stay out of its questions. */
const ONLY_BEFORE_13 = (code: number) => code < 23 || (code >= 26 && code <= 28);

export function makeOffers(catalog: Catalog): Offers {
  const postQuantum: number[] = [];
  const classical: number[] = [];
  for (const { code, algorithm, status } of catalog.groups) {
    if (ONLY_BEFORE_13(code) || status === 'private') continue;
    const { quantum } = catalog.algorithm(algorithm);
    (quantum.startsWith('quantum-safe') ? postQuantum : classical).push(code);
  }
  // What browsers want first, first: a server that follows the client then answers as it would to them.
  const first = (code: number) => [0x11ec, 0x001d, 0x0017].indexOf(code) >>> 0;
  postQuantum.sort((a, b) => first(a) - first(b));
  classical.sort((a, b) => first(a) - first(b));
  const kind = (exchange: string) =>
    catalog.suites
      .filter((suite) => suite.keyExchange === exchange && suite.versions?.includes('TLSv1.2') && suite.code < 0x10000)
      .filter((suite) => suite.authentication === 'RSA' || suite.authentication === 'DSS')
      .map((suite) => suite.code);
  return {
    postQuantum,
    classical,
    groups: [...postQuantum, ...classical],
    curves12: catalog.groups.filter(({ code }) => code <= 30 || (code >= 256 && code <= 260)).map(({ code }) => code),
    schemes: SCHEMES_ORDER.filter((code) => catalog.signatureScheme(code)),
    dhe: kind('DHE'),
    staticRsa: kind('RSA'),
  };
}

/**
 * Every scheme a certificate may need. Without ML-DSA in the list, a server that has an ML-DSA certificate alone refuses
 * the hello before it looks at the groups.
 */
const SCHEMES_ORDER: readonly number[] = [
  0x0905, 0x0904, 0x0906, 0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0804, 0x0805, 0x0806, 0x0809, 0x080a, 0x080b,
  0x081a, 0x081b, 0x081c, 0x0401, 0x0501, 0x0601, 0x0201, 0x0203, 0x0708, 0x0911, 0x0912, 0x0913, 0x0914, 0x0915,
  0x0916, 0x0917, 0x0918, 0x0919, 0x091a, 0x091b, 0x091c,
];
