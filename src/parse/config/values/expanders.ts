import type { Catalog } from '../../../catalog/catalog.js';
import { tlsGroups } from './groups.js';
import { ikeProposals } from './ike-proposals.js';
import { opensslCiphers } from './openssl-ciphers.js';
import { sshList } from './ssh-lists.js';
import { from, tlsVersion, tlsVersions, upTo } from './tls-versions.js';

/** A written value in canonical names; what could not be understood is listed as such. */
export interface Expanded {
  readonly names: readonly string[];
  /** Key-exchange methods found in a value that carries several kinds: IKE proposals. */
  readonly groups?: readonly string[];
  /** The same, proposal by proposal. */
  readonly proposals?: readonly (readonly string[])[];
  readonly unknown: readonly string[];
}

export type Expander = (value: string, catalog: Catalog, defaults?: readonly string[]) => Expanded;

const words = (value: string): Expanded => ({
  names: value.split(/[\s,:;|]+/).filter((one) => one !== ''),
  unknown: [],
});

/** How the value of a setting is written: the names that rules use in `as:`. */
export const EXPANDERS: Readonly<Record<string, Expander>> = {
  words,
  /** Values that are names in themselves. */
  text: (value) => ({ names: value === '' ? [] : [value], unknown: [] }),
  'tls-versions': tlsVersions,
  'tls-minimum': (value) => single(value, from),
  'tls-maximum': (value) => single(value, upTo),
  'openssl-ciphers': opensslCiphers,
  suites: (value, catalog) => each(value, (word) => catalog.suite(word)?.name),
  'tls-groups': tlsGroups,
  'signature-schemes': (value, catalog) =>
    each(value, (word) => catalog.signatureScheme(word)?.name ?? catalog.named(word)?.name),
  'ssh-list': (value, _, defaults) => sshList(value, defaults),
  'ike-proposals': ikeProposals,
  'ike-groups': (value, catalog) => {
    const { groups, names } = ikeProposals(value.replace(/[\s,]+/g, ',').replace(/\bgroup(?=\d)/gi, 'dh'), catalog);
    const numbers = names
      .filter((one) => /^\d+$/.test(one))
      .map((one) => catalog.ike('key-exchange', Number(one))?.name ?? `group ${one}`);
    return { names: [...groups, ...numbers], unknown: [] };
  },
};

function single(value: string, range: (version: string) => string[]): Expanded {
  const version = tlsVersion(value.trim());
  return version ? { names: range(version), unknown: [] } : { names: [], unknown: [value.trim().slice(0, 60)] };
}

/** Unknown words stay in the list as written, and are named as unknown. */
function each(value: string, look: (word: string) => string | undefined): Expanded {
  const names: string[] = [];
  const unknown: string[] = [];
  for (const word of words(value).names) {
    const name = look(word);
    if (!name) unknown.push(word);
    if (!names.includes(name ?? word)) names.push(name ?? word);
  }
  return { names, unknown };
}
