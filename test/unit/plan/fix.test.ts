import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRulesFolder } from '../../../src/knowledge/compile.js';
import { FIXES } from '../../../src/plan/fix/fixes.js';
import { unifiedDiff } from '../../../src/plan/fix/unified-diff.js';

const CASES: [fix: string, before: string, after: string][] = [
  [
    'nginx-groups',
    '  ssl_ecdh_curve X25519:prime256v1; # edge\r\n',
    '  ssl_ecdh_curve X25519MLKEM768:X25519:prime256v1; # edge\r\n',
  ],
  ['nginx-groups', 'ssl_ecdh_curve auto;\n', 'ssl_ecdh_curve auto;\n'],
  ['nginx-groups', '# ssl_ecdh_curve X25519;\n', '# ssl_ecdh_curve X25519;\n'],
  [
    'nginx-groups',
    'ssl_conf_command Groups P-256:X25519MLKEM768;\n',
    'ssl_conf_command Groups X25519MLKEM768:P-256;\n',
  ],
  ['nginx-groups', 'ssl_ecdh_curve $curves;\n', 'ssl_ecdh_curve $curves;\n'],
  [
    'sshd-kex',
    'KexAlgorithms curve25519-sha256',
    'KexAlgorithms mlkem768x25519-sha256,sntrup761x25519-sha512@openssh.com,curve25519-sha256',
  ],
  ['sshd-kex', 'KexAlgorithms -diffie-hellman-group14-sha1\n', 'KexAlgorithms -diffie-hellman-group14-sha1\n'],
  [
    'apache-groups',
    'SSLOpenSSLConfCmd Curves X25519:P-256\n',
    'SSLOpenSSLConfCmd Curves X25519MLKEM768:X25519:P-256\n',
  ],
  [
    'haproxy-curves',
    '  bind :443 ssl crt a.pem curves X25519 alpn h2\n',
    '  bind :443 ssl crt a.pem curves X25519MLKEM768:X25519 alpn h2\n',
  ],
  ['haproxy-curves', 'ssl-default-bind-curves P-256 # all\n', 'ssl-default-bind-curves X25519MLKEM768:P-256 # all\n'],
  [
    'swanctl-proposals',
    '  proposals = aes256-sha256-x25519, default # site\n',
    '  proposals = aes256-sha256-x25519-ke1_mlkem768, aes256-sha256-x25519, default # site\n',
  ],
  ['swanctl-proposals', '  esp_proposals = aes256gcm16\n', '  esp_proposals = aes256gcm16\n'],
  ['openssl-groups', 'Groups = X25519:P-256\n', 'Groups = X25519MLKEM768:X25519:P-256\n'],
  [
    'postfix-groups',
    'tls_eecdh_auto_curves = X25519, prime256v1\n',
    'tls_eecdh_auto_curves = X25519MLKEM768, X25519, prime256v1\n',
  ],
  ['openssl-groups', '# Groups = X25519\n', '# Groups = X25519\n'],
  [
    'openvpn-groups',
    'tls-groups secp384r1:X25519 # both ends\n',
    'tls-groups X25519MLKEM768:secp384r1:X25519 # both ends\n',
  ],
  ['openvpn-groups', ';tls-groups X25519\n', ';tls-groups X25519\n'],
  ['stunnel-curves', 'curves = X25519:P-256\r\n', 'curves = X25519MLKEM768:X25519:P-256\r\n'],
  ['stunnel-curves', '; curves = X25519\n', '; curves = X25519\n'],
  ['dovecot-curves', 'ssl_curve_list = X448:X25519\n', 'ssl_curve_list = X25519MLKEM768:X448:X25519\n'],
  ['dovecot-curves', 'ssl_curve_list = auto\n', 'ssl_curve_list = auto\n'],
  [
    'lighttpd-groups',
    'ssl.openssl.ssl-conf-cmd = ("MinProtocol" => "TLSv1.2", "Groups" => "X25519:P-256") # edge\n',
    'ssl.openssl.ssl-conf-cmd = ("MinProtocol" => "TLSv1.2", "Groups" => "X25519MLKEM768:X25519:P-256") # edge\n',
  ],
  [
    'postgresql-groups',
    "ssl_groups = 'X25519:prime256v1'\t# (change requires restart)\n",
    "ssl_groups = 'X25519MLKEM768:X25519:prime256v1'\t# (change requires restart)\n",
  ],
  ['postgresql-groups', "#ssl_groups = 'X25519:prime256v1'\n", "#ssl_groups = 'X25519:prime256v1'\n"],
  [
    'jvm-named-groups',
    'jdk.tls.namedGroups=x25519, secp256r1\n',
    'jdk.tls.namedGroups=X25519MLKEM768, x25519, secp256r1\n',
  ],
  [
    'jvm-named-groups',
    'JAVA_OPTS="-Djdk.tls.namedGroups=x25519,secp256r1 -Xmx1g"\n',
    'JAVA_OPTS="-Djdk.tls.namedGroups=X25519MLKEM768,x25519,secp256r1 -Xmx1g"\n',
  ],
  ['jvm-named-groups', '#jdk.tls.namedGroups=x25519\n', '#jdk.tls.namedGroups=x25519\n'],
  [
    'envoy-curves',
    '    ecdh_curves: ["X25519", "P-256"] # edge\n',
    '    ecdh_curves: ["X25519MLKEM768", "X25519", "P-256"] # edge\n',
  ],
  ['envoy-curves', 'ecdhCurves: [ P-256 ]\n', 'ecdhCurves: [ X25519MLKEM768, P-256 ]\n'],
  ['envoy-curves', 'ecdh_curves: [{{ curves }}]\n', 'ecdh_curves: [{{ curves }}]\n'],
  [
    'traefik-curves',
    '  curvePreferences = ["CurveP521", "X25519MLKEM768"]\n',
    '  curvePreferences = ["X25519MLKEM768", "CurveP521"]\n',
  ],
  [
    'ipsec-conf-proposals',
    '  ike=aes256gcm16-prfsha384-ecp384!\n  esp=aes256gcm16!\n',
    '  ike=aes256gcm16-prfsha384-ecp384-ke1_mlkem768,aes256gcm16-prfsha384-ecp384!\n  esp=aes256gcm16!\n',
  ],
  ['ipsec-conf-proposals', '  ike=aes256-sha2_256-modp2048\n', '  ike=aes256-sha2_256-modp2048\n'],
  [
    'ipsec-conf-proposals',
    'config setup\n  charondebug=all\nconn a\n  esp=aes256-sha256-x25519 # pfs\n',
    'config setup\n  charondebug=all\nconn a\n  esp=aes256-sha256-x25519-ke1_mlkem768,aes256-sha256-x25519 # pfs\n',
  ],
];

describe('mechanical fixes', () => {
  it.each(CASES)('%s: %j', (fix, before, after) => {
    expect(FIXES[fix]!(before)).toBe(after);
    expect(FIXES[fix]!(after)).toBe(after);
  });

  it('are there for every remedy that names one', () => {
    const { knowledge } = readRulesFolder('rules');
    const named = knowledge.documents.flatMap(({ kind, body }) =>
      kind === 'remedies' ? (body['remedies'] as { fix?: string }[]).flatMap(({ fix }) => fix ?? []) : [],
    );
    expect(named.filter((one) => !FIXES[one])).toEqual([]);
  });

  it('change the fixture of the hospital in one line', () => {
    const text = readFileSync('fixtures/repos/hospital-api/edge/nginx.conf', 'utf8');
    const diff = unifiedDiff('edge/nginx.conf', text, FIXES['nginx-groups']!(text));
    expect(diff.split('\n').filter((line) => /^[-+]/.test(line))).toEqual([
      '--- a/edge/nginx.conf',
      '+++ b/edge/nginx.conf',
      '-    ssl_ecdh_curve X25519:prime256v1;',
      '+    ssl_ecdh_curve X25519MLKEM768:X25519:prime256v1;',
    ]);
    expect(diff).toContain('@@ -5,7 +5,7 @@');
  });
});
