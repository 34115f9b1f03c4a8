import type { Catalog } from '../../../catalog/catalog.js';

/** What OpenSSL 3.5 means by DEFAULT in a group list (SSL_CTX_set1_groups(3)). */
const OPENSSL_DEFAULT = 'X25519MLKEM768 X25519 secp256r1 x448 secp384r1 secp521r1 ffdhe2048 ffdhe3072';

/**
 * Group lists in all spellings: `X25519:P-256`, OpenSSL 3.5 tuples `*X25519MLKEM768 / *X25519:?secp256r1`, removals
 * `-secp521r1`, `DEFAULT`, Go's `CurveP256`, code points `29`. Unknown names stay visible as written.
 */
export function tlsGroups(value: string, catalog: Catalog): { names: string[]; unknown: string[] } {
  const names: string[] = [];
  const unknown: string[] = [];
  for (const word of value.split(/[\s,:/]+/)) {
    const bare = word.replace(/^[?*]+/, '');
    if (bare === '') continue;
    if (bare === 'DEFAULT') {
      names.push(...tlsGroups(OPENSSL_DEFAULT, catalog).names);
      continue;
    }
    const removed = bare.startsWith('-');
    const name = removed ? bare.slice(1) : bare;
    const group = groupName(name, catalog);
    if (removed) {
      const at = names.indexOf(group ?? name);
      if (at >= 0) names.splice(at, 1);
    } else {
      if (!group) unknown.push(name);
      if (!names.includes(group ?? name)) names.push(group ?? name);
    }
  }
  return { names, unknown };
}

export function groupName(name: string, catalog: Catalog): string | undefined {
  const code = /^(?:0x[0-9a-f]+|\d+)$/i.test(name) ? Number(name) : undefined;
  const found = catalog.group(code ?? name) ?? catalog.group(name.replace(/^(?:tls_)?(?:curve|group)_?/i, ''));
  if (found) return found.name;
  // Old curve names that never got a code point in TLS 1.3 are still curves.
  return catalog.curve(name)?.name;
}
