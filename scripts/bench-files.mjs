// npm run bench [-- --runs 5] [-- --large]: how fast qday is, beside ripgrep on the same files in the same run.
// Prints medians and ratios as Markdown. Takes minutes; part of no test.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeTree } from './bench-tree.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const qday = join(root, 'bin/qday.js');
const option = (name, standard) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? standard : Number(process.argv[at + 1] ?? standard);
};
const runs = option('--runs', 5);
const work = mkdtempSync(join(tmpdir(), 'qday-bench-'));
const { tokens } = await import(join(root, 'dist/scan/tokens.js'));
const pattern = join(work, 'tokens.txt');
writeFileSync(pattern, `${tokens().join('\n')}\n`);

/** Wall and processor seconds of one run, and the peak of its memory in MB. */
function once(command, args, cwd) {
  const stats = join(work, 'time.txt');
  const start = process.hrtime.bigint();
  const { status, error } = spawnSync('/usr/bin/time', ['-f', '%U %S %M', '-o', stats, command, ...args], {
    cwd,
    stdio: 'ignore',
    env: { ...process.env, QDAY_CACHE: join(work, 'cache') },
  });
  if (error || status === 2) throw error ?? new Error(`${command} ${args.join(' ')} ended with ${status}`);
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  const [user, system, memory] = readLast(stats);
  return { wall, cpu: user + system, memory: memory / 1024 };
}

function readLast(file) {
  const text = spawnSync('tail', ['-1', file], { encoding: 'utf8' }).stdout;
  return text.trim().split(' ').map(Number);
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Median of several runs, after one that is thrown away. */
function measure(command, args, cwd, before = () => undefined) {
  before();
  once(command, args, cwd);
  const all = Array.from({ length: runs }, () => {
    before();
    return once(command, args, cwd);
  });
  return {
    wall: median(all.map((x) => x.wall)),
    cpu: median(all.map((x) => x.cpu)),
    memory: Math.max(...all.map((x) => x.memory)),
  };
}

function row(...cells) {
  console.log(`| ${cells.join(' | ')} |`);
}
const s = (n) => n.toFixed(3);

const scan = (cwd, ...more) => [qday, 'scan', '.', '--fail-on', 'never', '-f', 'json=/dev/null', ...more];
const none = join(work, 'none');
makeTree(none, { files: 1, share: 0, seed: 1, kinds: ['txt'] });

console.log(
  `${availableParallelism()} cores, Node ${process.version}, median of ${runs} runs after one more; seconds\n`,
);
const bare = measure('node', ['-e', '0'], work);
const start = measure('node', scan(none, '--no-cache'), none);
row('start-up', 'wall', 'processor', 'ratio of processor time to bare node');
row('---', '---', '---', '---');
row('`node -e 0`', s(bare.wall), s(bare.cpu), '1');
for (const flag of ['--version', '--help']) {
  const one = measure('node', [qday, flag], work);
  row(`\`qday ${flag}\``, s(one.wall), s(one.cpu), (one.cpu / bare.cpu).toFixed(2));
}
row('`qday scan` of one file', s(start.wall), s(start.cpu), (start.cpu / bare.cpu).toFixed(2));

const sizes = process.argv.includes('--large') ? [1_000, 10_000, 100_000] : [1_000, 10_000];
console.log('');
row(
  'tree',
  'files',
  'MB',
  '`rg -c -j2`',
  'cold',
  'without start-up / rg',
  'files/s',
  'cold, processor',
  'second run',
  'one file changed',
  'memory MB',
);
row(...Array.from({ length: 11 }, () => '---'));
for (const [name, share, kinds] of [
  ['ordinary (1 % of source files use cryptography)', 0.01, undefined],
  ['heavy (every second file)', 0.5, ['java', 'py', 'go', 'js']],
]) {
  for (const files of sizes) {
    const tree = join(work, `${name.split(' ')[0]}-${files}`);
    const bytes = makeTree(tree, { files, share, seed: files, kinds });
    report(name, tree, files, bytes);
    rmSync(tree, { recursive: true, force: true });
  }
}
for (const name of ['typescript', 'web-tree-sitter', 'node-forge']) {
  const folder = join(root, 'node_modules', name);
  if (existsSync(folder)) report(`package ${name}`, folder, ...sizeOf(folder));
}
rmSync(work, { recursive: true, force: true });

function report(name, tree, files, bytes) {
  const rg = measure('rg', ['-c', '-j2', '--no-ignore', '--hidden', '-a', '-F', '-f', pattern, '.'], tree);
  const cold = measure('node', scan(tree, '--no-cache'), tree);
  once('node', scan(tree), tree);
  spawnSync('sleep', ['2.1']); // files changed within two seconds of a save are not trusted
  once('node', scan(tree), tree);
  const warm = measure('node', scan(tree), tree);
  const inside = tree.startsWith(work);
  const first = inside ? join(tree, 'm0/p0', readdirSync(join(tree, 'm0/p0'))[0]) : undefined;
  const changed = first && measure('node', scan(tree), tree, () => appendFileSync(first, '\n'));
  const ratio = (cold.wall - start.wall) / rg.wall;
  row(
    name,
    files,
    (bytes / 1e6).toFixed(1),
    s(rg.wall),
    s(cold.wall),
    ratio.toFixed(1),
    Math.round(files / Math.max(0.001, cold.wall - start.wall)),
    s(cold.cpu),
    s(warm.wall),
    changed ? s(changed.wall) : '–',
    Math.round(cold.memory),
  );
}

function sizeOf(folder) {
  let files = 0;
  let bytes = 0;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const stats = statSync(join(folder, name));
    if (!stats.isFile()) continue;
    files++;
    bytes += stats.size;
  }
  return [files, bytes];
}
