// node scripts/flip-every-byte.mjs [--stride <n>] [--only <pattern>] [--without <pattern>] [--largest <octets>]
//
// Every fixture of certificates, keys, stores and archives, cut at every length and with every single byte changed (one bit, and all bits), through
// every parser of these rooms. Prints what broke (where it stands to the standard error), how long the slowest took, and the totals. `npm test` does a sample of the same; this is all of it.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { qdayReading } from './compare/qday.mjs';

const argument = (name, otherwise) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const stride = Number(argument('--stride', '1'));
const only = new RegExp(argument('--only', ''));
const without = new RegExp(argument('--without', '^$'));
const largest = Number(argument('--largest', 'Infinity'));
const root = resolve(import.meta.dirname, '../fixtures');
const folders = ['pki/made', 'pki/post-quantum', 'keys/made', 'keys/formats', 'archives/made'];
const files = folders
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name)))
  .filter((name) => !/\.(txt|dump)$/.test(name) && only.test(name) && !without.test(name))
  .filter((name) => statSync(join(root, name)).size <= largest);

let variants = 0;
let broken = 0;
let silent = 0;
let slowest = { milliseconds: 0, what: '' };
const start = performance.now();
for (const [done, name] of files.entries()) {
  process.stderr.write(`${done} of ${files.length} files, ${variants} variants, ${broken} broken: ${name}\n`);
  const bytes = readFileSync(join(root, name));
  for (let at = 0; at < bytes.length; at += stride) {
    await variant(bytes.subarray(0, at), name, `cut at ${at}`);
    for (const mask of [1 << (at % 8), 0xff]) {
      const changed = Uint8Array.from(bytes);
      changed[at] ^= mask;
      await variant(changed, name, `byte ${at} xor ${mask}`);
    }
  }
}
const seconds = Math.round((performance.now() - start) / 1000);
console.log(
  `${variants} variants of ${files.length} files in ${seconds} s: ${broken} broke a parser, ${silent} of a DER or PEM file were passed over`,
);
console.log(`slowest: ${Math.round(slowest.milliseconds)} ms, ${slowest.what}`);
process.exitCode = broken > 0 ? 1 : 0;

async function variant(bytes, name, what) {
  variants++;
  const { assets, attempts, milliseconds } = await qdayReading(bytes, name);
  if (milliseconds > slowest.milliseconds) slowest = { milliseconds, what: `${name}, ${what}` };
  for (const one of attempts.filter(({ reason }) => reason === 'bug')) {
    broken++;
    console.log(`${name}, ${what}: ${one.detail}`);
  }
  if (assets.length + attempts.length === 0 && bytes.length > 64 && /\.(der|pem|crt|p12|cms|p7b|tsr)$/.test(name)) {
    silent++;
    if (silent <= 5) console.log(`${name}, ${what}: nothing is said`);
  }
}
