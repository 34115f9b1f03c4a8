import type { Catalog } from '../../../catalog/catalog.js';

export interface IkeProposals {
  /** Encryption and integrity, a text for each proposal: `aes256-sha256`. */
  readonly names: string[];
  /** Key-exchange methods, additional ones with their round: `modp2048`, `ke1_mlkem768`. */
  readonly groups: string[];
  /** The same, proposal by proposal. */
  readonly proposals: string[][];
  readonly unknown: string[];
}

/**
 * Proposals as strongSwan and Libreswan write them: `aes256-sha256-modp2048-ke1_mlkem768, aes128gcm16-prfsha256-ecp256!`,
 * `aes_gcm256-sha2_512+sha2_256-dh14;modp2048`. Libreswan's `;` before the group and `+` for alternatives are the same words.
 */
export function ikeProposals(value: string, catalog: Catalog): IkeProposals {
  const names: string[] = [];
  const groups: string[] = [];
  const proposals: string[][] = [];
  const unknown: string[] = [];
  for (const proposal of value.replace(/!$/, '').split(/[,\s]+/)) {
    if (proposal === '') continue;
    const rest: string[] = [];
    const own: string[] = [];
    for (const token of proposal.split(/[-;+]/)) {
      if (token === '') continue;
      if (token === 'default') {
        rest.push(token);
        unknown.push('default: the proposals of the version');
      } else if (isExchange(token, catalog)) own.push(exchangeName(token, catalog));
      else {
        rest.push(token);
        if (!isTransform(token, catalog)) unknown.push(token);
      }
    }
    for (const one of own) push(groups, one);
    if (own.length > 0) proposals.push(own);
    if (rest.length > 0) push(names, rest.join('-'));
  }
  return { names, groups, proposals, unknown };
}

/** Canonical name of a key-exchange word, with `keN_` kept: `ke1_mlkem768` → `ke1_ML-KEM-768`. */
function exchangeName(token: string, catalog: Catalog): string {
  const round = /^ke\d_/.exec(token)?.[0] ?? '';
  const bare = token.slice(round.length);
  const point = catalog.ike('key-exchange', /^\d+$/.test(bare) ? Number(bare) : bare);
  return round + (point?.name ?? bare);
}

function isExchange(token: string, catalog: Catalog): boolean {
  const bare = token.replace(/^ke\d_/, '');
  return (
    catalog.ike('key-exchange', bare) !== undefined ||
    /^(?:modp\d+(?:s\d+)?|ecp\d+(?:bp)?|curve(?:25519|448)|x(?:25519|448)|dh\d+|mlkem\d+|ml_kem_\d+|ntru\d+|newhope\d+|modpnull|none)$/.test(
      bare,
    )
  );
}

function isTransform(token: string, catalog: Catalog): boolean {
  return (
    ['encryption', 'prf', 'integrity'].some((list) => catalog.ike(list, token) !== undefined) ||
    /^(?:aes|3des|des|camellia|blowfish|cast|chacha20|null|serpent|twofish|sha|md5|prf|esn|noesn|aes_?(?:gcm|cbc|ctr|ccm|gmac)|hmac|cmac|xcbc|aesxcbc|aescmac)/.test(
      token,
    )
  );
}

function push(list: string[], value: string): void {
  if (!list.includes(value)) list.push(value);
}
