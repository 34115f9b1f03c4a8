import { openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../../src/knowledge/load.js';
import { pack, receive, share, unpack } from '../../../src/knowledge/packed.js';
import { bodiesOf, type Knowledge } from '../../../src/model/index.js';
import { tree } from '../../cli/qday.js';

const knowledge: Knowledge = {
  version: 'abc',
  documents: [
    { kind: 'config', file: 'config/a.yaml', body: { product: 'ä\n→' } },
    { kind: 'keys', file: 'keys/b.yaml', body: { keys: [] } },
  ],
};

const derived = { words: ['a', 'b'], none: [] };

function file(bytes: Buffer): number {
  const path = join(tree({}), 'rules.pack');
  writeFileSync(path, bytes);
  return openSync(path, 'r');
}

describe('packed knowledge', () => {
  it('is what it was, and so are the schemas', () => {
    const { knowledge: read, schemas } = unpack(file(pack(knowledge, { config: { type: 'object' } })));
    expect(read.version).toBe('abc');
    expect(read.documents.map(({ kind, file, body }) => ({ kind, file, body }))).toEqual(knowledge.documents);
    expect(schemas()).toEqual({ config: { type: 'object' } });
    expect(bodiesOf(read, 'keys')).toEqual([{ keys: [] }]);
  });

  it('keeps what was worked out, in other threads too', () => {
    const { knowledge: read } = unpack(file(pack(knowledge, {}, derived)));
    for (const one of [read, receive(share(read))]) {
      expect(one.derived?.get('words')).toEqual(['a', 'b']);
      expect(one.derived?.get('none')).toEqual([]);
      expect(one.derived?.get('other')).toBeUndefined();
    }
    expect(receive(share(knowledge)).derived).toBeUndefined();
  });

  it('crosses to another thread without its text, together with documents that are not packed', () => {
    const shipped = loadKnowledge();
    const own = { kind: 'config', file: 'own.yaml', body: { product: 'own' } } as const;
    const { documents } = receive(share({ version: 'v', documents: [...shipped.documents, own] }));
    expect(documents.at(-1)).toEqual(own);
    expect(documents[5]?.body).toEqual(shipped.documents[5]?.body);
    for (const one of share(shipped).documents) expect(one).not.toHaveProperty('body');
  });
});
