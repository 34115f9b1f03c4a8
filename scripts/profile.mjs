// npm run profile -- <folder> [graph.svg]: where the time of a cold scan goes. Prints the self time of the main thread and of the
// others by what they do, and the slowest functions; draws all stacks of all threads as a flame graph.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const MOST_ROWS = 25;
const [folder = '.', graph] = process.argv.slice(2);
const qday = fileURLToPath(new URL('../bin/qday.js', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'qday-profile-'));
const scan = ['scan', '.', '--no-cache', '--fail-on', 'never', '-f', 'json=/dev/null'];
spawnSync('node', ['--cpu-prof', `--cpu-prof-dir=${work}`, qday, ...scan], { cwd: resolve(folder), stdio: 'inherit' });
// The last numbers of a name: thread (0 is the main one), file.
const profiles = readdirSync(work)
  .sort()
  .map((name) => ({ main: /\.0\.\d+\.cpuprofile$/.test(name), ...JSON.parse(readFileSync(join(work, name), 'utf8')) }));
rmSync(work, { recursive: true, force: true });

/** What a function belongs to, by its name and where it stands. */
const KINDS = [
  ['waiting', /^\(idle\)/],
  ['garbage collection', /^\(garbage/],
  ['WebAssembly: tree-sitter, token search', /^wasm/],
  ['loading of modules', /internal\/(modules|vm)|compileSourceTextModule|wrapSafe/],
  ['files of the disk', /^(open|read|close|fstat|lstat|stat|readdir|writeBuffer|openFileHandle) |node:(internal\/)?fs/],
  ['qday', /\/bundle\//],
  ['libraries', /\/node_modules\//],
];

function kindOf({ functionName, url }) {
  return KINDS.find(([, pattern]) => pattern.test(`${functionName} ${url}`))?.[0] ?? 'the rest of Node';
}

function nameOf({ functionName, url, lineNumber }) {
  return `${functionName || '(anonymous)'} ${url.replace(/.*\//, '').replace(/-[\w-]{8}\.js/, '.js')}${url ? `:${lineNumber + 1}` : ''}`.trim();
}

/** Milliseconds that each node was at the top. */
function selfTimes({ samples, timeDeltas }) {
  const times = new Map();
  for (const [index, id] of samples.entries()) add(times, id, timeDeltas[index] / 1000);
  return times;
}

function add(map, key, value) {
  map.set(key, (map.get(key) ?? 0) + value);
}

function print(title, times, most = MOST_ROWS) {
  const rows = [...times].sort((a, b) => b[1] - a[1]).slice(0, most);
  const sum = [...times.values()].reduce((a, b) => a + b, 0);
  console.log(`\n| ${title} | ms | share |\n|---|---|---|`);
  for (const [name, ms] of rows) console.log(`| ${name} | ${ms.toFixed(0)} | ${((100 * ms) / sum).toFixed(1)} % |`);
}

for (const main of [true, false]) {
  const kinds = new Map();
  for (const profile of profiles.filter((one) => one.main === main)) {
    const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
    for (const [id, ms] of selfTimes(profile)) {
      add(kinds, kindOf(nodes.get(id).callFrame), ms);
    }
  }
  print(main ? 'main thread' : 'other threads', kinds);
}
const functions = new Map();
const root = { name: 'all threads', ms: 0, children: new Map() };
for (const profile of profiles) {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  for (const [id, ms] of selfTimes(profile)) {
    const stack = [];
    for (let at = id; at !== undefined; at = parents.get(at)) stack.unshift(nameOf(nodes.get(at).callFrame));
    if (stack.at(-1) === '(idle)') continue;
    add(functions, stack.at(-1), ms);
    let place = root;
    place.ms += ms;
    for (const name of [profile.main ? 'main thread' : 'other threads', ...stack.slice(1)]) {
      if (!place.children.has(name)) place.children.set(name, { name, ms: 0, children: new Map() });
      place = place.children.get(name);
      place.ms += ms;
    }
  }
}
print('function, all threads, without waiting', functions);
if (graph) writeFileSync(graph, flame(root));

/** Frames above what called them, as wide as their time; narrower than a pixel is left out. */
function flame(top) {
  const [width, height] = [1600, 15];
  const boxes = [];
  let deepest = 0;
  const place = (frame, x, depth) => {
    const w = (frame.ms / top.ms) * width;
    if (w < 1) return;
    deepest = Math.max(deepest, depth);
    boxes.push({ frame, x, w, depth });
    let at = x;
    for (const child of [...frame.children.values()].sort((a, b) => (a.name < b.name ? -1 : 1))) {
      place(child, at, depth + 1);
      at += (child.ms / top.ms) * width;
    }
  };
  place(top, 0, 0);
  const safe = (text) => text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const drawn = boxes.map(({ frame, x, w, depth }) => {
    const y = (deepest - depth) * height;
    const label = w > 40 ? safe(frame.name.slice(0, Math.floor(w / 6))) : '';
    const hue = [...frame.name].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 50, 7);
    return `<g><title>${safe(frame.name)}: ${frame.ms.toFixed(0)} ms</title><rect x="${x.toFixed(1)}" y="${y}" width="${w.toFixed(1)}" height="${height - 1}" fill="hsl(${hue} 80% 65%)"/><text x="${(x + 2).toFixed(1)}" y="${y + 11}">${label}</text></g>`;
  });
  const style = '<style>text{font:10px monospace}</style>';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${(deepest + 1) * height}">${style}${drawn.join('\n')}</svg>\n`;
}
