import { describe, expect, it } from 'vitest';
import { NameIndex } from '../../../../src/parse/source/tree/name-index.js';
import { atHome, tail } from '../../../../src/parse/source/tree/names.js';

const indexOf = (...names: readonly string[]) => new NameIndex(names.map((name) => [name, `of ${name}`] as const));

describe('index of qualified names', () => {
  it('finds a name by itself before any that ends so', () => {
    const index = indexOf('app/keys.New', 'keys.New');
    expect(index.find('keys.New')).toBe('of keys.New');
    expect(index.get('lib/keys.New')).toBeUndefined();
  });

  it('finds by the end, whichever of the two names is longer, and only where a segment begins', () => {
    const index = indexOf('app/keys.New', 'settings.ALG');
    expect(index.find('github.com/acme/app/keys.New')).toBe('of app/keys.New');
    expect(index.find('keys.New')).toBe('of app/keys.New');
    expect(index.find('myapp.settings.ALG')).toBe('of settings.ALG');
    expect(index.find('turnkeys.New')).toBeUndefined();
    expect(index.find('New')).toBeUndefined();
  });

  it('finds what lies below another root only where no name has the same end', () => {
    const index = indexOf('clone/keys.New', 'clone/app/tokens.New', 'app/tokens.New');
    expect(index.find('github.com/acme/keys.New')).toBe('of clone/keys.New');
    expect(index.find('acme/keys.New')).toBeUndefined();
    expect(index.find('github.com/acme/app/tokens.New')).toBe('of app/tokens.New');
  });

  it('finds nothing where several may be meant, a name that was added twice among them', () => {
    expect(indexOf('a/keys.New', 'b/keys.New').find('keys.New')).toBeUndefined();
    const twice = indexOf('a/keys.New', 'a/keys.New');
    expect(twice.size).toBe(1);
    expect(twice.get('a/keys.New')).toBe('of a/keys.New');
    expect(twice.find('keys.New')).toBeUndefined();
    expect(twice.mayMean('keys.New')).toBe(true);
  });

  it('gives all that end alike in the order in which they were added', () => {
    const index = indexOf('b/keys.New', 'c/other.New', 'a/keys.New', 'keys.New');
    expect(index.alike('keys.New')).toEqual(['of b/keys.New', 'of a/keys.New', 'of keys.New']);
    expect(index.alike('x/b/keys.New')).toEqual(['of b/keys.New', 'of keys.New']);
  });

  it('takes no name of every object for one of its own', () => {
    expect(indexOf('a.b').find('constructor')).toBeUndefined();
    expect(indexOf('a.constructor').find('a.constructor')).toBe('of a.constructor');
  });
});

describe('qualified names', () => {
  it.each([
    ['New', 'New'],
    ['keys.New', 'keys.New'],
    ['app/keys', 'app.keys'],
    ['github.com/acme/app/keys.New', 'keys.New'],
    ['a/b/c', 'b.c'],
    ['a..b', '.b'],
    ['', ''],
    ['./', '.'],
  ])('%s ends with %s', (name, end) => {
    expect(tail(name)).toBe(end);
    expect(tail(name)).toBe(name.split(/[./]/).slice(-2).join('.'));
  });

  it('are of a package where they begin as it names itself', () => {
    expect(atHome('net:crate', 'crate.tls.Key')).toBe('net:crate.tls.Key');
    expect(atHome('net:crate', 'crate')).toBe('net:crate');
    expect(atHome('net:crate', 'crates.tls')).toBe('crates.tls');
    expect(atHome('net:crate', 'ring.aead')).toBe('ring.aead');
    expect(atHome('', 'crate.tls')).toBe('crate.tls');
  });
});
