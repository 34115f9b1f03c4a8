// Builds dist/: compiled TypeScript, the rule index and the grammars. Run by `npm ci` through `prepare`.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GRAMMARS } from './grammars.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');

rmSync(dist, { recursive: true, force: true });
execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});

const { readRulesFolder } = await import(join(dist, 'knowledge/compile.js'));
writeFileSync(join(dist, 'rules.json'), JSON.stringify(readRulesFolder(join(root, 'rules'))));

mkdirSync(join(dist, 'grammars'), { recursive: true });
for (const [language, file] of Object.entries(GRAMMARS)) {
  copyFileSync(join(root, 'node_modules', file), join(dist, 'grammars', `${language}.wasm`));
}

const hash = createHash('sha256');
for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' }).sort()) {
  const file = join(dist, name);
  if (statSync(file).isFile() && !name.endsWith('.d.ts')) hash.update(name).update(readFileSync(file));
}
writeFileSync(join(dist, 'build-id'), hash.digest('hex').slice(0, 16));

// `npx qday` in the work tree finds the command among the installed ones, and asks no registry or cache for it.
const linked = join(root, 'node_modules/.bin/qday');
rmSync(linked, { force: true });
if (process.platform !== 'win32') symlinkSync('../../bin/qday.js', linked);
