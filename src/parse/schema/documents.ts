import { addTo } from '../../basics/groups.js';
import { type Artifact, ParseError } from '../../model/index.js';
import type { Face } from '../face.js';
import { libraries } from '../libraries.js';
import type { Parser } from '../parser.js';
import { decodeText } from '../text.js';
import { FieldList, jsonOf } from './field.js';

const MAX_DEPTH = 40;
type Node = Record<string, unknown>;

/** OpenAPI and Swagger: the properties of the schemas, and parameters. */
export const OPENAPI_SCHEMA: Parser = {
  id: 'schema/openapi',
  wants: (face) =>
    isDocument(face) &&
    (face.includes('openapi') || face.includes('swagger')) &&
    head(face, /["']?(?:openapi|swagger)["']?\s*:/),
  parse: (artifact) => {
    const list = new FieldList(artifact, 'openapi');
    const lines = new LineFinder(artifact);
    collect(documentOf(artifact), 'api', 0, list, lines);
    return list.result('schema/openapi');
  },
};

/** JSON Schema of any draft, by its `$schema` or its `properties` beside a `type`. */
export const JSON_SCHEMA: Parser = {
  id: 'schema/json-schema',
  wants: (face) =>
    face.extension === '.json' &&
    face.includes('"properties"') &&
    (face.includes('json-schema.org') || face.name.includes('schema')) &&
    !head(face, /"(?:openapi|swagger)"\s*:/),
  parse: (artifact) => {
    const list = new FieldList(artifact, 'json-schema');
    const root = jsonOf(artifact);
    const title = isNode(root) && typeof root['title'] === 'string' ? root['title'] : stem(artifact.path);
    collect(root, title, 0, list, new LineFinder(artifact));
    return list.result('schema/json-schema');
  },
};

/** Avro record schemas (.avsc). */
export const AVRO_SCHEMA: Parser = {
  id: 'schema/avro',
  wants: (face) => face.extension === '.avsc' && face.includes('fields'),
  parse: (artifact) => {
    const list = new FieldList(artifact, 'avro');
    avro(jsonOf(artifact), 0, list, new LineFinder(artifact));
    return list.result('schema/avro');
  },
};

/** The header line of a CSV file. */
export const CSV_SCHEMA: Parser = {
  id: 'schema/csv',
  wants: (face) => (face.extension === '.csv' || face.extension === '.tsv') && !face.binary,
  parse: (artifact) => {
    const list = new FieldList(artifact, 'csv');
    const header = decodeText(artifact.bytes.subarray(0, 8192)).split(/\r?\n/, 1)[0] ?? '';
    const names = header.split(/[,;\t]/).map((name) => name.trim().replace(/^"|"$/g, ''));
    // A first line with numbers in it is data without a header.
    if (names.length > 1 && names.every((name) => /^[\p{L}_][\p{L}\p{N}_ .()/-]*$/u.test(name))) {
      for (const name of names) list.add(stem(artifact.path), name, 1);
    }
    return list.result('schema/csv');
  },
};

/** Walks `properties` objects; the nearest name of a schema owns them. */
function collect(node: unknown, owner: string, depth: number, list: FieldList, lines: LineFinder): void {
  if (depth > MAX_DEPTH || typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    for (const one of node) collect(one, owner, depth + 1, list, lines);
    return;
  }
  for (const [key, value] of Object.entries(node as Node)) {
    if (key === 'properties' && isNode(value)) {
      for (const [name, property] of Object.entries(value)) {
        list.add(owner, name, lines.of(name));
        collect(property, name, depth + 1, list, lines);
      }
    } else if (NAMED.has(key) && isNode(value)) {
      for (const [name, schema] of Object.entries(value)) collect(schema, name, depth + 1, list, lines);
    } else if (key !== 'example' && key !== 'examples' && key !== 'default' && key !== 'enum') {
      collect(value, owner, depth + 1, list, lines);
    }
  }
}

const NAMED = new Set(['schemas', 'definitions', '$defs']);

function avro(node: unknown, depth: number, list: FieldList, lines: LineFinder): void {
  if (depth > MAX_DEPTH || typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    for (const one of node) avro(one, depth + 1, list, lines);
    return;
  }
  const { type, name, fields, items, values } = node as Node;
  if (type === 'record' && Array.isArray(fields)) {
    for (const field of fields as unknown[]) {
      if (!isNode(field) || typeof field['name'] !== 'string') continue;
      list.add(String(name ?? 'record'), field['name'], lines.of(field['name']));
      avro(field['type'], depth + 1, list, lines);
    }
  } else for (const inner of [type, items, values]) avro(inner, depth + 1, list, lines);
}

/** Where a name stands as a key: the next place after the one before, so that equal names get their own lines. */
class LineFinder {
  readonly #lines = new Map<string, number[]>();

  constructor(artifact: Artifact) {
    decodeText(artifact.bytes)
      .split(/\r\n|\n|\r/)
      .forEach((line, index) => {
        if (line.length > 2000) return;
        for (const match of line.matchAll(/["']?([\w$-]{1,120})["']?\s*:|"name"\s*:\s*"([\w$-]{1,120})"/g)) {
          for (const name of [match[1], match[2]]) {
            if (name === undefined) continue;
            addTo(this.#lines, name, index + 1);
          }
        }
        const value = /"name"\s*:\s*"([\w$-]{1,120})"/.exec(line)?.[1];
        if (value !== undefined) this.#lines.set(value, [...(this.#lines.get(value) ?? []), index + 1]);
      });
  }

  of(name: string): number {
    const lines = this.#lines.get(name);
    if (!lines || lines.length === 0) return 1;
    return lines.length > 1 ? lines.shift()! : lines[0]!;
  }
}

function documentOf(artifact: Artifact): unknown {
  if (artifact.path.endsWith('.json')) return jsonOf(artifact);
  try {
    return libraries.yaml.parse(decodeText(artifact.bytes), { maxAliasCount: 100, logLevel: 'silent' });
  } catch (error) {
    throw new ParseError(`not valid YAML: ${(error as Error).message.split('\n')[0]}`);
  }
}

function isDocument({ extension }: Face): boolean {
  return extension === '.json' || extension === '.yaml' || extension === '.yml';
}

function head(face: Face, pattern: RegExp): boolean {
  return pattern.test(face.latin1.slice(0, 4096));
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function stem(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.indexOf('.', 1);
  return dot < 0 ? name : name.slice(0, dot);
}
