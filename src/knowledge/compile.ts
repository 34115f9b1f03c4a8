import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { type Knowledge, RULE_KINDS, type RuleKind } from '../model/index.js';
import type { Schemas } from './load.js';
import { joinKnowledge, readRuleFile } from './read.js';

/** Reads and validates the whole of `rules/`: what the build compiles. */
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

function listFiles(folder: string, extension: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension))
    .sort()
    .map((name) => join(folder, name));
}
