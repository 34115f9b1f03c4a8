import type {
  AlgorithmAsset,
  CertificateAsset,
  CryptoAsset,
  Finding,
  Lifespan,
  Occurrence,
  Report,
  Usage,
  WorkItem,
} from '../../src/model/index.js';

/** A small shop, built by hand: payments in Java, an archive in Python, an nginx gateway, one live endpoint. */
export function shopReport(): Report {
  const assets = shopAssets();
  const occurrences = shopOccurrences();
  const findings = shopFindings();
  return {
    schemaVersion: 1,
    tool: { name: 'qday', version: '0.1.0', rules: 'a1b2c3d4e5f6' },
    today: '2026-11-23',
    targets: ['.', 'tls://shop.example:443'],
    verdict: {
      status: 'findings',
      failOn: 'high',
      gating: 4,
      bySeverity: { info: 0, low: 1, medium: 2, high: 3, critical: 1 },
      suppressed: 2,
      progress: { keyEstablishment: { safe: 1, total: 4 }, signatures: { safe: 0, total: 3 } },
    },
    coverage: {
      files: 1204,
      bytes: 18_234_567,
      ignored: 311,
      withoutCryptography: 1140,
      parsed: {
        java: 31,
        python: 18,
        nginx: 4,
        certificate: 3,
        'package-json': 2,
        sshd: 1,
        openssh: 1,
        'private-key': 1,
      },
      endpoints: 1,
      notExamined: 3,
    },
    attempts: [
      { target: 'certs/legacy.p12', by: 'pkcs12', status: 'failed', reason: 'encrypted' },
      {
        target: 'dumps/export.bin',
        by: 'walk',
        status: 'skipped',
        reason: 'too-large',
        detail: '2.1 GB, over the limit of 34 MB; raise it with --max-file-size.',
      },
      {
        target: 'payments/src/main/java/shop/Broken.java',
        by: 'java',
        status: 'partial',
        reason: 'malformed',
        detail: 'Syntax error in line 12; the rest of the file was read.',
      },
    ],
    assets,
    occurrences,
    links: [
      { from: `certificate/${'ab'.repeat(32)}`, to: `key/${'cd'.repeat(32)}`, relation: 'certificate-of' },
      { from: 'protocol/tls-gateway', to: `certificate/${'ab'.repeat(32)}`, relation: 'configured-in' },
      { from: 'protocol/tls-observed', to: `certificate/${'ab'.repeat(32)}`, relation: 'uses' },
      { from: 'pkg:maven/org.bouncycastle/bcprov-jdk18on@1.78', to: 'algorithm/RSA-2048', relation: 'provides' },
    ],
    fields: [
      {
        name: 'card_number',
        owner: 'payment',
        source: 'sql',
        location: { type: 'file', path: 'payments/db/V1__init.sql', line: 7 },
        dataClass: 'payment-card',
      },
    ],
    rules: shopRules(),
    policies: [
      { id: 'nist-ir-8547', title: 'NIST IR 8547', authority: 'NIST', status: 'draft', confidence: 'verified' },
      { id: 'cnsa-2.0', title: 'CNSA 2.0', authority: 'NSA', status: 'final', confidence: 'memory' },
      { id: 'classical-hygiene', title: 'Classical hygiene', authority: 'NIST', status: 'final', confidence: 'memory' },
    ],
    findings,
    lifespans: Object.fromEntries(findings.map((one) => [one.id, lifespanOf(one)])),
    plan: {
      items: shopItems(),
      waves: [
        {
          number: 1,
          title: 'Now: what is recorded today',
          from: '2026-11-23',
          until: '2027-12-31',
          items: ['w1', 'w2', 'w5'],
        },
        { number: 2, title: 'Before 2030', from: '2028-01-01', until: '2029-12-31', items: ['w3', 'w4'] },
      ],
      calendar: [
        {
          date: '2027-02-01',
          kind: 'certificate-expiry',
          text: 'shop.example expires',
          ref: `certificate/${'ab'.repeat(32)}`,
        },
        { date: '2027-06-30', kind: 'suppression-expiry', text: 'Ignore of weak-hash in tools/checksum.py ends' },
        { date: '2028-01-01', kind: 'start-by', text: 'Start moving payment signatures', ref: 'w3' },
        {
          date: '2030-12-31',
          kind: 'policy',
          text: 'NIST IR 8547: RSA-2048 and P-256 deprecated',
          ref: 'nist-ir-8547',
        },
        {
          date: '2035-12-31',
          kind: 'policy',
          text: 'NIST IR 8547: RSA and elliptic curves disallowed',
          ref: 'nist-ir-8547',
        },
      ],
      pathways: [],
      agility: [
        {
          component: 'payments',
          score: 35,
          facts: [{ fact: 'algorithm written as a literal', count: 2, effect: -40 }],
          improvements: ['Read the algorithm from configuration.'],
        },
      ],
    },
    notices: ['Unused ignore: .qdayignore.yaml entry 3 (rule weak-hash, docs/**) matched nothing.'],
    base: { kind: 'baseline', name: '.qday-baseline.json' },
    fixed: [
      {
        fingerprint: 'f1f1f1f1f1f1f1f1',
        ruleId: 'broken-hash',
        severity: 'medium',
        message: 'MD5 is used as a digest.',
        place: 'payments/src/main/java/shop/Etag.java',
        line: 19,
      },
    ],
  };
}

const RSA: AlgorithmAsset = {
  kind: 'algorithm',
  id: 'algorithm/RSA-2048',
  name: 'RSA-2048',
  family: 'rsa',
  primitive: 'pke',
  quantum: 'quantum-vulnerable',
  parameterSetIdentifier: '2048',
  size: 2048,
  padding: 'oaep',
  classicalSecurityLevel: 112,
  nistQuantumSecurityLevel: 0,
};
const ECDSA: AlgorithmAsset = {
  kind: 'algorithm',
  id: 'algorithm/ECDSA-P-256-SHA-256',
  name: 'ECDSA-P-256-SHA-256',
  family: 'ecdsa',
  primitive: 'signature',
  quantum: 'quantum-vulnerable',
  parameterSetIdentifier: 'P-256',
  curve: 'P-256',
  hash: 'SHA-256',
  oid: '1.2.840.10045.4.3.2',
  classicalSecurityLevel: 128,
  nistQuantumSecurityLevel: 0,
};

function shopAssets(): CryptoAsset[] {
  const certificate: CertificateAsset = {
    kind: 'certificate',
    id: `certificate/${'ab'.repeat(32)}`,
    name: 'shop.example',
    format: 'X.509',
    subject: 'CN=shop.example',
    issuer: 'CN=Shop Issuing CA, O=Shop',
    serialNumber: '04D2',
    notBefore: '2026-02-01T00:00:00Z',
    notAfter: '2027-02-01T00:00:00Z',
    fingerprintSha256: 'ab'.repeat(32),
    spkiSha256: 'cd'.repeat(32),
    publicKey: RSA,
    signature: ECDSA,
    selfSigned: false,
    isCa: false,
    keyUsage: ['digitalSignature', 'keyEncipherment'],
    extendedKeyUsage: ['serverAuth'],
    subjectAlternativeNames: ['DNS:shop.example', 'DNS:www.shop.example'],
    subjectKeyId: '0a0b0c',
  };
  return [
    RSA,
    ECDSA,
    {
      kind: 'algorithm',
      id: 'algorithm/AES-256-GCM',
      name: 'AES-256-GCM',
      family: 'aes',
      primitive: 'ae',
      quantum: 'quantum-resistant',
      parameterSetIdentifier: '256',
      size: 256,
      mode: 'gcm',
      classicalSecurityLevel: 256,
      nistQuantumSecurityLevel: 5,
    },
    {
      kind: 'algorithm',
      id: 'algorithm/MD5',
      name: 'MD5',
      family: 'md5',
      primitive: 'hash',
      quantum: 'quantum-resistant',
      classicalSecurityLevel: 0,
      nistQuantumSecurityLevel: 0,
    },
    {
      kind: 'algorithm',
      id: 'algorithm/X25519MLKEM768',
      name: 'X25519MLKEM768',
      family: 'hybrid-kem',
      primitive: 'combiner',
      quantum: 'quantum-safe-hybrid',
      nistQuantumSecurityLevel: 3,
    },
    {
      kind: 'algorithm',
      id: 'algorithm/X25519',
      name: 'X25519',
      family: 'xdh',
      primitive: 'key-agree',
      quantum: 'quantum-vulnerable',
      curve: 'Curve25519',
      classicalSecurityLevel: 128,
      nistQuantumSecurityLevel: 0,
    },
    certificate,
    {
      kind: 'related-crypto-material',
      id: `key/${'cd'.repeat(32)}`,
      name: 'RSA-2048 private key',
      type: 'private-key',
      format: 'PKCS#8',
      algorithm: RSA,
      size: 2048,
      spkiSha256: 'cd'.repeat(32),
    },
    {
      kind: 'protocol',
      id: 'protocol/tls-gateway',
      name: 'TLS server',
      type: 'tls',
      versions: ['TLSv1.2', 'TLSv1.3'],
      cipherSuites: ['TLS_AES_256_GCM_SHA384', 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'],
      groups: ['X25519', 'P-256'],
      signatureSchemes: [],
      groupsFrom: 'explicit',
      side: 'server',
      keyEstablishment: 'classical-only',
    },
    {
      kind: 'protocol',
      id: 'protocol/tls-observed',
      name: 'TLS server',
      type: 'tls',
      versions: ['TLSv1.3'],
      cipherSuites: ['TLS_AES_256_GCM_SHA384'],
      groups: ['X25519MLKEM768', 'X25519'],
      signatureSchemes: ['rsa_pss_rsae_sha256'],
      groupsFrom: 'observed',
      side: 'server',
      keyEstablishment: 'quantum-safe-preferred',
    },
    {
      kind: 'library',
      id: 'pkg:maven/org.bouncycastle/bcprov-jdk18on@1.78',
      name: 'bcprov-jdk18on',
      ecosystem: 'maven',
      version: '1.78',
      purl: 'pkg:maven/org.bouncycastle/bcprov-jdk18on@1.78',
      entry: 'bouncycastle',
      provides: ['rsa', 'ecdsa', 'ml-kem'],
      pqc: 'needs-upgrade',
      direct: true,
    },
  ];
}

/** An occurrence in a file; the usual values are filled in. */
export function seen(
  asset: string,
  path: string,
  line: number | undefined,
  usage: Partial<Usage>,
  excerpt?: string,
): Occurrence {
  return {
    asset,
    evidence: {
      location: { type: 'file', path, ...(line && { line, column: 5, endLine: line, endColumn: 40 }) },
      technique: 'syntax-tree',
      confidence: 0.95,
      ...(excerpt && { excerpt }),
    },
    usage: { purpose: 'unknown', role: 'unknown', context: 'production', component: path.split('/')[0], ...usage },
  };
}

function shopOccurrences(): Occurrence[] {
  const pay = 'payments/src/main/java/shop';
  return [
    seen(
      'algorithm/RSA-2048',
      `${pay}/CardVault.java`,
      42,
      { purpose: 'key-establishment', role: 'encrypt', agility: 'literal', language: 'java', library: 'java.security' },
      'Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding")',
    ),
    seen(
      'algorithm/ECDSA-P-256-SHA-256',
      `${pay}/Receipt.java`,
      77,
      { purpose: 'signature', role: 'sign', agility: 'literal', language: 'java' },
      'Signature.getInstance("SHA256withECDSA")',
    ),
    seen(
      'protocol/tls-gateway',
      'gateway/nginx.conf',
      14,
      { purpose: 'transport', role: 'configure', exposure: 'internet' },
      'ssl_ecdh_curve X25519:prime256v1;',
    ),
    seen(
      'algorithm/MD5',
      'archive/dedupe.py',
      8,
      { purpose: 'hash', role: 'digest', language: 'python' },
      'hashlib.md5(data)',
    ),
    seen(
      'algorithm/MD5',
      'archive/dedupe.py',
      21,
      { purpose: 'hash', role: 'digest', language: 'python' },
      'hashlib.md5(name)',
    ),
    seen(
      'algorithm/MD5',
      'archive/tests/test_dedupe.py',
      5,
      { purpose: 'hash', role: 'digest', context: 'test' },
      'hashlib.md5(b"x")',
    ),
    seen(
      'algorithm/AES-256-GCM',
      `${pay}/CardVault.java`,
      51,
      { purpose: 'encryption', role: 'encrypt' },
      'Cipher.getInstance("AES/GCM/NoPadding")',
    ),
    seen(`certificate/${'ab'.repeat(32)}`, 'certs/shop.pem', undefined, { purpose: 'certificate', role: 'load' }),
    seen(`key/${'cd'.repeat(32)}`, 'certs/shop.key', undefined, { purpose: 'key-management', role: 'load' }),
    {
      asset: 'protocol/tls-observed',
      evidence: {
        location: {
          type: 'endpoint',
          endpoint: 'tls://shop.example:443',
          declaredAt: { path: 'targets.txt', line: 2 },
        },
        technique: 'handshake',
        confidence: 1,
      },
      usage: {
        purpose: 'transport',
        role: 'configure',
        context: 'production',
        component: 'endpoints',
        exposure: 'internet',
      },
      references: [{ relation: 'uses', by: 'asset', value: `certificate/${'ab'.repeat(32)}` }],
      details: { browserNegotiates: 'X25519MLKEM768', preferredGroup: 'X25519MLKEM768', groupPreference: 'server' },
      facts: [
        { about: 'version', names: ['TLSv1.3'], state: 'supported', evidence: 'ServerHello 0303 1301 [002b 0304]' },
        {
          about: 'version',
          names: ['TLSv1.2', 'TLSv1.1'],
          state: 'not-supported',
          evidence: 'alert 70 protocol_version',
        },
        { about: 'DHE before TLS 1.3', state: 'not-applicable', why: 'no TLS 1.2 or older' },
        { about: 'resumption in TLS 1.3', state: 'unknown', why: 'no ticket came in time' },
        { about: 'ALPN', state: 'supported', value: 'h2', evidence: 'EncryptedExtensions' },
      ],
    },
    seen('pkg:maven/org.bouncycastle/bcprov-jdk18on@1.78', 'payments/pom.xml', 31, {
      purpose: 'provides',
      role: 'other',
    }),
    seen('algorithm/MD5', 'tools/checksum.py', 3, { purpose: 'hash', role: 'digest' }, 'hashlib.md5()'),
    seen(
      'algorithm/RSA-2048',
      'legacy/Login.java',
      9,
      { purpose: 'signature', role: 'verify' },
      'Signature.getInstance("SHA256withRSA")',
    ),
  ];
}

const QV_KE = 'quantum-vulnerable-key-establishment';
const QV_SIG = 'quantum-vulnerable-signature';

function shopRules(): Report['rules'] {
  const ir = { text: 'NIST IR 8547 ipd, section 4.1', url: 'https://doi.org/10.6028/NIST.IR.8547.ipd' };
  return [
    {
      id: QV_KE,
      title: 'Key establishment a quantum computer breaks',
      why: 'Shor’s algorithm recovers the private key; traffic recorded today is readable then.',
      severity: 'high',
      harm: 'hndl',
      citations: [ir],
    },
    {
      id: QV_SIG,
      title: 'Signature a quantum computer forges',
      why: 'Shor’s algorithm recovers the signing key.',
      severity: 'medium',
      harm: 'tnfl',
      citations: [ir],
    },
    {
      id: 'classical-only-tls',
      title: 'TLS without post-quantum key establishment',
      why: 'Sessions recorded today can be decrypted later.',
      severity: 'high',
      harm: 'hndl',
      citations: [ir],
    },
    {
      id: 'broken-hash',
      title: 'Broken hash function',
      why: 'Collisions are practical.',
      severity: 'medium',
      harm: 'classical',
      citations: [{ text: 'SP 800-131A revision 2, section 9' }],
    },
    {
      id: 'expiring-certificate',
      title: 'Certificate expires soon',
      why: 'An outage is the usual way to notice.',
      severity: 'low',
      harm: 'none',
      citations: [{ text: 'RFC 5280 section 4.1.2.5' }],
    },
  ];
}

/** A finding with its usual values. */
export function found(
  id: string,
  ruleId: string,
  assetId: string,
  occurrence: number,
  rest: Partial<Finding>,
): Finding {
  return {
    id,
    ruleId,
    assetId,
    occurrence,
    severity: 'medium',
    confidence: 0.95,
    harm: 'none',
    message: `${assetId} violates ${ruleId}.`,
    policies: [],
    fingerprint: `${id.replace(/\W/g, '')}00000000000000`.slice(0, 16),
    gated: true,
    ...rest,
  };
}

function shopFindings(): Finding[] {
  const ir = (from: string, status: 'deprecated' | 'disallowed') =>
    ({ policy: 'nist-ir-8547', title: 'NIST IR 8547', from, status, draft: true, citation: 'section 4.1' }) as const;
  const hygiene = {
    policy: 'classical-hygiene',
    title: 'Classical hygiene',
    status: 'disallowed',
    citation: 'SP 800-131A revision 2',
  } as const;
  return [
    found('f1', QV_KE, 'algorithm/RSA-2048', 0, {
      severity: 'critical',
      harm: 'hndl',
      message: 'RSA-2048 wraps the key that protects payment cards.',
      policies: [ir('2030-12-31', 'deprecated'), ir('2035-12-31', 'disallowed')],
      remedy: 'hybrid-kem-java',
      change: 'unchanged',
    }),
    found('f2', QV_SIG, 'algorithm/ECDSA-P-256-SHA-256', 1, {
      severity: 'high',
      harm: 'tnfl',
      message: 'ECDSA-P-256-SHA-256 signs receipts.',
      policies: [ir('2030-12-31', 'deprecated')],
      remedy: 'ml-dsa-java',
      change: 'unchanged',
    }),
    found('f3', 'classical-only-tls', 'protocol/tls-gateway', 2, {
      severity: 'high',
      harm: 'hndl',
      message: 'The TLS server offers only X25519 and P-256.',
      policies: [ir('2035-12-31', 'disallowed')],
      remedy: 'nginx-hybrid-group',
      change: 'new',
    }),
    found('f4', 'broken-hash', 'algorithm/MD5', 3, {
      harm: 'classical',
      message: 'MD5 is used as a digest.',
      policies: [hygiene],
      remedy: 'sha-256-python',
      change: 'unchanged',
    }),
    found('f5', 'broken-hash', 'algorithm/MD5', 4, {
      harm: 'classical',
      message: 'MD5 is used as a digest.',
      policies: [hygiene],
      remedy: 'sha-256-python',
      change: 'unchanged',
    }),
    found('f6', 'broken-hash', 'algorithm/MD5', 5, {
      harm: 'classical',
      message: 'MD5 is used as a digest.',
      policies: [hygiene],
      gated: false,
      change: 'unchanged',
    }),
    found('f7', 'expiring-certificate', `certificate/${'ab'.repeat(32)}`, 7, {
      severity: 'low',
      message: 'shop.example expires on 2027-02-01.',
      change: 'new',
    }),
    found('f8', 'broken-hash', 'algorithm/MD5', 11, {
      harm: 'classical',
      message: 'MD5 is used as a digest.',
      policies: [hygiene],
      suppression: {
        by: 'inline',
        reason: 'checksum of a public file, no security',
        until: '2027-06-30',
        at: 'tools/checksum.py:2',
      },
    }),
    found('f9', QV_SIG, 'algorithm/RSA-2048', 12, {
      severity: 'high',
      harm: 'tnfl',
      message: 'RSA-2048 verifies logins.',
      suppression: {
        by: 'ignore-file',
        reason: 'switched off in March',
        owner: 'identity team',
        at: '.qdayignore.yaml:4',
      },
    }),
    found('f10', QV_SIG, `certificate/${'ab'.repeat(32)}`, 7, {
      severity: 'high',
      harm: 'tnfl',
      message: 'shop.example is signed with ECDSA-P-256-SHA-256.',
      policies: [ir('2030-12-31', 'deprecated')],
      change: 'unchanged',
    }),
  ];
}

function lifespanOf({ ruleId }: Finding): Lifespan {
  if (ruleId === QV_KE || ruleId === 'classical-only-tls') {
    return {
      dataClasses: ['payment-card'],
      secrecyYears: 7,
      retentionYears: 10,
      exposure: ruleId === QV_KE ? 'at-rest' : 'internet',
      regimes: ['PCI DSS'],
      because: [{ text: 'Path rule payments/** → payment-card', source: 'qday.yaml:4' }],
    };
  }
  return {
    dataClasses: [],
    exposure: 'unknown',
    regimes: [],
    because: [{ text: 'No data class is known here.', assumed: true }],
  };
}

function item(id: string, priority: number, rest: Partial<WorkItem>): WorkItem {
  return {
    id,
    title: id,
    component: '.',
    remedy: id,
    findings: [],
    harm: 'hndl',
    severity: 'high',
    priority,
    wave: 1,
    exposure: 'internal',
    dataClasses: [],
    risk: {
      x: 7,
      y: 1,
      zThreat: 8,
      zPolicy: 4.1,
      policyDate: '2030-12-31',
      policyId: 'nist-ir-8547',
      margin: 3.9,
      startBy: 2023,
      because: [{ text: 'Central scenario: 2034', source: 'rules/policies', assumed: true }],
    },
    effort: { size: 'S', days: [1, 3], drivers: [] },
    prerequisites: [],
    blockedBy: [],
    unblocks: [],
    compatibility: [],
    steps: [],
    reason: 'It protects data that must stay secret for years.',
    because: [],
    ...rest,
  };
}

function shopItems(): WorkItem[] {
  return [
    item('w1', 1, {
      title: 'Offer X25519MLKEM768 in nginx',
      component: 'gateway',
      remedy: 'nginx-hybrid-group',
      findings: ['f3'],
      owner: 'platform',
      deadline: '2030-12-31',
      exposure: 'internet',
      dataClasses: ['payment-card'],
      effort: { size: 'XS', days: [0.5, 1], drivers: ['one setting'] },
      prerequisites: ['OpenSSL 3.5 or later under nginx'],
      steps: [
        {
          text: 'Put the hybrid group first.',
          location: { path: 'gateway/nginx.conf', line: 14 },
          before: 'ssl_ecdh_curve X25519:prime256v1;',
          after: 'ssl_ecdh_curve X25519MLKEM768:X25519:prime256v1;',
        },
      ],
      verify: 'openssl s_client -groups X25519MLKEM768 -connect shop.example:443',
      reason: 'Card data crosses the internet under a key exchange that can be broken later; one setting mends it.',
    }),
    item('w2', 2, {
      title: 'Wrap card keys with ML-KEM-768',
      component: 'payments',
      remedy: 'hybrid-kem-java',
      findings: ['f1'],
      owner: 'payments',
      severity: 'critical',
      deadline: '2030-12-31',
      exposure: 'at-rest',
      dataClasses: ['payment-card'],
      blockedBy: ['w5'],
      effort: { size: 'L', days: [10, 25], drivers: ['stored ciphertexts must be wrapped again'] },
      steps: [
        {
          text: 'Replace RSA-OAEP by a hybrid KEM.',
          location: { path: 'payments/src/main/java/shop/CardVault.java', line: 42 },
        },
      ],
      reason: 'Stored cards stay sensitive for 7 years; the wrapping key falls to a quantum computer.',
    }),
    item('w5', 3, {
      title: 'Upgrade Bouncy Castle to 1.79',
      component: 'payments',
      remedy: 'upgrade-bouncycastle',
      findings: [],
      unblocks: ['w2', 'w3'],
      effort: { size: 'S', days: [1, 2], drivers: [] },
      reason: 'ML-KEM and ML-DSA need it.',
      risk: { x: 0, y: 0.2, zThreat: 8, margin: -7.8, startBy: 2034, because: [] },
      steps: [
        { text: 'Raise the version.', location: { path: 'payments/pom.xml', line: 31 }, before: '1.78', after: '1.79' },
      ],
    }),
    item('w3', 4, {
      title: 'Sign receipts with ML-DSA-65',
      component: 'payments',
      remedy: 'ml-dsa-java',
      findings: ['f2', 'f10'],
      harm: 'tnfl',
      wave: 2,
      deadline: '2030-12-31',
      effort: { size: 'M', days: [3, 8], drivers: [] },
      blockedBy: ['w5'],
      risk: {
        x: 10,
        y: 1,
        zThreat: 8,
        zPolicy: 4.1,
        policyDate: '2030-12-31',
        policyId: 'nist-ir-8547',
        margin: 6.9,
        startBy: 2020,
        because: [],
      },
      reason: 'Receipts are kept for 10 years as proof.',
      steps: [
        {
          text: 'Sign with ML-DSA-65 beside ECDSA.',
          location: { path: 'payments/src/main/java/shop/Receipt.java', line: 77 },
        },
      ],
    }),
    item('w4', 5, {
      title: 'Replace MD5 by SHA-256',
      component: 'archive',
      remedy: 'sha-256-python',
      findings: ['f4', 'f5'],
      harm: 'classical',
      severity: 'medium',
      wave: 2,
      effort: { size: 'XS', days: [0.5, 0.5], drivers: [] },
      risk: { x: 0, y: 0.1, zThreat: 8, margin: -7.9, startBy: 2034, because: [] },
      reason: 'Collisions let one archive entry replace another.',
      steps: [
        {
          text: 'Use SHA-256.',
          location: { path: 'archive/dedupe.py', line: 8 },
          before: 'hashlib.md5(data)',
          after: 'hashlib.sha256(data)',
        },
      ],
    }),
  ];
}
