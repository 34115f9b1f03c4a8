import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../model/index.js';
import type { JudgeOptions } from '../scan/options.js';
import { readBaseline } from '../triage/baseline.js';

/** Where accepted findings are written down, each with its reason. */
const IGNORE_FILE = '.qdayignore.yaml';

/**
 * The user's decisions about findings: the ignore file of the working folder, and a baseline or saved report.
 * @throws UserError when one cannot be read: it must not look like an empty one
 */
export async function readTriageFiles(
  cwd: string,
  baseline: string | undefined,
): Promise<Pick<JudgeOptions, 'ignoreFiles' | 'base'>> {
  const ignores = join(cwd, IGNORE_FILE);
  return {
    ignoreFiles: existsSync(ignores) ? [await ignoreFile(ignores)] : [],
    ...(baseline === undefined
      ? {}
      : {
          base: {
            kind: 'baseline' as const,
            name: baseline,
            findings: readBaseline(readText(baseline, 'baseline'), baseline),
          },
        }),
  };
}

/** The YAML library is loaded for those that have such a file. */
async function ignoreFile(path: string) {
  const { readIgnoreFile } = await import('../triage/ignore-file.js');
  return { name: IGNORE_FILE, entries: readIgnoreFile(readText(path, 'ignore file'), IGNORE_FILE) };
}

function readText(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`${file}: the ${what} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
