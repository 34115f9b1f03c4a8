import { describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../../../src/knowledge/load.js';
import { Face } from '../../../../src/parse/face.js';
import { Candidates } from '../../../../src/parse/source/candidates.js';
import { LANGUAGES } from '../../../../src/parse/source/languages/index.js';
import { prepare } from '../../../../src/parse/source/prepare.js';

function faceOf(text: string): Face {
  return new Face({ path: 'a.ts', bytes: Buffer.from(text), depth: 0 });
}

describe('words that are looked for inside of names', () => {
  const candidates = new Candidates([
    ['rsa', [['sign']], true],
    ['Rsa', [['sign']], true],
    ['RSA', [['sign']], true],
  ]);

  it.each(['RSAUtils.sign(x)', 'my_rsa_sign(x)', 'rsaCipher; sign()', 'signRsa(x)', 'MyRSASigner sign', 'rsa.sign'])(
    'finds the word in %s',
    (text) => expect(candidates.matches(faceOf(text))).toBe(true),
  );

  it.each(['UNIVERSAL sign', 'versatile sign', 'VERSATILE design', 'Rsalt sign', 'rsaCipher.encrypt(x)'])(
    'finds none in %s',
    (text) => expect(candidates.matches(faceOf(text))).toBe(false),
  );
});

describe('words of rules that say too little', () => {
  const wants = (id: string, path: string, text: string) => {
    const language = LANGUAGES.find((one) => one.id === id);
    if (!language) throw new Error(id);
    const { candidates } = prepare(loadKnowledge(), language);
    return candidates.matches(new Face({ path, bytes: Buffer.from(text), depth: 0 }));
  };

  it.each([
    ['csharp', 'A.cs', 'var all = list.Except(other); var made = Factory.Create(Build(all));'],
    ['java', 'A.java', 'import org.bank.Account;\nclass A { Account a = Account.builder().build(); }'],
    ['javascript', 'a.js', 'window.app = new App(document.create(global.start), auth());'],
    ['rust', 'a.rs', 'let config = Config::new(State::new(Context::new(Box::new(1))));'],
    ['ruby', 'a.rb', 'Session.new(Client.new(algorithm: :quick)).sign(Context.new, nil)'],
    ['javascript', 'a.js', '// https://example.org/docs\nconst links = /^(?:https?|ftp|https|mailto):/; map.get("a");'],
    [
      'javascript',
      'a.js',
      '// A subtle bug: anchor the X; forget the stringify-ed node and the trigger()ed one.\nsign.create(verify.start());',
    ],
  ])('want an owner beside them: %s', (id, path, text) => expect(wants(id, path, text)).toBe(false));

  it.each([
    ['csharp', 'A.cs', 'using var key = RSA.Create(2048);'],
    ['java', 'A.java', 'import com.algorand.algosdk.account.Account;\nclass A { Account a = new Account(); }'],
    ['javascript', 'a.js', 'const digest = window.CryptoJS.algo.MD5.create();'],
    ['javascript', 'a.js', '// https://example.org/docs\nrequire("https").get(address);'],
    ['javascript', 'a.js', 'ed.sign(message, key);'],
    ['javascript', 'a.js', 'const { subtle } = crypto; subtle.sign(how, key, message);'],
    ['javascript', 'a.js', 'window.forge.pki.rsa.generateKeyPair(2048);'],
    ['rust', 'a.rs', 'use crypto_box::Box;\nlet sealed = Box::new(key);'],
    ['ruby', 'a.rb', 'client = Acme::Client.new(private_key: key)'],
  ])('are enough with one: %s', (id, path, text) => expect(wants(id, path, text)).toBe(true));
});
