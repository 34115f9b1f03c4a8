// Puts the true output of the command into README.md, between the excerpt marks. Run after `npm run build`.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const MARK = /<!-- excerpt: (\S+) -->\n[\s\S]*?<!-- \/excerpt -->/;

/** The README with its excerpt made anew. */
export function withExcerpt(readme) {
  const folder = MARK.exec(readme)?.[1];
  if (!folder) throw new Error('README.md has no excerpt mark');
  const run = spawnSync(
    process.execPath,
    [join(root, 'bin/qday.js'), 'scan', '.', '--today', '2026-11-23', '--no-cache'],
    {
      cwd: join(root, folder),
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1', COLUMNS: '100' },
    },
  );
  const text = run.stdout.trimEnd();
  return readme.replace(MARK, () => `<!-- excerpt: ${folder} -->\n\`\`\`text\n${text}\n\`\`\`\n<!-- /excerpt -->`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = join(root, 'README.md');
  writeFileSync(file, withExcerpt(readFileSync(file, 'utf8')));
}
