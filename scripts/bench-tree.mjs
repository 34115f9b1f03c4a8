// Makes trees for the benchmark. The same seed gives the same bytes.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** mulberry32: small, seeded, good enough for filler. */
export function random(seed) {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const WORDS =
  'account order invoice total list item value index result entry filter update create remove config name label color width height event handler state store route page query table column status user group report export'.split(
    ' ',
  );
const KINDS = ['java', 'py', 'js', 'ts', 'go', 'md', 'css', 'yaml', 'html', 'txt'];

/** Uses of cryptography as they stand in applications, one for each language that is parsed. */
const USES = {
  java: (n) =>
    `    static byte[] digest${n}(byte[] data) throws Exception {\n        return java.security.MessageDigest.getInstance("SHA-${n % 2 ? 1 : 256}").digest(data);\n    }\n`,
  py: (n) =>
    `import hashlib\n\n\ndef digest_${n}(data):\n    return hashlib.${n % 2 ? 'md5' : 'sha256'}(data).hexdigest()\n`,
  js: (n) =>
    `const crypto = require('node:crypto');\nfunction digest${n}(data) {\n  return crypto.createHash('${n % 2 ? 'sha1' : 'sha256'}').update(data).digest();\n}\n`,
  ts: (n) =>
    `import { createHash } from 'node:crypto';\nexport function digest${n}(data: string): Buffer {\n  return createHash('${n % 2 ? 'md5' : 'sha512'}').update(data).digest();\n}\n`,
  go: (n) => `import "crypto/sha256"\n\nfunc digest${n}(data []byte) [32]byte {\n\treturn sha256.Sum256(data)\n}\n`,
};

const LINES = {
  java: (w) => `    int ${w()}_${w()} = ${w()}.${w()}(${w()}, ${w()}); // ${w()} ${w()}\n`,
  py: (w) => `    ${w()}_${w()} = ${w()}.${w()}(${w()}, ${w()})  # ${w()}\n`,
  js: (w) => `  const ${w()}${w()} = ${w()}.${w()}(${w()}, '${w()}');\n`,
  ts: (w) => `  const ${w()}${w()}: string = ${w()}.${w()}(${w()}, '${w()}');\n`,
  go: (w) => `\t${w()}${w()} := ${w()}.${w()}(${w()}, ${w()})\n`,
  md: (w) => `- the ${w()} of the ${w()} is the ${w()} ${w()} ${w()}\n`,
  css: (w) => `.${w()}-${w()} { ${w()}: ${w()}; }\n`,
  yaml: (w) => `${w()}_${w()}: ${w()}\n`,
  html: (w) => `<p class="${w()}">${w()} ${w()} ${w()}</p>\n`,
  txt: (w) => `${w()} ${w()} ${w()} ${w()} ${w()}\n`,
};

/**
 * Writes a tree.
 * @param options.files number of files
 * @param options.share share of source files that use cryptography, 0 to 1
 * @param options.kinds extensions; all by default
 */
export function makeTree(root, { files, share, seed, kinds = KINDS }) {
  const next = random(seed);
  const word = () => WORDS[Math.floor(next() * WORDS.length)];
  let bytes = 0;
  for (let n = 0; n < files; n++) {
    const kind = kinds[Math.floor(next() * kinds.length)];
    const path = join(root, `m${Math.floor(n / 400)}`, `p${Math.floor(n / 20) % 20}`, `f${n}.${kind}`);
    const lines = 20 + Math.floor(next() * 260);
    let body = kind === 'java' ? `class F${n} {\n` : kind === 'go' ? `package p\n\n` : '';
    if (USES[kind] && next() < share) body += USES[kind](n);
    if (kind === 'java' || kind === 'go' || kind === 'js' || kind === 'ts')
      body += kind === 'java' ? '  void run() {\n' : kind === 'go' ? 'func run() {\n' : 'function run() {\n';
    if (kind === 'py') body += 'def run():\n';
    for (let i = 0; i < lines; i++) body += LINES[kind](word);
    if (kind === 'java') body += '  }\n}\n';
    else if (kind === 'go' || kind === 'js' || kind === 'ts') body += '}\n';
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, body);
    bytes += body.length;
  }
  return bytes;
}
