import type { Derived, Knowledge, RuleDocument, RuleKind } from '../model/index.js';
import type { Schemas } from './load.js';

/** Kind, file, and the place of the body in a text. */
type Entry = readonly [kind: RuleKind, file: string, from: number, to: number];

type Place = readonly [from: number, to: number];
type Places = Readonly<Record<string, Place>>;

interface Index {
  readonly version: string;
  readonly documents: readonly Entry[];
  readonly schemas: Place;
  readonly derived: Places;
}

/**
 * One line with an index of the rest, then the bodies one after the other, as JSON.
 * @param derived what was worked out from the knowledge, by name
 */
export function pack(knowledge: Knowledge, schemas: Schemas, derived: Readonly<Record<string, unknown>> = {}): Buffer {
  const bodies: Buffer[] = [];
  let end = 0;
  const put = (body: unknown): Place => {
    const bytes = Buffer.from(JSON.stringify(body));
    bodies.push(bytes);
    end += bytes.length;
    return [end - bytes.length, end];
  };
  const documents = knowledge.documents.map(({ kind, file, body }): Entry => [kind, file, ...put(body)]);
  const index: Index = {
    version: knowledge.version,
    documents,
    schemas: put(schemas),
    derived: Object.fromEntries(Object.entries(derived).map(([name, body]) => [name, put(body)])),
  };
  return Buffer.concat([Buffer.from(`${JSON.stringify(index)}\n`), ...bodies]);
}

/** What `pack` made. Its documents are read when they are asked for: most runs need few of them. */
export function unpack(packed: Uint8Array): { readonly knowledge: Knowledge; schemas(): Schemas } {
  const line = packed.indexOf(10);
  const { version, documents, schemas, derived } = JSON.parse(
    Buffer.from(packed.subarray(0, line)).toString(),
  ) as Index;
  // Shared: the threads of a scan read the same bytes.
  const text = new Uint8Array(new SharedArrayBuffer(packed.length - line - 1));
  text.set(packed.subarray(line + 1));
  return {
    knowledge: {
      version,
      documents: documents.map((entry) => new PackedDocument(entry, text)),
      derived: new PackedDerived(derived, text),
    },
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

class PackedDerived implements Derived {
  constructor(
    readonly places: Places,
    readonly text: Uint8Array,
  ) {}

  get(name: string): unknown {
    const place = this.places[name];
    return place && jsonAt(this.text, ...place);
  }
}

function jsonAt(text: Uint8Array, from: number, to: number): unknown {
  return JSON.parse(Buffer.from(text.buffer, text.byteOffset + from, to - from).toString());
}

/** Knowledge as it crosses to another thread: packed documents by their place in a text that both have. */
export interface SharedKnowledge {
  readonly version: string;
  readonly documents: readonly ({ readonly entry: Entry; readonly text: Uint8Array } | RuleDocument)[];
  readonly derived?: { readonly places: Places; readonly text: Uint8Array };
}

export function share({ version, documents, derived }: Knowledge): SharedKnowledge {
  const plain = documents.map((one) => (one instanceof PackedDocument ? { entry: one.entry, text: one.text } : one));
  if (!(derived instanceof PackedDerived)) return { version, documents: plain };
  return { version, documents: plain, derived: { places: derived.places, text: derived.text } };
}

export function receive({ version, documents, derived }: SharedKnowledge): Knowledge {
  return {
    version,
    documents: documents.map((one) => ('entry' in one ? new PackedDocument(one.entry, one.text) : one)),
    ...(derived && { derived: new PackedDerived(derived.places, derived.text) }),
  };
}
