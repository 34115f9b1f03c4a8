/** Protocol versions, oldest first, as this project spells them. */
export const TLS_VERSIONS = ['SSLv2', 'SSLv3', 'TLSv1.0', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;

/** The oldest that any product still means by "all". */
const FLOOR = 'SSLv3';

/**
 * Version words in all spellings: `TLSv1.2 TLSv1.3`, `-all +TLSv1.2`, `all -SSLv3`, `!SSLv3`, `TLSv1_2`, `TLS12`,
 * `VersionTLS13`, `>=TLSv1.2`. Oldest first.
 */
export function tlsVersions(value: string): { names: string[]; unknown: string[] } {
  // Tomcat joins with plus signs: `TLSv1.2+TLSv1.3`.
  const words = value
    .replace(/(\w)\+/g, '$1 +')
    .split(/[\s,:;|[\]()]+/)
    .filter((word) => word !== '');
  const set = new Set<string>();
  const unknown: string[] = [];
  const negativeFirst = /^[!-]/.test(words[0] ?? '') && !/^-all$/i.test(words[0] ?? '');
  if (negativeFirst) for (const one of from(FLOOR)) set.add(one);
  for (const word of words) {
    const range = /^(>=|<=)(.+)$/.exec(word);
    if (range) {
      const version = tlsVersion(range[2] ?? '');
      if (!version) unknown.push(word);
      else for (const one of range[1] === '>=' ? from(version) : upTo(version)) set.add(one);
      continue;
    }
    const sign = /^[+\-!]/.exec(word)?.[0] ?? '';
    const bare = word.slice(sign.length);
    if (/^all$/i.test(bare)) {
      for (const one of from(FLOOR)) sign === '-' || sign === '!' ? set.delete(one) : set.add(one);
      continue;
    }
    const version = tlsVersion(bare);
    if (!version) unknown.push(word);
    else if (sign === '-' || sign === '!') set.delete(version);
    else set.add(version);
  }
  return { names: TLS_VERSIONS.filter((one) => set.has(one)), unknown };
}

/** One version in any spelling. */
export function tlsVersion(word: string): string | undefined {
  const text = word
    .toLowerCase()
    .replace(/^version_?/, '')
    .replace(/[\s_.\-v]/g, '')
    .replace(/^d?tls/, 'tls');
  const digits = /^(?:(ssl|tls)(?:version)?)?(\d{1,2})?$/.exec(text);
  if (!digits) return undefined;
  const [, kind, number] = digits;
  if (kind === 'ssl') return number?.startsWith('2') ? 'SSLv2' : number?.startsWith('3') ? 'SSLv3' : undefined;
  if (!number) return undefined;
  if (number === '1' || number === '10') return 'TLSv1.0';
  return { '11': 'TLSv1.1', '12': 'TLSv1.2', '13': 'TLSv1.3' }[number];
}

export function from(version: string): string[] {
  const index = TLS_VERSIONS.indexOf(version as never);
  return index < 0 ? [] : TLS_VERSIONS.slice(index);
}

export function upTo(version: string): string[] {
  const index = TLS_VERSIONS.indexOf(version as never);
  return index < 0 ? [] : TLS_VERSIONS.slice(TLS_VERSIONS.indexOf(FLOOR), index + 1);
}
