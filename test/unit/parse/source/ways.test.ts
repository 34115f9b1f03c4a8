import { describe, expect, it } from 'vitest';
import { catalogOf } from '../../../../src/catalog/catalog.js';
import { loadKnowledge } from '../../../../src/knowledge/load.js';
import { DEFAULT_LIMITS } from '../../../../src/model/index.js';
import { Face } from '../../../../src/parse/face.js';
import { wordsOf } from '../../../../src/parse/source/candidates.js';
import { JAVA } from '../../../../src/parse/source/languages/java/java.js';
import { prepare } from '../../../../src/parse/source/prepare.js';
import { waysTo } from '../../../../src/parse/source/rules/ways.js';
import { parseSource } from '../../../../src/parse/source/source-parser.js';
import type { SourceModule } from '../../../../src/parse/source/uses/use.js';

const knowledge = loadKnowledge();
const context = { knowledge, catalog: catalogOf(knowledge), limits: DEFAULT_LIMITS, passwords: [] };
const { book, candidates } = prepare(knowledge, JAVA);

const file = (text: string) => ({ path: 'A.java', bytes: Buffer.from(text), depth: 0 });

const CHAIN = `import io.jsonwebtoken.Jwts;
class A {
  Object read(String token) { return Jwts.parser().verifyWith(key).build().parseSignedClaims(token); }
  void show(java.util.List<String> out) { ${'out.get(1);\n'.repeat(120)} }
}`;

describe('a chain of calls leads to a method whose type is not written', () => {
  it('by the words of what gives the type', () => {
    const ways = waysTo(book, wordsOf)('io.jsonwebtoken.JwtParserBuilder.verifyWith');
    expect(ways).toContainEqual(['Jwts', 'parser', 'verifyWith']);
    expect(waysTo(book, wordsOf)('java.security.KeyPairGenerator.initialize')).toEqual([]);
  });

  it('so the file is read and its function as well', async () => {
    expect(candidates.matches(new Face(file(CHAIN)))).toBe(true);
    expect(candidates.matches(new Face(file(CHAIN.replace('verifyWith', 'print'))))).toBe(false);
    const { module } = await parseSource(JAVA, file(CHAIN), context);
    const { open, unread } = module as SourceModule;
    expect(open.map(({ symbol }) => symbol)).toEqual(['io.jsonwebtoken.JwtParserBuilder.verifyWith']);
    expect(unread).toBe('show List get');
  });
});
