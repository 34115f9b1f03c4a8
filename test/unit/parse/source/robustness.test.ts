import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Catalog } from '../../../../src/catalog/catalog.js';
import { loadKnowledge } from '../../../../src/knowledge/load.js';
import { DEFAULT_LIMITS, ParseError } from '../../../../src/model/index.js';
import { Face } from '../../../../src/parse/face.js';
import { SOURCE_PARSERS } from '../../../../src/parse/source/parsers.js';
import { listFixtures } from '../../../support/source-fixtures.js';

const knowledge = loadKnowledge();
const context = {
  catalog: new Catalog(knowledge),
  knowledge,
  limits: DEFAULT_LIMITS,
  today: '2026-01-01',
  passwords: [],
};

async function read(path: string, text: string | Uint8Array, limits = DEFAULT_LIMITS) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const artifact = { path, bytes, depth: 0 };
  const parser = SOURCE_PARSERS.find((one) => one.wants(new Face(artifact), context));
  return parser?.parse(artifact, { ...context, limits });
}

async function names(path: string, text: string | Uint8Array): Promise<string[]> {
  const result = await read(path, text);
  return (result?.observations ?? []).map((one) => one.asset.name);
}

describe('hostile and odd source', () => {
  it('reads around syntax errors', async () => {
    const text =
      'import java.security.*;\nclass A { void f() { int x = = 3; MessageDigest.getInstance("MD5"); } }} {{ (';
    expect(await names('A.java', text)).toEqual(['MD5']);
  });

  it('reads classes whose bases lead through themselves', async () => {
    const rails =
      "require 'openssl'\nclass Account\n  include Account::Signing\n  def key\n    sealed\n    OpenSSL::PKey::RSA.new(2048)\n  end\nend\n";
    expect(await names('account.rb', rails)).toEqual(['RSA-2048']);
    const python =
      'import hashlib\nclass A(A.B, B.A):\n    class B(A): pass\n    def f(self):\n        self.g()\n        hashlib.md5()\n';
    expect(await names('a.py', python)).toEqual(['MD5']);
  });

  it('reads a byte order mark, CRLF and Latin-1, with the right line', async () => {
    const bytes = Buffer.from('\ufeffimport hashlib\r\n# caf\r\nhashlib.md5(b"x")\r\n', 'utf8');
    bytes[bytes.indexOf('caf')] = 0xe9;
    const result = await read('a.py', bytes);
    expect(result?.observations.map((one) => one.evidence.location)).toEqual([
      { type: 'file', path: 'a.py', line: 3, column: expect.any(Number), endLine: 3, endColumn: expect.any(Number) },
    ]);
  });

  it('reads UTF-16', async () => {
    const text = '\ufeffimport java.security.*;\nclass A { void f() { MessageDigest.getInstance("MD5"); } }';
    expect(await names('A.java', Buffer.from(text, 'utf16le'))).toEqual(['MD5']);
  });

  it('says that nesting beyond the limit was not read, and reads the rest', async () => {
    const deep = `${'if(x){'.repeat(2000)}MessageDigest.getInstance("MD5");${'}'.repeat(2000)}`;
    const text = `import java.security.*;class A{void f(){${deep} MessageDigest.getInstance("SHA-1");}}`;
    const result = await read('A.java', text);
    expect(result?.observations.map((one) => one.asset.name)).toEqual(['SHA-1']);
    expect(result?.attempts).toMatchObject([{ status: 'partial', reason: 'limit' }]);
  });

  it('follows containers that hold each other so far as memory has room', async () => {
    // Every method of the log asks for the container, which holds itself and what its methods gave.
    const log = Array.from({ length: 8 }, (_, at) => `log${at}`);
    const text = [
      '<?php',
      'use Symfony\\Component\\DependencyInjection\\ContainerBuilder;',
      'abstract class Base {',
      '  private $box;',
      "  function signer(): Signer { hash('md5', 'x'); return $this->box()->get('signer'); }",
      '  function box(): ContainerBuilder { if (null === $this->box) { $this->fill(); } return $this->box; }',
      '  private function fill() {',
      '    $this->box = new ContainerBuilder();',
      ...log.map((name) => `    $this->box->set('${name}', $this->box);`),
      '    $loader = new XmlFileLoader($this->box, new FileLocator(__DIR__));',
      "    foreach ($this->box->tagged('a') as $id => $rows) {",
      '      $made = [];',
      '      foreach ($this->box->tagged($rows) as $other => $tags) {',
      "        foreach ($tags as $tag) { $made[$tag['alias']] = new Closure(new Reference($other)); }",
      '      }',
      '      $this->box->find($id)->replace(0, $made);',
      '    }',
      '  }',
      "  function made(): Made { return $this->box()->get('made'); }",
      "  function kept(): Kept { $this->log1('x'); return $this->box()->get('kept'); }",
      '  function all($dir) {',
      "    $this->log2('Creating'); if (!$this->kept()->has()) { throw new Bad('a'); }",
      "    $pair = $this->kept()->load(); $c = $this->box()->get('f')->create($pair);",
      "    return new Client($c, $dir, $this->box()->get('s'));",
      '  }',
      ...log.map((name) => `  function ${name}($message, array $context = []) { $this->made()->${name}($message); }`),
      '}',
    ].join('\n');
    const result = await read('Base.php', text);
    expect(result?.observations.map(({ asset }) => asset.name)).toEqual(['MD5']);
    expect(JSON.stringify(result?.module).length).toBeLessThan(20_000_000);
  });

  it('stops at the time limit and says so', async () => {
    const text = `const c = require('crypto'); c.createHash('md5');\n${'function f(a, b) { return f(b, a) || [a, b]; }\n'.repeat(40_000)}`;
    const attempt = read('a.js', text, { ...DEFAULT_LIMITS, parseMillis: 1 });
    await expect(attempt).rejects.toMatchObject({ reason: 'timeout' });
  });

  it('keeps what was found before the limit on steps, also where fields that nobody read are looked at afterwards', async () => {
    const text = [
      "const crypto = require('crypto');",
      'class Options { static NAME = "options"; modulusLength = 3072; }',
      "crypto.generateKeyPairSync('rsa', new Options());",
      `function busy(o, a) { ${'o.x = [a, a, a, a];'.repeat(20)} return crypto.createHash(a); }`,
      ...Array.from({ length: 60 }, (_, n) => `busy({}, 'sha${n}');`),
    ].join('\n');
    const result = await read('a.js', text, { ...DEFAULT_LIMITS, parseSteps: 1500 });
    expect(result?.attempts).toEqual([expect.objectContaining({ reason: 'limit' })]);
    expect(result?.observations.map(({ asset }) => asset.name)).toContain('RSA-3072');
  });

  it('stops after as many steps as are allowed, at the same place every time, and says so', async () => {
    const uses = Array.from({ length: 300 }, (_, n) => `hashlib.new('md5', data${n})`);
    const text = ['import hashlib', ...uses].join('\n');
    const limits = { ...DEFAULT_LIMITS, parseSteps: 1400 };
    const [first, second] = [await read('a.py', text, limits), await read('a.py', text, limits)];
    expect(first?.attempts).toMatchObject([{ status: 'partial', reason: 'limit' }]);
    const found = first?.observations.length ?? 0;
    expect(found).toBeGreaterThan(10);
    expect(found).toBeLessThan(300);
    expect(second).toEqual(first);
    await expect(read('a.py', text, { ...limits, parseSteps: 20 })).rejects.toMatchObject({ reason: 'limit' });
  });

  it('comes to an end where a list holds itself, at any depth', async () => {
    const text = [
      "const crypto = require('crypto');",
      "const names = ['md5'];",
      'const others = [names];',
      'names.push(names);',
      'names.push(others);',
      'others[1] = [names];',
      'const options = { algorithms: names, ciphers: others };',
      'crypto.createHash(names[0]);',
    ].join('\n');
    const result = await read('a.js', text);
    expect(result?.attempts).toEqual([]);
    expect(result?.observations.map(({ asset }) => asset.name)).toContain('MD5');
  });

  it('comes to an end where a function binds itself anew each time it is called', async () => {
    const text = `const { createHash } = require('node:crypto');
class Parcel {
  wrap(content) {
    if (!this.ready) return this.prepare().then(this.wrap.bind(this, content));
    return Promise.all([content]).then((all) => this.seal(all[0]));
  }
  prepare() {
    return find('.').then((found) => { this.place = found.place; return this; });
  }
  seal(data) { return createHash('md5').update(data).digest(); }
}`;
    const result = await read('parcel.js', text);
    expect(result?.attempts).toEqual([]);
    expect(result?.observations.map((one) => one.asset.name)).toEqual(['MD5']);
  });

  it('does not follow each call of a function in which nothing is used, in a large file, and says so', async () => {
    const steps = 'x = [x, y, x, y, x, y, x, y];'.repeat(20);
    const busy = (calls: number) => [
      "const crypto = require('crypto');",
      `function busy(x, y) { ${steps} return y; }`,
      'function hash(name) { busy(name, 1); return crypto.createHash(name); }',
      ...Array.from({ length: calls }, (_, n) => `busy(${n}, ${n});`),
      "hash('md5');",
      "hash('sha1');",
    ];
    const large = await read('a.js', busy(1_000).join('\n'));
    expect(large?.attempts).toEqual([
      expect.objectContaining({ reason: 'limit', detail: expect.stringMatching('often') }),
    ]);
    expect(new Set(large?.observations.map(({ asset }) => asset.name))).toEqual(new Set(['MD5', 'SHA-1']));
    expect((await read('a.js', busy(20).join('\n')))?.attempts).toEqual([]);
  });

  it('does not open a file in which no rule can match', async () => {
    const artifact = { path: 'a.ts', bytes: new TextEncoder().encode('export const x = 1;'), depth: 0 };
    expect(SOURCE_PARSERS.some((one) => one.wants(new Face(artifact), context))).toBe(false);
  });

  it('lets only ParseError out, however a file is cut or broken', async () => {
    const files = listFixtures().flatMap((one) => one.files.slice(0, 1));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), fc.nat(6000), fc.nat(255), async (file, cut, byte) => {
        const bytes = Buffer.from(file.bytes.subarray(0, cut));
        if (bytes.length > 10) bytes[bytes.length >> 1] = byte;
        try {
          await read(file.path, bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(ParseError);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('inline ignores', () => {
  it('are read from comments only, with their end', async () => {
    const text = [
      'import hashlib',
      '# qday-ignore weak-hash: only a cache key until 2027-01-31',
      'hashlib.md5(b"x")',
      's = "qday-ignore weak-hash: not a comment"',
    ].join('\n');
    expect((await read('a.py', text))?.ignores).toEqual([
      { path: 'a.py', line: 2, rule: 'weak-hash', reason: 'only a cache key', until: '2027-01-31' },
    ]);
  });
});

describe('values', () => {
  it('do not multiply without bound in text put together of many alternatives', async () => {
    const words = Array.from({ length: 12 }, (_, n) => `'w${n}'`).join(', ');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the scanned text
    const parts = Array.from({ length: 12 }, () => '${pick()}').join('-');
    const text = [
      "const crypto = require('crypto');",
      `const words = [${words}];`,
      'const pick = () => words[Math.floor(Math.random() * words.length)];',
      `crypto.createHash(\`${parts}\`);`,
      "crypto.createHash('sha1');",
    ].join('\n');
    const result = await read('a.js', text);
    expect(result?.observations.map(({ asset }) => asset.name)).toContain('SHA-1');
    expect(result?.observations.length).toBeLessThan(20);
  });
});

describe('a long chain of else if', () => {
  it.each([
    ['a.c', '#include <openssl/rsa.h>\nvoid f(int a, RSA *r, BIGNUM *e) {', 'RSA_generate_key_ex(r, 3072, e, NULL);'],
    ['a.js', "const crypto = require('crypto');\nfunction f(a) {", "crypto.createSign('RSA-SHA256');"],
    ['a.go', 'package a\nimport "crypto/md5"\nfunc f(a int) {', 'md5.New()'],
  ])('in %s is read to its end', async (path, head, last) => {
    const arms = Array.from({ length: 400 }, (_, n) => `if (a == ${n}) { a = ${n + 1} } else `.replace(' }', '; }'));
    const result = await read(path, `${head}\n${arms.join('')}{ ${last} }\n}\n`);
    expect(result?.attempts ?? []).toEqual([]);
    expect(result?.observations).toHaveLength(1);
  });
});

describe('what an observation carries', () => {
  it('has place, scope, hints and a reason for what is unknown, and no secret', async () => {
    const text = [
      'from Crypto.PublicKey import RSA',
      'def patient_key(bits):',
      '    card_key = RSA.generate(bits); token = "s3cr3t-Value-123"',
    ].join('\n');
    const result = await read('keys.py', text);
    expect(result?.observations).toEqual([]);
    expect(result?.module).toMatchObject({
      open: [{ line: 3, hints: expect.arrayContaining(['card_key', 'patient_key']) }],
    });
    expect(JSON.stringify(result?.module)).not.toContain('s3cr3t');
  });

  it('knows tests, vendored and generated code by path and content', async () => {
    const text = 'import hashlib\nhashlib.md5(b"x")\n';
    const contextOf = async (path: string, body = text) => (await read(path, body))?.observations[0]?.usage.context;
    expect(await contextOf('src/app.py')).toBe('production');
    expect(await contextOf('tests/test_app.py')).toBe('test');
    expect(await contextOf('third_party/x.py')).toBe('vendored');
    expect(await contextOf('examples/x.py')).toBe('example');
    expect(await contextOf('src/app.py', `# Code generated by tool. DO NOT EDIT.\n${text}`)).toBe('generated');
  });
});
