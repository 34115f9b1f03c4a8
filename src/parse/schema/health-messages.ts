import { type Artifact, ParseError } from '../../model/index.js';
import type { Parser } from '../parser.js';
import { FieldList, jsonOf, linesOf } from './field.js';

/**
 * FHIR resources and bundles as JSON (HL7 FHIR R4, section 2.1.2: `resourceType` names the kind). The elements of each
 * resource are its fields. Definitions of the standard itself carry no data of anyone.
 */
export const FHIR_SCHEMA: Parser = {
  id: 'schema/fhir',
  wants: (face) => face.extension === '.json' && face.includes('"resourceType"'),
  parse: (artifact) => {
    const list = new FieldList(artifact, 'other');
    resource(jsonOf(artifact), list, lineOf(artifact), 0);
    return list.result('schema/fhir');
  },
};

const MAX_DEPTH = 8;
/** Elements that every resource has, and that say nothing of a person. */
const COMMON = new Set(['resourceType', 'id', 'meta', 'text', 'language', 'implicitRules', 'contained', 'extension']);
const DEFINITIONS =
  /^(?:StructureDefinition|CapabilityStatement|CodeSystem|ValueSet|SearchParameter|OperationDefinition|ImplementationGuide|ConceptMap|NamingSystem|GraphDefinition|StructureMap|CompartmentDefinition|ExampleScenario|MessageDefinition|TestScript|Questionnaire|PlanDefinition|ActivityDefinition|Library|Measure)$/;

function resource(node: unknown, list: FieldList, lineAt: (name: string) => number, depth: number): void {
  if (depth > MAX_DEPTH || typeof node !== 'object' || node === null) return;
  const { resourceType: kind, entry } = node as { resourceType?: unknown; entry?: unknown };
  if (kind === 'StructureDefinition') profile(node, list, lineAt);
  if (typeof kind !== 'string' || !/^[A-Z]\w{1,60}$/.test(kind) || DEFINITIONS.test(kind)) return;
  if (kind === 'Bundle' && Array.isArray(entry)) {
    for (const one of entry) resource((one as { resource?: unknown } | null)?.resource, list, lineAt, depth + 1);
    return;
  }
  for (const name of Object.keys(node)) if (!COMMON.has(name)) list.add('FHIR', `${kind}.${name}`, lineAt(name));
}

/**
 * A profile says which elements of a resource this system uses: those that it constrains (FHIR R4, section 5.3, `differential`).
 * The base definitions of the standard are no profile.
 */
function profile(node: object, list: FieldList, lineAt: (name: string) => number): void {
  const { derivation, kind, differential } = node as Record<string, unknown>;
  const elements = (differential as { element?: unknown } | undefined)?.element;
  if (derivation !== 'constraint' || kind !== 'resource' || !Array.isArray(elements)) return;
  for (const one of elements as readonly { path?: unknown }[]) {
    const path = typeof one?.path === 'string' ? one.path : '';
    if (/^[A-Z]\w{1,60}\.\w{1,60}$/.test(path)) list.add('FHIR', path, lineAt(path));
  }
}

/** First line on which a key of that name stands. */
function lineOf(artifact: Artifact): (name: string) => number {
  const lines = new Map<string, number>();
  linesOf(artifact).forEach((line, index) => {
    const match = /^\s*"(\w+)"\s*:(?:\s*"([\w.]{1,120})")?/.exec(line);
    const names = match?.[1] === 'path' ? [match[1], match[2]] : [match?.[1]];
    for (const name of names) if (name !== undefined && !lines.has(name)) lines.set(name, index + 1);
  });
  return (name) => lines.get(name) ?? 1;
}

/** Segment → position → the name that the standard gives it (HL7 v2.5.1, chapters 3, 6 and 7). What is empty is not there. */
const SEGMENTS: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  PID: { 3: 'PatientIdentifierList', 5: 'PatientName', 7: 'DateOfBirth', 11: 'PatientAddress', 19: 'SSNNumber' },
  NK1: { 2: 'NextOfKinName' },
  DG1: { 3: 'DiagnosisCode', 4: 'DiagnosisDescription' },
  AL1: { 3: 'AllergenCode' },
  OBX: { 3: 'ObservationIdentifier', 5: 'ObservationValue' },
  RXE: { 2: 'GiveCode' },
  IN1: { 36: 'PolicyNumber' },
};
const MAX_MESSAGES = 1000;

/** HL7 v2 messages: a file that begins with a header segment. Its separators stand in that segment (chapter 2.5.4). */
export const HL7_SCHEMA: Parser = {
  id: 'schema/hl7',
  wants: (face) => !face.binary && (face.extension === '.hl7' || face.extension === '.txt') && face.includes('MSH|^~'),
  parse: (artifact) => {
    const list = new FieldList(artifact, 'other');
    let messages = 0;
    linesOf(artifact).forEach((line, index) => {
      if (line.startsWith('MSH|')) messages++;
      if (messages > MAX_MESSAGES) throw new ParseError(`more than ${MAX_MESSAGES} HL7 messages`);
      const names = messages > 0 && line[3] === '|' ? SEGMENTS[line.slice(0, 3)] : undefined;
      if (!names) return;
      const values = line.split('|');
      for (const [position, name] of Object.entries(names)) {
        if (values[Number(position)]) list.add('HL7', `${line.slice(0, 3)}.${name}`, index + 1);
      }
    });
    return list.result('schema/hl7');
  },
};
