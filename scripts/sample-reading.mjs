// node scripts/sample-reading.mjs <tree> [--seed <n>] [--count <n>] [--context production|test|...|all] [--ext java,kt | --ext '*']
//
// What a reader needs to judge a scan of a tree by hand: findings and uses at random with their code, and lines at random that a plain text
// search for names of algorithms finds, with a call in them, at which nothing is reported. Same seed, same sample. Needs a build and `rg`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';

const WORDS =
  'rsa|dsa|ecdsa|ecdh|ed25519|x25519|curve25519|secp\\w+|prime256v1|nistp?\\d+|p-?(256|384|521)|diffie|elgamal|eddsa|aes|3?des|rc4|chacha\\w*|' +
  'sha-?\\d+|md5|hmac\\w*|bcrypt|scrypt|argon2\\w*|pbkdf2|tls\\w*|ssl\\w*|x509|jwt|jws|jwe|jose|cipher\\w*|digest|sign(er|ature)?|verify|encrypt|' +
  'decrypt|keypair\\w*|generate_?key\\w*|private_?key|public_?key|pgp|ssh';
const NO_CODE =
  /^\s*(\/\/|\/\*|\*|#(?!\s*define)|--|import\b|from\s+\S+\s+import|use\s|using\s|package\b|require\b|@?import\b|log|assert)/i;
const TESTS =
  /(^|\/)(tests?|spec|__tests__|testdata|fixtures|examples?|docs?|node_modules|vendor|third_party)(\/|$)|[._-](test|spec)s?\.|_test\./i;
const SOURCE =
  /\.(c|cc|cpp|h|hpp|m|mm|swift|rs|go|java|kt|kts|scala|groovy|cs|py|rb|php|js|mjs|cjs|jsx|ts|mts|tsx|vue|dart|ex|exs|erl|sh|ps1|psm1|sql|sol)$/;

const argument = (name, otherwise) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const tree = resolve(process.argv[2] ?? '.');
const count = Number(argument('--count', '50'));
const context = argument('--context', 'production');
const extensions = argument('--ext', '')
  .split(',')
  .filter(Boolean)
  .map((one) => `.${one}`);
const random = seeded(Number(argument('--seed', '1')));
const wanted = (path) =>
  extensions.length === 0 ? SOURCE.test(path) : extensions.includes('.*') || extensions.includes(extname(path));

const report = scan();
const seen = report.occurrences.filter(
  ({ evidence: { location }, usage }) =>
    location.type === 'file' &&
    location.line &&
    wanted(location.path) &&
    (context === 'all' || usage.context === context),
);
console.log(
  `# ${seen.length} occurrences of ${report.occurrences.length} (${context}), ${report.findings.length} findings, ${report.attempts.length} attempts\n`,
);
for (const one of sample(seen)) print(one);
unreported();

function scan() {
  const folder = mkdtempSync(join(tmpdir(), 'reading-'));
  const file = join(folder, 'report.json');
  const run = spawnSync(
    process.execPath,
    [resolve(import.meta.dirname, '../bin/qday.js'), 'scan', '.', '--no-cache', '-f', `json=${file}`],
    {
      cwd: tree,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  );
  if (run.status > 1) throw new Error(run.stderr);
  const read = JSON.parse(readFileSync(file, 'utf8'));
  rmSync(folder, { recursive: true });
  return read;
}

function print({ asset, evidence, usage }) {
  const { path, line } = evidence.location;
  console.log(
    `## ${path}:${line}  ${asset}  role=${usage.role} context=${usage.context} confidence=${evidence.confidence}`,
  );
  const lines = text(path);
  for (let at = Math.max(1, line - 3); at <= Math.min(lines.length, line + 4); at++)
    console.log(`${at === line ? '>' : ' '}${String(at).padStart(5)} ${lines[at - 1].slice(0, 160)}`);
  console.log('');
}

function unreported() {
  const reported = new Set(
    report.occurrences
      .filter(({ evidence: { location } }) => location.line)
      .flatMap(({ evidence: { location } }) => span(location).map((line) => `${location.path}:${line}`)),
  );
  const found = spawnSync(
    'rg',
    ['-n', '-i', '--no-heading', '--max-columns', '300', '-e', `\\b(${WORDS})\\b.*\\(`, '.'],
    {
      cwd: tree,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  ).stdout.split('\n');
  const lines = found
    .map((one) => /^(?:\.\/)?(.+?):(\d+):(.*)$/.exec(one))
    .filter((one) => one && wanted(one[1]) && (context === 'all' || !TESTS.test(one[1])))
    .filter(([, path, line, code]) => !NO_CODE.test(code) && !reported.has(`${path}:${line}`));
  console.log(`# ${lines.length} lines that a text search finds and at which nothing is reported\n`);
  for (const [, path, line, code] of sample(lines)) console.log(`${path}:${line}: ${code.trim().slice(0, 180)}`);
}

function span({ line, endLine }) {
  return Array.from({ length: Math.min((endLine ?? line) - line + 1, 100) }, (_, at) => line + at);
}

function text(path) {
  return readFileSync(join(tree, path), 'latin1').split(/\r?\n/);
}

function sample(all) {
  const left = [...all];
  const taken = [];
  while (left.length > 0 && taken.length < count) taken.push(left.splice(Math.floor(random() * left.length), 1)[0]);
  return taken;
}

// mulberry32: small, and the same everywhere.
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
