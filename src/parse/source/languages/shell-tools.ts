import { SERVICES } from './shell-tools-services.js';
import { type Tool, words } from './tool.js';

const SSH: Tool = {
  clusters: true,
  values: words('b B c D E e F I i J L l m O o p P Q R S W w X'),
  pairs: words('o'),
  pairMark: '=',
};

const GPG: Tool = {
  clusters: true,
  values: words(
    'o output u local-user default-key r recipient R hidden-recipient homedir passphrase passphrase-file passphrase-fd pinentry-mode cipher-algo digest-algo cert-digest-algo s2k-cipher-algo s2k-digest-algo s2k-mode s2k-count personal-cipher-preferences personal-digest-preferences default-preference-list keyserver keyring trust-model compress-algo z status-fd logger-fd default-new-key-algo options command-fd no-default-keyring-file',
  ),
  modes: {
    'gen-key': 'generate',
    'generate-key': 'generate',
    'full-gen-key': 'generate',
    'full-generate-key': 'generate',
    'quick-gen-key': 'quick',
    'quick-generate-key': 'quick',
    'quick-add-key': 'quick-add',
    c: 'symmetric',
    symmetric: 'symmetric',
    e: 'encrypt',
    encrypt: 'encrypt',
    d: 'decrypt',
    decrypt: 'decrypt',
    s: 'sign',
    sign: 'sign',
    b: 'sign',
    'detach-sign': 'sign',
    'clear-sign': 'sign',
    clearsign: 'sign',
    verify: 'verify',
  },
};

/** Tools by the name of the program. */
export const TOOLS: Readonly<Record<string, Tool>> = {
  ...SERVICES,
  openssl: {
    depth: 1,
    values: words(
      'out in inform outform keyform certform passin passout pass passwd k K iv S kfile md iter saltlen rand writerand engine provider propquery provider-path algorithm pkeyopt paramfile newkey key keyout pubkey pubin-file subj config conf days extensions extfile reqexts addext set_serial CA CAkey CAserial CAform CAkeyform signkey force_pubkey not_before not_after name param_enc conv_form sign verify prverify signature hmac mac macopt sigopt xoflen inkey peerkey certfile caname CAfile CApath cert cert_chain connect host port servername starttls verify_depth alpn ciphers ciphersuites curves groups sigalgs min_protocol max_protocol accept www-port dhparam cipher signer recip to from subject certin-file crldays startdate enddate policy kdfopt keylen purpose checkhost checkip sess_out nameopt multi seconds bytes primes pbe keypbe certpbe macalg macsaltlen kdf salt peerform sigfile rawin-file',
    ),
    actions: {
      dgst: { sign: 'sign', verify: 'verify', prverify: 'verify', hmac: 'hmac', mac: 'mac' },
      rsautl: { encrypt: 'encrypt', decrypt: 'decrypt', sign: 'sign', verify: 'verify' },
      pkeyutl: {
        ...{ encrypt: 'encrypt', decrypt: 'decrypt', derive: 'derive', encap: 'encap', decap: 'decap' },
        ...{ sign: 'sign', verify: 'verify', verifyrecover: 'verify' },
      },
      smime: { encrypt: 'encrypt', decrypt: 'decrypt', sign: 'sign', verify: 'verify' },
      cms: { encrypt: 'encrypt', decrypt: 'decrypt', sign: 'sign', verify: 'verify', EncryptedData_encrypt: 'encrypt' },
      enc: { d: 'decrypt' },
    },
    pairs: words('pkeyopt kdfopt macopt sigopt'),
    makes: ['keyout', 'out'],
    reads: ['CAkey', 'signkey', 'key', 'inkey', 'sign', 'prverify', 'verify', 'paramfile', 'signer', 'in'],
  },
  'ssh-keygen': {
    clusters: true,
    base: 'generate',
    makes: ['f'],
    reads: ['s', 'f'],
    values: words('a b C D E F f I M m N n O P R r s t V w Y Z z'),
    modes: {
      '?': 'help',
      R: 'hosts',
      F: 'hosts',
      H: 'hosts',
      l: 'fingerprint',
      y: 'public',
      e: 'convert',
      i: 'convert',
      p: 'passphrase',
      c: 'comment',
      k: 'revoke',
      Q: 'revoke',
      L: 'show',
      B: 'fingerprint',
      D: 'token',
      K: 'token',
      r: 'dns',
      s: 'certify',
      Y: 'signature',
      M: 'moduli',
      A: 'hosts-keys',
    },
  },
  ssh: SSH,
  scp: SSH,
  sftp: SSH,
  'ssh-keyscan': { clusters: true, values: words('f p T t') },
  gpg: GPG,
  gpg2: GPG,
  keytool: {
    values: words(
      'alias keyalg keysize groupname sigalg dname validity keystore storepass keypass storetype providerclass providername providerpath provider ext startdate file infile outfile signer signerkeypass srckeystore destkeystore srcstoretype deststoretype srcstorepass deststorepass srcalias destalias srckeypass destkeypass',
    ),
    modes: {
      genkeypair: 'genkeypair',
      genkey: 'genkeypair',
      genseckey: 'genseckey',
      certreq: 'certreq',
      gencert: 'gencert',
      selfcert: 'genkeypair',
    },
    base: 'other',
  },
  jarsigner: {
    values: words(
      'keystore storepass keypass storetype sigfile signedjar digestalg sigalg tsadigestalg tsa tsacert tsapolicyid certchain providerClass providerName providerArg addprovider',
    ),
    modes: { verify: 'verify' },
    base: 'sign',
  },
  cosign: {
    depth: 1,
    values: words(
      'key k output-key-prefix kms certificate signature output-signature output-certificate bundle a annotations certificate-identity certificate-oidc-issuer certificate-identity-regexp certificate-oidc-issuer-regexp type predicate rekor-url fulcio-url',
    ),
  },
  certbot: {
    depth: 1,
    values: words(
      'd domain domains m email w webroot-path key-type rsa-key-size elliptic-curve cert-name server config-dir work-dir logs-dir deploy-hook pre-hook post-hook renew-hook csr dns-cloudflare-credentials preferred-challenges',
    ),
  },
  mkcert: { values: words('cert-file key-file p12-file csr') },
  step: {
    depth: 2,
    values: words(
      'kty size curve crv alg ca ca-key not-before not-after profile template san password-file provisioner provisioner-password-file token ca-url root issuer key bits',
    ),
  },
  signtool: {
    depth: 1,
    values: words('fd f p n s sha1 t tr td csp kc i u ac d du'),
  },
  codesign: {
    clusters: false,
    values: words('s sign o options i identifier entitlements r requirements keychain digest-algorithm'),
    modes: { s: 'sign', sign: 'sign', v: 'verify', verify: 'verify' },
    base: 'other',
  },
  age: {
    values: words('r recipient R recipients-file i identity o output'),
    modes: { d: 'decrypt', decrypt: 'decrypt', p: 'passphrase', passphrase: 'passphrase' },
    base: 'encrypt',
  },
  'age-keygen': { values: words('o output'), modes: { y: 'public' }, base: 'generate' },
  wg: { depth: 1, values: words('private-key preshared-key') },
};

/** Programs that run another one. */
export const RUNNERS: ReadonlySet<string> = words(
  'sudo env exec command time nohup nice ionice timeout chroot xargs docker podman kubectl ssh su doas winpty retry builtin gosu setpriv',
);

const DIGEST = /^(?:sha\d|sha3-|md[245]|blake2|ripemd|rmd160|sm3|shake|whirlpool|sha$)/i;
const CIPHER = /^(?:aes|des|camellia|aria|chacha|seed|idea|bf|blowfish|rc[245]|cast|sm4)/i;

/** `-sha256`, `-aes256`: what a lone option of openssl names. */
export function namedByOption(option: string): 'digest' | 'cipher' | undefined {
  if (DIGEST.test(option)) return 'digest';
  return CIPHER.test(option) ? 'cipher' : undefined;
}
