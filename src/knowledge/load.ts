import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Knowledge, RULE_KINDS, type RuleDocument, type RuleKind, UserError } from '../model/index.js';
import { joinKnowledge, readCompiled, readRuleFile, type Schemas } from './read.js';

/** Where the build leaves the compiled index. */
export const COMPILED_RULES = fileURLToPath(new URL('../../dist/rules.json', import.meta.url));

/**
 * The shipped knowledge, with the user's rule files after it, so that theirs win.
 * @param userFiles paths given with `--rules`
 * @throws UserError when one of them is missing or invalid
 */
export function loadKnowledge(userFiles: readonly string[] = []): Knowledge {
  const { knowledge, schemas } = readCompiled(COMPILED_RULES);
  if (userFiles.length === 0) return knowledge;
  const own = userFiles.map((file) => readUserFile(file, schemas));
  return joinKnowledge([...knowledge.documents, ...own]);
}

/** Reads the whole of `rules/`: what the build compiles. */
export function readRulesFolder(folder: string): { knowledge: Knowledge; schemas: Schemas } {
  const schemas: Record<string, object> = {};
  for (const file of listFiles(join(folder, 'schema'), '.json')) {
    schemas[basename(file, '.json')] = JSON.parse(readFileSync(file, 'utf8')) as object;
  }
  const documents = RULE_KINDS.flatMap((kind: RuleKind) =>
    listFiles(join(folder, kind), '.yaml').map((file) =>
      readRuleFile(relative(folder, file).replaceAll('\\', '/'), readFileSync(file, 'utf8'), schemas, kind),
    ),
  );
  return { knowledge: joinKnowledge(documents), schemas };
}

function readUserFile(file: string, schemas: Schemas): RuleDocument {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`${file}: the rule file cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  return readRuleFile(file, text, schemas);
}

function listFiles(folder: string, extension: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension))
    .sort()
    .map((name) => join(folder, name));
}
