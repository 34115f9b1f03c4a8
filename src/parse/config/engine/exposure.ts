import type { Usage } from '../../../model/index.js';
import type { Lookup } from './lookup.js';

/** Loopback, RFC 1918, RFC 4193 and sockets of the file system are not the internet. */
const INTERNAL =
  /^(?:\[?::1\]?|127\.|localhost|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[?f[cd][0-9a-f]{2}:|unix|\/)/i;
const EVERYWHERE = /^(?:\*|0\.0\.0\.0|\[?::\]?|:?\d+$|:\d+|\[::\]:\d+|443$)/;

/** Who can reach a listener, as far as its address says it. */
export function exposureOf(lookup: Lookup): Pick<Usage, 'exposure'> {
  const rule = lookup.find.exposure;
  if (rule?.is) return { exposure: rule.is };
  if (!rule?.from) return {};
  const addresses = lookup
    .all(rule.from)
    .map((one) => one.args[0] ?? one.value)
    .filter((one) => one !== '');
  if (addresses.length === 0) return {};
  if (addresses.every((one) => INTERNAL.test(one))) return { exposure: 'internal' };
  return addresses.some((one) => EVERYWHERE.test(one)) ? { exposure: 'internet' } : {};
}
