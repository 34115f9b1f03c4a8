import { createHash } from 'node:crypto';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { isNode, LineCounter, parseDocument } from 'yaml';
import {
  type Knowledge,
  type ProjectConfig,
  RULE_KINDS,
  type RuleDocument,
  type RuleKind,
  UserError,
} from '../model/index.js';
import type { Schemas } from './load.js';

/**
 * Reads and validates one rule file.
 * @param file name printed in errors and kept as provenance
 * @param kind expected kind; a user's file states its own in `kind:`
 * @throws UserError with file, line and what was expected
 */
export function readRuleFile(file: string, text: string, schemas: Schemas, kind?: RuleKind): RuleDocument {
  const { body, yaml, lines } = parse(file, text);
  const stated = body?.['kind'] as RuleKind | undefined;
  const actual = kind ?? stated;
  if (!body || !actual || !RULE_KINDS.includes(actual)) {
    throw new UserError(`${file}:1: expected a top-level "kind:", one of ${RULE_KINDS.join(', ')}`);
  }
  check(file, { body, yaml, lines }, actual, schemas);
  return { kind: actual, file, body };
}

/**
 * Reads and validates `qday.yaml`. An empty file states nothing.
 * @throws UserError with file, line and what was expected
 */
export function readProject(file: string, text: string, schemas: Schemas): ProjectConfig {
  const parsed = parse(file, text);
  if (parsed.body === null) return {};
  check(file, parsed, 'project', schemas);
  return parsed.body as ProjectConfig;
}

interface Parsed {
  readonly body: Record<string, unknown> | null;
  readonly yaml: ReturnType<typeof parseDocument>;
  readonly lines: LineCounter;
}

function parse(file: string, text: string): Parsed {
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const syntax = yaml.errors[0];
  if (syntax) {
    const at = lines.linePos(syntax.pos[0]);
    throw new UserError(`${file}:${at.line}: not valid YAML: ${syntax.message.split('\n')[0]}`);
  }
  return { body: yaml.toJS({ maxAliasCount: 100 }) as Parsed['body'], yaml, lines };
}

function check(file: string, { body, yaml, lines }: Parsed, schema: string, schemas: Schemas): void {
  const validate = validator(schema, schemas);
  if (validate(body)) return;
  const error = mostSpecific(validate.errors ?? []);
  const path = error.instancePath.split('/').slice(1).map(unescapePointer);
  throw new UserError(`${file}:${lineOf(yaml, path, lines)}: ${describe(error)}`);
}

/** Joins documents into the knowledge of one run. */
export function joinKnowledge(documents: readonly RuleDocument[]): Knowledge {
  const hash = createHash('sha256');
  for (const document of documents) hash.update(document.file).update(JSON.stringify(document.body));
  return { version: hash.digest('hex').slice(0, 16), documents };
}

const validators = new Map<string, ReturnType<Ajv2020['compile']>>();

function validator(kind: string, schemas: Schemas) {
  const known = validators.get(kind);
  if (known) return known;
  const schema = schemas[kind];
  if (!schema) throw new Error(`no schema for rule kind ${kind}`);
  const made = new Ajv2020({ allErrors: true, strict: false }).compile(schema);
  validators.set(kind, made);
  return made;
}

/** Names what is unknown or missing before it reports the branches of a choice that did not match either. */
function mostSpecific(errors: readonly ErrorObject[]): ErrorObject {
  const rank = (error: ErrorObject) => Number(TELLING.has(error.keyword));
  return [...errors].sort(
    (a, b) => b.instancePath.length - a.instancePath.length || rank(b) - rank(a),
  )[0] as ErrorObject;
}

const TELLING = new Set(['additionalProperties', 'propertyNames', 'required', 'enum']);

function describe(error: ErrorObject): string {
  const where = error.instancePath === '' ? 'the file' : error.instancePath.slice(1).replaceAll('/', '.');
  if (error.keyword === 'additionalProperties') {
    return `${where}: unknown field "${error.params['additionalProperty']}"`;
  }
  if (error.keyword === 'propertyNames') return `${where}: unknown field "${error.params['propertyName']}"`;
  if (error.keyword === 'enum' && !error.propertyName)
    return `${where}: expected one of ${error.params['allowedValues'].join(', ')}`;
  return `${where}: ${error.message ?? 'not as the schema asks'}`;
}

function lineOf(yaml: ReturnType<typeof parseDocument>, path: readonly string[], lines: LineCounter): number {
  for (let length = path.length; length > 0; length--) {
    const keys = path.slice(0, length).map((key) => (/^\d+$/.test(key) ? Number(key) : key));
    const node = yaml.getIn(keys, true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function unescapePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}
