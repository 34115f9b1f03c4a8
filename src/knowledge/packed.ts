import type { Knowledge, RuleDocument, RuleKind } from '../model/index.js';
import type { Schemas } from './load.js';

/** Kind, file, and the place of the body in a text. */
type Entry = readonly [kind: RuleKind, file: string, from: number, to: number];

interface Index {
  readonly version: string;
  readonly documents: readonly Entry[];
  readonly schemas: readonly [from: number, to: number];
}

/** One line with an index of the rest, then the bodies one after the other, as JSON. */
export function pack(knowledge: Knowledge, schemas: Schemas): Buffer {
  const bodies: Buffer[] = [];
  let end = 0;
  const put = (body: unknown): readonly [from: number, to: number] => {
    const bytes = Buffer.from(JSON.stringify(body));
    bodies.push(bytes);
    end += bytes.length;
    return [end - bytes.length, end];
  };
  const documents = knowledge.documents.map(({ kind, file, body }): Entry => [kind, file, ...put(body)]);
  const index: Index = { version: knowledge.version, documents, schemas: put(schemas) };
  return Buffer.concat([Buffer.from(`${JSON.stringify(index)}\n`), ...bodies]);
}

/** What `pack` made. Its documents are read when they are asked for: most runs need few of them. */
export function unpack(packed: Uint8Array): { readonly knowledge: Knowledge; schemas(): Schemas } {
  const line = packed.indexOf(10);
  const { version, documents, schemas } = JSON.parse(Buffer.from(packed.subarray(0, line)).toString()) as Index;
  // Shared: the threads of a scan read the same bytes.
  const text = new Uint8Array(new SharedArrayBuffer(packed.length - line - 1));
  text.set(packed.subarray(line + 1));
  return {
    knowledge: { version, documents: documents.map((entry) => new PackedDocument(entry, text)) },
    schemas: () => jsonAt(text, ...schemas) as Schemas,
  };
}

class PackedDocument implements RuleDocument {
  #body: RuleDocument['body'] | undefined;
  constructor(
    readonly entry: Entry,
    readonly text: Uint8Array,
  ) {}

  get kind(): RuleKind {
    return this.entry[0];
  }

  get file(): string {
    return this.entry[1];
  }

  get body(): RuleDocument['body'] {
    this.#body ??= jsonAt(this.text, this.entry[2], this.entry[3]) as RuleDocument['body'];
    return this.#body;
  }
}

function jsonAt(text: Uint8Array, from: number, to: number): unknown {
  return JSON.parse(Buffer.from(text.buffer, text.byteOffset + from, to - from).toString());
}

/** Knowledge as it crosses to another thread: packed documents by their place in a text that both have. */
export interface SharedKnowledge {
  readonly version: string;
  readonly documents: readonly ({ readonly entry: Entry; readonly text: Uint8Array } | RuleDocument)[];
}

export function share({ version, documents }: Knowledge): SharedKnowledge {
  const plain = documents.map((one) => (one instanceof PackedDocument ? { entry: one.entry, text: one.text } : one));
  return { version, documents: plain };
}

export function receive({ version, documents }: SharedKnowledge): Knowledge {
  return {
    version,
    documents: documents.map((one) => ('entry' in one ? new PackedDocument(one.entry, one.text) : one)),
  };
}
