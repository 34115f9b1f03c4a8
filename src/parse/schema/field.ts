import { type Artifact, type DataField, ParseError, type ParseResult } from '../../model/index.js';
import { decodeText } from '../text.js';

/** More fields in one file than a person wrote: generated data, clipped with a word about it. */
const MAX_FIELDS = 20_000;

/** Collects the fields of one artifact. */
export class FieldList {
  readonly fields: DataField[] = [];
  #clipped = false;

  constructor(
    readonly artifact: Artifact,
    readonly source: DataField['source'],
  ) {}

  /** @param line counts from 1 within the artifact */
  add(owner: string, name: string, line: number): void {
    if (name === '' || name.length > 120) return;
    if (this.fields.length >= MAX_FIELDS) {
      this.#clipped = true;
      return;
    }
    const location = {
      type: 'file',
      path: this.artifact.path,
      line: line + (this.artifact.lineOffset ?? 1) - 1,
    } as const;
    this.fields.push({ name, owner: owner.slice(0, 120), source: this.source, location });
  }

  result(by: string): ParseResult {
    const { path: target } = this.artifact;
    return {
      observations: [],
      fields: this.fields,
      ...(this.#clipped
        ? {
            attempts: [
              {
                target,
                by,
                status: 'partial',
                reason: 'limit',
                detail: `more than ${MAX_FIELDS} fields; the rest was not read`,
              },
            ],
          }
        : {}),
    };
  }
}

/** Lines of the text with their numbers; a line of more than 2,000 characters is data, not schema, and is left out. */
export function linesOf(artifact: Artifact): readonly string[] {
  return decodeText(artifact.bytes)
    .split(/\r\n|\n|\r/)
    .map((line) => (line.length > 2000 ? '' : line));
}

/** JSON of an artifact; what is none is a ParseError. */
export function jsonOf(artifact: Artifact): unknown {
  try {
    return JSON.parse(decodeText(artifact.bytes));
  } catch (error) {
    throw new ParseError(`not valid JSON: ${(error as Error).message.slice(0, 120)}`);
  }
}
