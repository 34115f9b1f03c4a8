// Puts the compiled modules of the command and of its threads into few files: five hundred small ones take longer to load than
// to run. Packages stay what they are. Part of the build.
import { writeFileSync } from 'node:fs';
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
  const names = { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' };
  const { output } = await made.write({ dir: folder, format: 'esm', ...names });
  for (const { fileName, code } of output) writeFileSync(join(folder, fileName), ascii(code));
  await made.close();
}

/**
 * One sign beyond ASCII, even in a comment, and Node decodes the whole file slowly and keeps it with two bytes for each letter.
 * Files with texts that are taken as they are written stay as they are.
 */
function ascii(code) {
  if (code.includes('String.raw')) return code;
  if (/\\[^\0-\x7f]/.test(code)) throw new Error('a backslash before a sign beyond ASCII: write the sign alone');
  return code.replace(/[^\0-\x7f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Files that a module names relative to itself are where they were. */
function keepPlaces(code, id, folder) {
  if (!code.includes('import.meta.url')) return null;
  const place = relative(folder, join(dirname(id), 'x')).replaceAll('\\', '/');
  return { code: code.replaceAll('import.meta.url', `new URL('${place}', import.meta.url)`), map: null };
}
