import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogOf } from '../../../../src/catalog/catalog.js';
import { loadKnowledge } from '../../../../src/knowledge/load.js';
import { DEFAULT_LIMITS } from '../../../../src/model/index.js';
import { dormantOf } from '../../../../src/parse/source/dormant/dormant.js';
import type { Language } from '../../../../src/parse/source/language.js';
import { CSHARP } from '../../../../src/parse/source/languages/csharp/csharp.js';
import { GO } from '../../../../src/parse/source/languages/go/go.js';
import { LANGUAGES } from '../../../../src/parse/source/languages/index.js';
import { JAVA } from '../../../../src/parse/source/languages/java/java.js';
import { JAVASCRIPT } from '../../../../src/parse/source/languages/javascript/javascript.js';
import { PYTHON } from '../../../../src/parse/source/languages/python/python.js';

import { prepare } from '../../../../src/parse/source/prepare.js';
import { parseSource } from '../../../../src/parse/source/source-parser.js';
import type { SourceModule } from '../../../../src/parse/source/uses/use.js';
import { listFixtures } from '../../../support/source-fixtures.js';

const knowledge = loadKnowledge();
const context = { knowledge, catalog: catalogOf(knowledge), limits: DEFAULT_LIMITS, passwords: [] };
const OUTLINED = LANGUAGES.filter(({ outline }) => outline);

/** Lines that make a function worth leaving out. */
const filler = (line: string, lines = 80) => Array.from({ length: lines }, () => line).join('');

function dormantIn(language: Language, text: string): readonly string[] {
  const outline = language.outline?.(text);
  const dormant = outline && dormantOf(outline, prepare(knowledge, language).words);
  return dormant?.bodies.map(({ names }) => names[0] ?? '') ?? [];
}

async function read(language: Language, text: string, hint?: string) {
  const path = `a${language.extensions[0]}`;
  const result = await parseSource(language, { path, bytes: Buffer.from(text), depth: 0, hint }, context);
  // What is asked of other files is told by name for what was not read.
  const {
    unread,
    calls: _,
    settings: __,
    imports: ___,
    wanted: ____,
    gives: _____,
    ...module
  } = result.module as SourceModule;
  return { unread, shown: { ...result, module } };
}

/** What is found without the dormant functions is what is found in the whole file. */
async function expectSame(language: Language, text: string) {
  const { shown } = await read(language, text);
  expect(shown).toEqual((await read(language, text, 'source')).shown);
}

const JS = `const crypto = require('crypto');
let bits = 2048;
class Keys {
  constructor(curve) { this.curve = curve; }
  make() { return crypto.generateKeyPairSync('ec', { namedCurve: this.curve }); }
  weaken() { this.curve = 'P-192'; ${filler('note(1, "x");\n')} }
  show(out) { ${filler('out.write("x");\n')} }
}
function rsa() { return crypto.generateKeyPairSync('rsa', { modulusLength: bits }); }
function grow() { bits = 4096; ${filler('note(2, "y");\n')} }
function caller() { const keys = new Keys('P-256'); ${filler('note(3, "z");\n')} }
const idle = (list) => { ${filler('list.each(4);\n')} };
`;

describe('dormant functions', () => {
  it('are those that share nothing with a function in which a rule can be met', async () => {
    expect(dormantIn(JAVASCRIPT, JS)).toEqual(['show', 'idle']);
    await expectSame(JAVASCRIPT, JS);
    expect((await read(JAVASCRIPT, JS)).unread).toBe('show write each');
  });

  it('are found in the other languages', async () => {
    const java = `import java.security.*;
/** The class of all things. */
@Named("a class")
class A {
  private String name = "RSA";
  KeyPairGenerator make() throws Exception { return KeyPairGenerator.getInstance(name); }
  void rename() { name = "DSA"; ${filler('note(1);\n')} }
  @Quiet(value = "}") void show(java.util.List<String> out) { ${filler("out.get('{'); // }\n")} }
}`;
    const python = `import hashlib
class A:
    def __init__(self, name):
        self.name = name

    def make(self, data):
        return hashlib.new(self.name, data)

    def show(self, out):
        """It's {no code"""
${filler('        out.write(1)\n')}
def caller():
    a = A('md5')
${filler('    note(1)\n')}`;
    const go = `package p
import "crypto/md5"
type A struct { size int }
func (a *A) Make(data []byte) [16]byte { return md5.Sum(data) }
func show(out Writer) error {
${filler("\tout.Write('}', `{`)\n")}}
`;
    const csharp = `using System.Security.Cryptography;
namespace N;
public class A {
  public int Size { get; set; }
  RSA Make() => RSA.Create(Size);
  void Grow() { Size = 4096; ${filler('Note(1);\n')} }
  async Task Show(IWriter out)
  {
    ${filler('out.Write($"{1}", @"}");\n')}
  }
}`;
    expect(dormantIn(JAVA, java)).toEqual(['show']);
    expect(dormantIn(PYTHON, python)).toEqual(['show']);
    expect(dormantIn(GO, go)).toEqual(['show']);
    expect(dormantIn(CSHARP, csharp)).toEqual(['Show']);
    await expectSame(JAVA, java);
    await expectSame(PYTHON, python);
    await expectSame(GO, go);
    await expectSame(CSHARP, csharp);
  });

  it('are read after all where the code that runs at once calls them', async () => {
    const text = `const { createHash } = require('crypto');
const run = { go: plan };
run.go();
function digest(data) { return createHash('sha1').update(data); }
function plan() { ${filler('note(1);\n')} }
`;
    expect(dormantIn(JAVASCRIPT, text)).toEqual(['plan']);
    expect((await read(JAVASCRIPT, text)).unread).toBeUndefined();
    await expectSame(JAVASCRIPT, text);
  });

  it('change nothing in what is found in the fixtures, also where much else stands beside it', async () => {
    const extra: Record<string, string> = {
      javascript: `\nfunction elsewhere(out) {\n${filler('  out.write(1);\n', 600)}}\n`,
      python: `\n\ndef elsewhere(out):\n${filler('    out.write(1)\n', 600)}`,
      go: `\nfunc elsewhere(out Out) {\n${filler('\tout.Write(1)\n', 600)}}\n`,
      java: `\nclass Elsewhere {\n  void elsewhere(Out out) {\n${filler('    out.write(1);\n', 600)}  }\n}\n`,
      csharp: `\nclass Elsewhere {\n  void elsewhere(Out o) {\n${filler('    o.Write(1);\n', 600)}  }\n}\n`,
    };
    let left = 0;
    for (const { files } of listFixtures().filter(({ language }) => extra[language])) {
      for (const { path, bytes } of files) {
        const language = OUTLINED.find(({ extensions }) => extensions.some((one) => path.endsWith(one)));
        if (!language) continue;
        const text = `${Buffer.from(bytes)}${extra[language.id] ?? ''}`;
        if ((await read(language, text)).unread !== undefined) left++;
        await expectSame(language, text);
      }
    }
    expect(left).toBeGreaterThan(100);
  }, 120_000);

  it('are looked for in any text without an error, and in time linear to its length', () => {
    const pieces = [
      '{',
      '}',
      '(',
      ')',
      '[',
      ']',
      '"',
      "'",
      '`',
      '/',
      '*',
      '//',
      '\n',
      '    ',
      'def f():',
      'class A',
      '=>',
      '${',
    ];
    const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 8 }))).map((all) => all.join(''));
    fc.assert(
      fc.property(text, fc.constantFrom(...OUTLINED), (given, language) => {
        const outline = language.outline?.(given);
        let last = 0;
        for (const { head, start, end } of outline?.bodies ?? []) {
          expect(head).toBeGreaterThanOrEqual(last);
          expect(start).toBeGreaterThanOrEqual(head);
          expect(end).toBeGreaterThanOrEqual(start);
          last = end;
        }
      }),
    );
    for (const piece of [
      'a(',
      '{',
      'f() {',
      'x = ',
      '/',
      '@a ',
      '"',
      "'",
      '`${',
      'def f():\n ',
      'import ',
      '\n',
      'a[',
      '({}',
      'x = [{}, ',
    ])
      for (const language of OUTLINED) language.outline?.(piece.repeat(20_000));
  });
});
