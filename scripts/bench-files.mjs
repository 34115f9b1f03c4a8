// npm run bench [-- --runs 5] [-- --small]: how fast qday is, beside ripgrep on the same files in the same run.
// Prints the table of docs/performance.md: start-up, trees of 1,000 to 100,000 files, growth, the second run, a pull request and
// real packages, as medians and ratios. Takes ten minutes; `--small` leaves the large tree out. Part of no test.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeTree } from './bench-tree.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const qday = join(root, 'bin/qday.js');
const option = (name, standard) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? standard : Number(process.argv[at + 1] ?? standard);
};
const runs = option('--runs', 3);
/** Runs of which the mean is taken where one takes less than a tenth of a second. */
const SHORT_RUNS = 20;
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

/** Median of several runs, after one that is thrown away; of a single one where a run takes long. */
function measure(command, args, cwd, { before = () => undefined, times = runs } = {}) {
  if (times > 1) {
    before();
    once(command, args, cwd);
  }
  const all = Array.from({ length: times }, () => {
    before();
    return once(command, args, cwd);
  });
  return {
    wall: median(all.map((x) => x.wall)),
    cpu: median(all.map((x) => x.cpu)),
    memory: Math.max(...all.map((x) => x.memory)),
  };
}

/** Mean of many short runs, all under one clock: that of `time` cuts each number to hundredths of a second. */
function mean(command, args, cwd) {
  const loop = `for i in $(seq ${SHORT_RUNS}); do "$0" "$@" > /dev/null; done`;
  const { wall, cpu } = once('bash', ['-c', loop, command, ...args], cwd);
  return { wall: wall / SHORT_RUNS, cpu: cpu / SHORT_RUNS };
}

function row(...cells) {
  console.log(`| ${cells.join(' | ')} |`);
}
const s = (n) => n.toFixed(3);

// No housekeeping in the background: it would be measured, and write where the tree is being removed.
const SETTINGS = ['user.name=bench', 'user.email=bench@localhost', 'gc.auto=0', 'maintenance.auto=false'].flatMap(
  (one) => ['-c', one],
);

const scan = (...more) => [qday, 'scan', '.', '--fail-on', 'never', '-f', 'json=/dev/null', ...more];
const none = join(work, 'none');
makeTree(none, { files: 1, share: 0, seed: 1, kinds: ['txt'] });

console.log(
  `${availableParallelism()} cores, Node ${process.version}, load ${loadavg()[0].toFixed(1)}; medians of ${runs} runs after one more, a single run at 100,000 files, means of ${SHORT_RUNS} for the start; seconds\n`,
);
const bare = mean('node', ['-e', '0'], work);
const start = measure('node', scan('--no-cache'), none);
row('start-up', 'wall', 'processor', 'ratio of processor time to bare node', 'goal');
row('---', '---', '---', '---', '---');
row('`node -e 0`', s(bare.wall), s(bare.cpu), '1', '');
for (const flag of ['--version', '--help']) {
  const one = mean('node', [qday, flag], work);
  row(`\`qday ${flag}\``, s(one.wall), s(one.cpu), (one.cpu / bare.cpu).toFixed(2), '1.5');
}
row('`qday scan` of one file', s(start.wall), s(start.cpu), (start.cpu / bare.cpu).toFixed(2), '');

console.log('');
row(
  'tree',
  'files',
  'MB',
  '`rg -c -j2`',
  'cold',
  '(cold − start) / rg (goal 3 where ordinary)',
  'files/s (goal 2,500 where heavy)',
  'cold, processor',
  'second run',
  'one file changed (goal 0.5 at 10,000)',
  'pull request with --base (goal 1)',
  'memory MB (goal 300)',
);
row(...Array.from({ length: 12 }, () => '---'));
const small = process.argv.includes('--small');
const growth = [];
for (const [name, share, kinds, sizes] of [
  ['ordinary (1 % of source files use cryptography)', 0.01, undefined, [1_000, 10_000, ...(small ? [] : [100_000])]],
  ['heavy (every second file)', 0.5, ['java', 'py', 'go', 'js'], [1_000, ...(small ? [] : [10_000])]],
]) {
  for (const files of sizes) {
    const tree = join(work, `${name.split(' ')[0]}-${files}`);
    const bytes = makeTree(tree, { files, share, seed: files, kinds });
    const cold = report(name, tree, files, bytes, files >= 100_000 ? 1 : runs);
    if (share < 0.1) growth.push([Math.log(bytes), Math.log(Math.max(0.001, cold.wall - start.wall)), cold.memory]);
    rmSync(tree, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
  }
}
for (const name of ['typescript', 'web-tree-sitter', 'node-forge']) {
  const folder = join(root, 'node_modules', name);
  if (existsSync(folder)) report(`package ${name}`, folder, ...sizeOf(folder), runs);
}
console.log(
  `\nGrowth on the ordinary tree, from ${growth.length} sizes: time ~ bytes^${slope(growth).toFixed(2)} (1 is linear, start-up left out); memory ${growth.map(([, , memory]) => Math.round(memory)).join(' → ')} MB.`,
);
rmSync(work, { recursive: true, force: true });

function report(name, tree, files, bytes, times) {
  const rg = measure('rg', ['-c', '-j2', '--no-ignore', '--hidden', '-a', '-F', '-f', pattern, '.'], tree, { times });
  const cold = measure('node', scan('--no-cache'), tree, { times });
  once('node', scan(), tree);
  spawnSync('sleep', ['2.1']); // files changed within two seconds of a save are not trusted
  once('node', scan(), tree);
  const warm = measure('node', scan(), tree, { times });
  const inside = tree.startsWith(work);
  const first = inside ? join(tree, 'm0/p0', readdirSync(join(tree, 'm0/p0'))[0]) : undefined;
  const touch = { times, before: () => appendFileSync(first, '\n') };
  const changed = first && measure('node', scan(), tree, touch);
  const pulled = first && files <= 10_000 ? pullRequest(tree, touch) : undefined;
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
    pulled ? s(pulled.wall) : '–',
    Math.round(cold.memory),
  );
  return cold;
}

/** A change of one file, compared with the commit before it; the first comparison is not counted. */
function pullRequest(tree, touch) {
  const git = (...args) => spawnSync('git', [...SETTINGS, ...args], { cwd: tree });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'base');
  once('node', scan('--base', 'HEAD'), tree);
  return measure('node', scan('--base', 'HEAD'), tree, touch);
}

/** Least squares of the logarithms. */
function slope(points) {
  const mean = (at) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const over = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return over / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
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
