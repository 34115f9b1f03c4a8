import { describe, expect, it } from 'vitest';
import { declares } from '../../../../src/parse/source/link/declares.js';

const lacks = declares({
  go: { names: ['Limits.Bits', 'curves.Default', 'Strength'], around: ['app.settings'] },
  java: { names: ['Strength.BITS', 'getPolicy.getBits'], around: [] },
});

describe('files that may declare what others lack', () => {
  it.each([
    ['a type with its member', 'type Limits struct { Bits int }', 'app/limits.go'],
    ['a method of a type of the package', 'func (l *Limits) Bits() int { return 3072 }', 'app/more.go'],
    ['a variable', 'var Limits = limits{Bits: 3072}', 'app/vars.go'],
    ['a name of the package in this folder', 'var Default = elliptic.P256()', 'app/curves/all.go'],
    ['a name that stands alone', 'const Strength = 2048', 'main.go'],
    ['a class', 'public final class Strength { static int BITS = 2048; }', 'src/Strength.java'],
    [
      'a method whose result has the member',
      'Policy getPolicy() { return new Policy() { int getBits() {} } }',
      'A.java',
    ],
    ['what reads a settings file into it', 'var settings = read("conf/app.yaml")', 'app/load.go'],
  ])('%s', (_, text, path) => {
    expect(lacks(text, path)).toBe(true);
  });

  it.each([
    ['one that only reads it', 'func run(l *app.Limits) { use(l.Bits, Limits.Bits) }', 'app/run.go'],
    ['one that makes an object', 'int bits = new Strength().BITS;', 'src/User.java'],
    ['one that hands its result on', 'return getPolicy().getBits();', 'src/User.java'],
    ['one of a language that lacks nothing', 'class Limits { Bits = 3072 }', 'app/limits.ts'],
    ['one without the member', 'type Limits struct { Size int }', 'app/limits.go'],
    ['what fills it with something else', 'var settings = read("all")', 'app/load.go'],
  ])('but not %s', (_, text, path) => {
    expect(lacks(text, path)).toBe(false);
  });
});
