import { openSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Knowledge, type ProjectConfig, UserError } from '../model/index.js';
import { unpack } from './packed.js';

/** JSON Schemas by rule kind. */
export type Schemas = Readonly<Record<string, object>>;

/** Where the build leaves the compiled index. */
const COMPILED_RULES = fileURLToPath(new URL('../../dist/rules.pack', import.meta.url));

/** The shipped knowledge: validated and compiled by the build, so that a start parses no YAML and no schema. */
export function loadKnowledge(): Knowledge {
  return readCompiled().knowledge;
}

/**
 * The shipped knowledge, with the user's rule files after it, so that theirs win.
 * @param userFiles paths given with `--rules`
 * @throws UserError when one of them is missing or invalid
 */
export async function loadKnowledgeWith(userFiles: readonly string[]): Promise<Knowledge> {
  const { knowledge, schemas } = readCompiled();
  if (userFiles.length === 0) return knowledge;
  const { joinKnowledge, readRuleFile } = await import('./read.js');
  const known = schemas();
  const own = userFiles.map((file) => readRuleFile(file, readText(file), known));
  return joinKnowledge([...knowledge.documents, ...own]);
}

/**
 * The project's statements, from the text of its `qday.yaml`.
 * @throws UserError with file, line and what was expected
 */
export async function loadProject(file: string): Promise<ProjectConfig> {
  const { readProject } = await import('./read.js');
  return readProject(file, readText(file, 'project file'), readCompiled().schemas());
}

/** Open as long as the process lives: rules are read from it when they are needed, by all its threads. */
let compiled: number | undefined;

function readCompiled(): ReturnType<typeof unpack> {
  compiled ??= openSync(COMPILED_RULES, 'r');
  return unpack(compiled);
}

function readText(file: string, what = 'rule file'): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`${file}: the ${what} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
