import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { Option } from 'commander';
import { loadKnowledgeWith } from '../../knowledge/load.js';
import { scan } from '../../scan.js';
import { writeBaseline } from '../../triage/baseline.js';
import { EXIT } from '../exit.js';
import { IGNORES, PROJECT, SERVICES, type Service, WORKFLOWS } from '../init/files.js';
import { say, writeFile, writeOut } from '../output.js';
import { readTriageFiles } from '../triage-files.js';

interface Flags {
  readonly ci?: Service;
  readonly baseline: boolean;
  readonly force?: boolean;
}

const BASELINE = '.qday-baseline.json';

export function configure(command: Command, finish: (code: number) => void): void {
  command
    .argument('[folder]', 'where to write', '.')
    .addOption(
      new Option('--ci <service>', 'workflow to write (default: by the files that are there)').choices(SERVICES),
    )
    .option('--no-baseline', 'do not scan, and write no baseline')
    .option('--force', 'replace files that exist')
    .action(async (folder: string, flags: Flags) => finish(await init(folder, flags)));
}

/** Writes the files of a project that are not there yet. Asks only a person at a terminal. */
async function init(folder: string, flags: Flags): Promise<number> {
  const service = flags.ci ?? (await chooseService(guess(folder)));
  const put = async (name: string, text: () => string | Promise<string>, why: string): Promise<void> => {
    const file = join(folder, name);
    if (existsSync(file) && !flags.force) return say(`kept    ${name} (--force replaces it)`);
    const content = await text();
    mkdirSync(dirname(file), { recursive: true });
    writeFile(file, content);
    await writeOut(`written ${name}: ${why}\n`);
  };
  await put('qday.yaml', () => PROJECT, 'what qday cannot read from the files');
  await put('.qdayignore.yaml', () => IGNORES, 'accepted findings, each with its reason');
  if (flags.baseline)
    await put(BASELINE, () => baselineOf(folder), 'what is there today; only new findings fail with --baseline');
  if (service !== 'none') await put(WORKFLOWS[service].file, () => WORKFLOWS[service].text, `the gate for ${service}`);
  return EXIT.pass;
}

async function baselineOf(folder: string): Promise<string> {
  const report = await scan({
    targets: ['.'],
    cwd: folder,
    knowledge: await loadKnowledgeWith([]),
    today: new Date().toISOString().slice(0, 10),
    failOn: 'never',
    ...(await readTriageFiles(folder, undefined)),
  });
  return writeBaseline(report);
}

function guess(folder: string): Service {
  if (existsSync(join(folder, '.github'))) return 'github';
  if (existsSync(join(folder, '.gitlab-ci.yml'))) return 'gitlab';
  return existsSync(join(folder, '.pre-commit-config.yaml')) ? 'none' : 'github';
}

async function chooseService(fallback: Service): Promise<Service> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return fallback;
  const asked = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = (await asked.question(`Workflow to write (${SERVICES.join(', ')}) [${fallback}]: `)).trim();
    return SERVICES.find((one) => one === answer) ?? fallback;
  } finally {
    asked.close();
  }
}
