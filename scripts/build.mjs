// Builds dist/: compiled TypeScript, the rule index and the grammars. Run by `npm ci` through `prepare`.
// A stage whose inputs are those of the last build is not run again, so that tests start at once.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';
import { GRAMMARS } from './grammars.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');

const stamps = join(dist, 'stamps.json');
const before = existsSync(stamps) ? JSON.parse(readFileSync(stamps, 'utf8')) : {};
const SETUP = ['scripts', 'tsconfig.json', 'tsconfig.build.json', 'package.json', 'package-lock.json'];
const now = {
  setup: digest(SETUP),
  code: digest(['src', ...SETUP]),
  rules: digest(['rules', 'src/knowledge']),
  grammars: digest(['scripts/grammars.mjs', 'package-lock.json']),
};

if (now.code !== before.code) {
  // The compiler takes up its last run where only sources have changed since.
  if (now.setup !== before.setup) rmSync(dist, { recursive: true, force: true });
  for (const made of ['bundle', 'rules.pack']) rmSync(join(dist, made), { recursive: true, force: true });
  const incremental = ['--incremental', '--tsBuildInfoFile', 'dist/tsbuildinfo'];
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', ...incremental], {
    cwd: root,
    stdio: 'inherit',
  });
  removeOrphans(dist, join(root, 'src'));
  await bundle(dist);
  await writeHelp();
  await assemble(join(root, 'src/parse/gram-scan.wat'), join(dist, 'gram-scan.wasm'));
  writeFileSync(stamps, JSON.stringify({ setup: now.setup, code: now.code }));
}
if (!existsSync(join(dist, 'rules.pack')) || now.rules !== before.rules) {
  const { readRulesFolder } = await import(join(dist, 'knowledge/compile.js'));
  const { pack } = await import(join(dist, 'knowledge/packed.js'));
  const { derive } = await import(join(dist, 'parse/derive.js'));
  const { knowledge, schemas } = readRulesFolder(join(root, 'rules'));
  // In one step: a scan that is running reads from the old one to its end.
  writeFileSync(join(dist, 'rules.pack.new'), pack(knowledge, schemas, derive(knowledge)));
  renameSync(join(dist, 'rules.pack.new'), join(dist, 'rules.pack'));
}
if (!existsSync(join(dist, 'grammars')) || now.grammars !== before.grammars) {
  mkdirSync(join(dist, 'grammars'), { recursive: true });
  for (const [language, file] of Object.entries(GRAMMARS)) {
    copyFileSync(join(root, 'node_modules', file), join(dist, 'grammars', `${language}.wasm`));
  }
}
writeFileSync(
  join(dist, 'build-id'),
  digest([dist], (name) => !/\.d\.ts$|stamps\.json$|tsbuildinfo$|build-id$/.test(name)),
);
writeFileSync(stamps, JSON.stringify(now));

// `npx qday` in the work tree finds the command among the installed ones, and asks no registry or cache for it.
const linked = join(root, 'node_modules/.bin/qday');
rmSync(linked, { force: true });
if (process.platform !== 'win32') symlinkSync('../../bin/qday.js', linked);

/** Compiled modules whose source is gone. */
function removeOrphans(compiled, sources) {
  for (const entry of readdirSync(compiled, { withFileTypes: true })) {
    const made = join(compiled, entry.name);
    if (entry.isDirectory() && entry.name !== 'grammars') {
      if (existsSync(join(sources, entry.name))) removeOrphans(made, join(sources, entry.name));
      else rmSync(made, { recursive: true });
    } else if (/\.(?:d\.ts|js)$/.test(entry.name)) {
      if (!existsSync(join(sources, entry.name.replace(/\.(?:d\.ts|js)$/, '.ts')))) rmSync(made);
    }
  }
}

/** What `qday --help` prints, so that nothing has to be loaded for it. */
async function writeHelp() {
  const { helpText } = await import(join(dist, 'cli/program.js'));
  const { HELP_COLUMNS } = await import(join(dist, 'cli/help-text.js'));
  for (const columns of HELP_COLUMNS) writeFileSync(join(dist, `help-${columns}.txt`), helpText(columns));
}

/** WebAssembly from its text form. */
async function assemble(from, to) {
  const { default: wabt } = await import('wabt');
  const module = (await wabt()).parseWat(from, readFileSync(from, 'utf8'));
  writeFileSync(to, module.toBinary({}).buffer);
}

/** Names and contents of files and folders, as one short text. */
function digest(paths, counts = () => true) {
  const hash = createHash('sha256');
  for (const path of paths.map((one) => resolve(root, one))) {
    const inside = statSync(path).isFile() ? [''] : readdirSync(path, { recursive: true, encoding: 'utf8' }).sort();
    for (const name of inside.filter(counts)) {
      const file = join(path, name);
      if (statSync(file).isFile()) hash.update(name).update(readFileSync(file));
    }
  }
  return hash.digest('hex').slice(0, 16);
}
