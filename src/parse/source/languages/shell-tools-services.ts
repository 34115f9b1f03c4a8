import { type Tool, words } from './tool.js';

const CURL: Tool = {
  clusters: true,
  values: words(
    'o output H header d data u user x proxy A user-agent b cookie c cookie-jar e referer E cert key cacert capath ciphers tls13-ciphers curves tls-max X request F form m max-time T upload-file w write-out resolve connect-timeout retry data-raw data-binary cert-type key-type pass url',
  ),
};

const TPM = words(
  'C hierarchy G key-algorithm g hash-algorithm c key-context parent-context P key-auth p u public r private s scheme signature-scheme a attributes L policy o output signature f format l pcr-list m message q qualification d digest ak-context ek-context k',
);

/** Clients of certificate authorities, clouds and servers, and tools that sign releases. */
export const SERVICES: Readonly<Record<string, Tool>> = {
  'acme.sh': {
    values: words(
      'd domain w webroot k keylength ak accountkeylength server dns m email cert-file key-file fullchain-file reloadcmd days home config-home log csr',
    ),
    modes: {
      issue: 'issue',
      renew: 'renew',
      'create-account-key': 'account',
      'create-domain-key': 'issue',
      'create-csr': 'issue',
      'install-cert': 'install',
      installcert: 'install',
    },
    base: 'other',
  },
  lego: {
    values: words('k key-type m email d domains s server path dns http.port http.webroot csr c'),
  },
  easyrsa: {
    depth: 1,
    values: words('use-algo keysize curve digest days req-cn batch-file pki-dir vars'),
  },
  cfssl: { depth: 1, values: words('ca ca-key config profile hostname cn key csr') },
  notation: { depth: 1, values: words('key k signature-format id plugin') },
  apksigner: { depth: 1, values: words('ks ks-pass key-pass ks-key-alias out in key cert v1-signer-name') },
  osslsigncode: {
    depth: 1,
    values: words('certs spc key pkcs12 pass readpass n i h t ts p in out sigin ac pkcs11engine pkcs11module'),
  },
  zfs: { depth: 1, values: words('o V b'), pairs: words('o'), pairMark: '=' },
  zpool: { depth: 1, values: words('o O m R t'), pairs: words('o O'), pairMark: '=' },
  'update-crypto-policies': { values: words('set') },
  minisign: {
    clusters: true,
    values: words('p s x m t c P'),
    modes: { G: 'generate', S: 'sign', V: 'verify' },
    base: 'other',
  },
  signify: {
    clusters: true,
    values: words('c m p s t x e'),
    modes: { G: 'generate', S: 'sign', V: 'verify' },
    base: 'other',
  },
  'signify-openbsd': {
    clusters: true,
    values: words('c m p s t x e'),
    modes: { G: 'generate', S: 'sign', V: 'verify' },
    base: 'other',
  },
  curl: CURL,
  wget: {
    values: words(
      'O output-document U user-agent secure-protocol ciphers ca-certificate certificate private-key header P o T t',
    ),
  },
  vault: { depth: 1, assigns: true, values: words('address namespace mount field format') },
  bao: { depth: 1, assigns: true, values: words('address namespace mount field format') },
  aws: {
    depth: 2,
    values: words(
      'key-spec customer-master-key-spec key-usage origin key-pair-spec description region profile output query domain-name validation-method key-algorithm key-type key-format key-name signing-algorithm encryption-algorithm key-id message message-type plaintext ciphertext-blob tags policy subject-alternative-names certificate-authority-configuration',
    ),
  },
  gcloud: {
    depth: 3,
    values: words(
      'location keyring purpose default-algorithm protection-level algorithm project labels import-method key rotation-period',
    ),
  },
  az: {
    depth: 3,
    values: words(
      'vault-name name n kty size curve protection ops policy p file f resource-group g location l hsm-name subscription algorithm a id data value',
    ),
  },
  'pkcs11-tool': {
    clusters: false,
    values: words(
      'key-type mechanism m module slot token-label label id login-type pin so-pin l-type input-file output-file i o usage signature-file',
    ),
    modes: {
      k: 'keypair',
      keypairgen: 'keypair',
      s: 'sign',
      sign: 'sign',
      verify: 'verify',
      decrypt: 'decrypt',
      keygen: 'keygen',
    },
    base: 'other',
  },
  certtool: {
    values: words(
      'bits sec-param curve hash outfile infile template load-privkey load-ca-privkey load-ca-certificate load-request load-certificate key-type ecc-curve',
    ),
    modes: {
      p: 'privkey',
      'generate-privkey': 'privkey',
      'generate-dh-params': 'dh',
      s: 'certificate',
      'generate-self-signed': 'certificate',
      c: 'certificate',
      'generate-certificate': 'certificate',
    },
    base: 'other',
  },
  rpm: { values: words('define D root'), modes: { addsign: 'sign', resign: 'sign' }, base: 'other' },
  rpmsign: { values: words('define D key-id'), modes: { addsign: 'sign', resign: 'sign' }, base: 'other' },
  debsign: { clusters: true, values: words('k m e p') },
  'dpkg-sig': { values: words('k s sign m') },
  sbctl: { depth: 1, values: words('s o p t') },
  sbsign: { values: words('key cert output') },
  sops: { values: words('age a pgp p kms k gcp-kms azure-kv input-type output-type') },
  kubeseal: { values: words('cert controller-name controller-namespace format o f scope') },
  'age-plugin-yubikey': { values: words('slot name') },
  ykman: { depth: 3, values: words('a algorithm P pin m management-key touch-policy pin-policy') },
  'yubico-piv-tool': {
    clusters: true,
    values: words('a action A algorithm s slot H hash k key i input o output S subject P pin pin-policy touch-policy'),
  },
  'dnssec-keygen': { values: words('a algorithm b n K f L T t P A R I D E c G v p r') },
  'dnssec-signzone': { values: words('a c d e E f i I j k K l L m M n N o O P s S T X W 3 H r') },
  'ldns-keygen': { values: words('a b r') },
  'ldns-signzone': { values: words('e f i k o v A n t s a') },
  tpm2_createprimary: { values: TPM },
  tpm2_create: { values: TPM },
  tpm2_sign: { values: TPM },
  tpm2_createak: { values: TPM },
  tpm2_createek: { values: TPM },
  tpm2_quote: { values: TPM },
  swanctl: { values: words('file load') },
  pki: {
    values: words('type t size s in i outform f dn d digest g cakey k cacert c ca lifetime l san a flag'),
    modes: { gen: 'gen', g: 'gen', self: 'self', issue: 'issue', req: 'req' },
    base: 'other',
  },
  wpa_passphrase: { values: words('x') },
  htpasswd: { clusters: true, values: words('C r') },
  mkpasswd: { clusters: false, values: words('m method S salt R rounds') },
};
