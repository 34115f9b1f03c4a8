// Puts the compiled modules of the command and of its threads into few files: five hundred small ones take longer to load than
// to run. Packages stay what they are. Part of the build.
import { dirname, join, relative } from 'node:path';
import { rolldown } from 'rolldown';

/** @param dist folder of the compiled modules; the bundle goes to `bundle/` in it */
export async function bundle(dist) {
  const folder = join(dist, 'bundle');
  const made = await rolldown({
    input: { main: join(dist, 'cli/main.js'), worker: join(dist, 'scan/worker.js') },
    platform: 'node',
    external: [/^node:/, /^[^./]/],
    plugins: [{ name: 'places', transform: (code, id) => keepPlaces(code, id, folder) }],
  });
  await made.write({ dir: folder, format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' });
  await made.close();
}

/** Files that a module names relative to itself are where they were. */
function keepPlaces(code, id, folder) {
  if (!code.includes('import.meta.url')) return null;
  const place = relative(folder, join(dirname(id), 'x')).replaceAll('\\', '/');
  return { code: code.replaceAll('import.meta.url', `new URL('${place}', import.meta.url)`), map: null };
}
