import { fstatSync, readSync } from 'node:fs';
import type { Derived, Knowledge, RuleDocument, RuleKind } from '../model/index.js';
import type { Schemas } from './load.js';

type Place = readonly [from: number, to: number];
type Places = Readonly<Record<string, Place>>;
/** Kind, file, and where the body stands. */
type Entry = readonly [kind: RuleKind, file: string, from: number, to: number];

interface Index {
  readonly version: string;
  readonly documents: readonly Entry[];
  readonly schemas: Place;
  readonly derived: Places;
}

/** In front, padded with blanks: where the index begins, which goes to the end. */
const HEAD = 16;

/**
 * The bodies one after the other, as JSON, the same ones once, and behind them an index.
 * @param derived what was worked out from the knowledge, by name
 */
export function pack(knowledge: Knowledge, schemas: Schemas, derived: Readonly<Record<string, unknown>> = {}): Buffer {
  const bodies: Buffer[] = [];
  const known = new Map<string, Place>();
  let end = HEAD;
  const put = (body: unknown): Place => {
    const text = JSON.stringify(body);
    let place = known.get(text);
    if (!place) {
      const bytes = Buffer.from(text);
      bodies.push(bytes);
      place = [end, end + bytes.length];
      end += bytes.length;
      known.set(text, place);
    }
    return place;
  };
  const index: Index = {
    version: knowledge.version,
    documents: knowledge.documents.map(({ kind, file, body }): Entry => [kind, file, ...put(body)]),
    schemas: put(schemas),
    derived: Object.fromEntries(Object.entries(derived).map(([name, body]) => [name, put(body)])),
  };
  return Buffer.concat([Buffer.from(`${end}`.padEnd(HEAD)), ...bodies, Buffer.from(JSON.stringify(index))]);
}

/**
 * What `pack` made, in an open file that stays as it is. Bodies are read from it when they are asked for: most runs need few
 * of them.
 */
export function unpack(file: number): { readonly knowledge: Knowledge; schemas(): Schemas } {
  const from = jsonAt(file, 0, HEAD) as number;
  const { version, documents, schemas, derived } = jsonAt(file, from, fstatSync(file).size) as Index;
  return {
    knowledge: {
      version,
      documents: documents.map((entry) => new PackedDocument(entry, file)),
      derived: new PackedDerived(derived, file),
    },
    schemas: () => jsonAt(file, ...schemas) as Schemas,
  };
}

class PackedDocument implements RuleDocument {
  #body: RuleDocument['body'] | undefined;
  constructor(
    readonly entry: Entry,
    readonly packedIn: number,
  ) {}

  get kind(): RuleKind {
    return this.entry[0];
  }

  get file(): string {
    return this.entry[1];
  }

  get body(): RuleDocument['body'] {
    this.#body ??= jsonAt(this.packedIn, this.entry[2], this.entry[3]) as RuleDocument['body'];
    return this.#body;
  }
}

class PackedDerived implements Derived {
  constructor(
    readonly places: Places,
    readonly packedIn: number,
  ) {}

  get(name: string): unknown {
    const place = this.places[name];
    return place && jsonAt(this.packedIn, ...place);
  }
}

function jsonAt(file: number, from: number, to: number): unknown {
  const bytes = Buffer.allocUnsafe(to - from);
  let read = 0;
  for (let more = -1; more !== 0 && read < bytes.length; read += more)
    more = readSync(file, bytes, read, bytes.length - read, from + read);
  return JSON.parse(bytes.toString('utf8', 0, read));
}

/** Knowledge as it crosses to another thread: packed documents by their place in a file that is open for both. */
export interface SharedKnowledge {
  readonly version: string;
  readonly documents: readonly ({ readonly entry: Entry; readonly packedIn: number } | RuleDocument)[];
  readonly derived?: { readonly places: Places; readonly packedIn: number };
}

export function share({ version, documents, derived }: Knowledge): SharedKnowledge {
  const plain = documents.map((one) =>
    one instanceof PackedDocument ? { entry: one.entry, packedIn: one.packedIn } : one,
  );
  if (!(derived instanceof PackedDerived)) return { version, documents: plain };
  return { version, documents: plain, derived: { places: derived.places, packedIn: derived.packedIn } };
}

export function receive({ version, documents, derived }: SharedKnowledge): Knowledge {
  return {
    version,
    documents: documents.map((one) => ('entry' in one ? new PackedDocument(one.entry, one.packedIn) : one)),
    ...(derived && { derived: new PackedDerived(derived.places, derived.packedIn) }),
  };
}
