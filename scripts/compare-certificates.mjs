// npm run compare:certificates -- <folder or file>... [--show <number>]
//
// Reads every certificate, request, CRL, key, store and signed package below the paths with qday and with the tool that belongs to the format, and
// prints a table of what is equal. `--show` lists so many kinds of differences. Needs a built dist/ and openssl; gpg, ssh-keygen, keytool and
// apksigner where they are present. `scripts/fetch-real-keys.sh` brings public repositories that hold many.
import { spawnSync } from 'node:child_process';
import { compareApks } from './compare/apksigner.mjs';
import { compareBlocks } from './compare/blocks.mjs';
import { filesIn } from './compare/files.mjs';
import { comparePgp } from './compare/gpg.mjs';
import { compareJavaStores } from './compare/keytool.mjs';
import { qdayReading } from './compare/qday.mjs';
import { compareSsh } from './compare/ssh-keygen.mjs';

const TOOLS = [
  ['gpg', comparePgp],
  ['ssh-keygen', compareSsh],
  ['keytool', compareJavaStores],
  ['apksigner', compareApks],
];
const args = process.argv.slice(2);
const at = args.indexOf('--show');
const show = at < 0 ? 20 : Number(args.splice(at, 2)[1]);
const paths = [...filesIn(args)];

const all = await compareBlocks(paths);
for (const [tool, compare] of TOOLS) {
  if (spawnSync(tool, ['--version']).error) console.error(`${tool} is not here: its format is left out`);
  else all.push(await compare(paths, qdayReading));
}
const used = all.filter((one) => one.compared + one.refused > 0);

console.log('| what | beside | equal | by field | refused there, said here |\n|---|---|---|---|---|');
for (const one of used) console.log(String(one));
const different = used.flatMap((one) => one.different);
console.log(`\n${different.length} differences in ${paths.length} files`);
const alike = new Map();
for (const one of different) {
  const reason = one.slice(one.indexOf(': ') + 2);
  alike.set(reason, [...(alike.get(reason) ?? []), one.slice(0, one.indexOf(': '))]);
}
const common = [...alike].sort((a, b) => b[1].length - a[1].length).slice(0, show);
for (const [reason, where] of common) console.log(`- ${where.length} x ${reason} (${where[0]})`);
