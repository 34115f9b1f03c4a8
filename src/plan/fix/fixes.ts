import { inBrackets, inList, mapValues } from './lists.js';

const GROUP = ['X25519MLKEM768'];
const KEX = ['mlkem768x25519-sha256', 'sntrup761x25519-sha512@openssh.com'];

/** Mechanical changes by the name that a remedy gives: text of a configuration file → the same with the safe method first. */
export const FIXES: Readonly<Record<string, (text: string) => string>> = {
  'nginx-groups': (text) => {
    const groups = (value: string) => (/^\s*auto\s*$/.test(value) ? value : inList(GROUP, /:/, ':')(value));
    const curves = mapValues(text, /^(\s*ssl_ecdh_curve\s+)([^;#]+)(;.*)$/, groups);
    return mapValues(curves, /^(\s*(?:proxy_)?ssl_conf_command\s+(?:Groups|Curves)\s+)([^;#]+)(;.*)$/, groups);
  },
  // A list that begins with +, - or ^ changes the default, which has the hybrids first since OpenSSH 10.0.
  'sshd-kex': (text) => mapValues(text, /^(\s*KexAlgorithms[ \t=]+)([^\s#+^-]\S*)(.*)$/i, inList(KEX, /,/, ',')),
  'apache-groups': (text) =>
    mapValues(
      text,
      /^(\s*SSLOpenSSLConfCmd\s+(?:Groups|Curves|ECDHParameters)\s+"?)([^\s"#]+)(.*)$/i,
      inList(GROUP, /:/, ':'),
    ),
  'haproxy-curves': (text) => {
    const defaults = mapValues(
      text,
      /^(\s*ssl-default-(?:bind|server)-curves\s+)([^\s#]+)(.*)$/,
      inList(GROUP, /:/, ':'),
    );
    return mapValues(
      defaults,
      /^(\s*(?:bind|server|default-server)\s[^#]*?\scurves\s+)([^\s#]+)(.*)$/,
      inList(GROUP, /:/, ':'),
    );
  },
  'swanctl-proposals': (text) =>
    mapValues(text, /^([^#\n]*?\b(?:esp_)?proposals\s*=\s*)([\w,\s-]+?)(\s*(?:[#}].*)?)$/, withMlKem),
  'openssl-groups': (text) => mapValues(text, /^(\s*(?:Groups|Curves)\s*=\s*)([^\s#]+)(.*)$/, inList(GROUP, /:/, ':')),
  'postfix-groups': (text) =>
    mapValues(text, /^(tls_eecdh_auto_curves\s*=\s*)([^#]+?)(\s*)$/, inList(GROUP, /[,\s]+/, ' ')),
  'openvpn-groups': (text) => mapValues(text, /^(\s*tls-groups\s+)([^\s#;]+)(.*)$/, inList(GROUP, /:/, ':')),
  'stunnel-curves': (text) => mapValues(text, /^(\s*curves\s*=\s*)([^\s;#]+)(.*)$/, inList(GROUP, /:/, ':')),
  'dovecot-curves': (text) =>
    mapValues(text, /^(\s*ssl_curve_list\s*=\s*)([^\s#]+)(.*)$/, (value) =>
      value === 'auto' ? value : inList(GROUP, /:/, ':')(value),
    ),
  'lighttpd-groups': (text) =>
    mapValues(text, /^([^#]*?"(?:Groups|Curves)"\s*=>\s*")([^"]+)(".*)$/, inList(GROUP, /:/, ':')),
  'postgresql-groups': (text) => mapValues(text, /^(\s*ssl_groups\s*=?\s*')([^']+)('.*)$/, inList(GROUP, /:/, ':')),
  // In the security file, in an options file, or on a command line.
  'jvm-named-groups': (text) =>
    mapValues(
      text,
      /^([^#]*?(?:-D|\b)jdk\.tls\.namedGroups\s*=\s*"?)([\w, -]*?\w)((?:"|\s|\\).*|)$/,
      inList(GROUP, /,\s*/, ','),
    ),
  'envoy-curves': (text) =>
    mapValues(text, /^([^#]*?\b(?:ecdh_curves|ecdhCurves)["']?\s*:\s*\[)([^\]#]+)(\].*)$/, inBrackets(GROUP)),
  'traefik-curves': (text) =>
    mapValues(text, /^([^#]*?\bcurvePreferences["']?\s*[:=]\s*\[)([^\]#]+)(\].*)$/, inBrackets(GROUP)),
  // Libreswan writes the same file with other words; only strongSwan closes a list with "!" or knows charondebug.
  'ipsec-conf-proposals': (text) => {
    const strongSwan = /^\s*charondebug\s*=/m.test(text);
    const change = (value: string) => (strongSwan || value.endsWith('!') ? withMlKemStrict(value) : value);
    return mapValues(text, /^(\s+(?:ike|esp)\s*=\s*)([\w,-]+!?)(\s*(?:#.*)?)$/, change);
  },
};

/** Proposals that a "!" closes: nothing else is offered then. */
function withMlKemStrict(value: string): string {
  return value.endsWith('!') ? `${withMlKem(value.slice(0, -1))}!` : withMlKem(value);
}

/**
 * Each proposal once with an additional ML-KEM-768 exchange, before those as found: both ends go on with the old one until
 * both have the new (RFC 9370). `default`, proposals without a key exchange of their own and those with a broken part stay as they are.
 */
function withMlKem(value: string): string {
  const proposals = value
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  const wanted = proposals
    .filter((one) => HAS_EXCHANGE.test(one) && !WEAK.test(one) && !one.includes('-ke1_'))
    .map((one) => `${one}-ke1_mlkem768`);
  const missing = wanted.filter((one) => !proposals.includes(one));
  if (missing.length === 0) return value;
  return [...missing, ...proposals].join(/,\s/.test(value) ? ', ' : ',');
}

/** What has to be replaced anyway is no ground for a safe exchange. */
const WEAK = /(?:^|-)(?:3?des|md5|modp(?:768|1024))(?:-|$)/;
const HAS_EXCHANGE = /-(?:x25519|x448|curve25519|curve448|ecp\d+\w*|modp\d+\w*)(?:-|$)/;
