import { describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../../../src/knowledge/load.js';
import { treeExports } from '../../../../src/parse/source/link/exports.js';
import { concerns, SecondLooks } from '../../../../src/parse/source/link/second-look.js';
import type { SourceModule } from '../../../../src/parse/source/uses/use.js';

const module = (name: string, more: Partial<SourceModule> = {}): SourceModule => ({
  kind: 'source',
  name,
  home: '',
  path: `${name}.js`,
  language: 'javascript',
  context: 'production',
  constants: {},
  gives: {},
  exports: {},
  handsOn: [],
  imports: '',
  wanted: '',
  open: [],
  settled: [],
  calls: { names: '', lines: '' },
  telling: [],
  settings: [],
  ...more,
});

const CURVE = [{ type: 'elliptic.ec' }];

describe('exports of a tree', () => {
  it('are known under every name under which files hand them on, in a circle as well', () => {
    const modules = [
      module('lib/curve', { exports: { 'lib/curve.ec': CURVE } }),
      module('lib', { handsOn: ['lib/curve', 'app'] }),
      module('app', { handsOn: ['lib'], constants: { 'app.mine': [{ symbol: 'lib.ec' }] } }),
    ];
    const names = Object.keys(treeExports(modules)['javascript'] ?? {}).sort();
    expect(names).toEqual(['app.ec', 'app.mine', 'lib.ec', 'lib.mine', 'lib/curve.ec']);
  });

  it('leave out names that two files use for different things, and what tests make', () => {
    const other = [{ type: 'elliptic.eddsa' }];
    const modules = [
      module('a', { exports: { 'a.key': CURVE, 'a.same': CURVE } }),
      module('b', { exports: { 'a.key': other, 'a.same': [...CURVE] } }),
      module('t', { exports: { 't.key': CURVE }, context: 'test' }),
    ];
    expect(Object.keys(treeExports(modules)['javascript'] ?? {})).toEqual(['a.same']);
  });

  it('are looked at once: a second look asks only for what is new', () => {
    const modules = [
      module('a', { exports: { 'a.key': CURVE } }),
      module('b', { imports: 'a.key a.key.sign', wanted: 'a.key' }),
    ];
    const looks = new SecondLooks();
    expect(looks.next(modules)?.importers).toEqual(['b.js']);
    expect(looks.next(modules)).toBeUndefined();
    const more = [...modules, module('c', { exports: { 'c.key': CURVE } }), module('d', { imports: 'c.key a.key' })];
    expect(looks.next(more)?.importers).toEqual(['d.js']);
  });
});

describe('files without cryptography of their own', () => {
  const knowledge = loadKnowledge();
  const IMPORT = "import * as keys from './lib/keys.js';";

  /** Is a file with this text read for what the module exports? */
  function isRead(keys: SourceModule, text: string, path: string): boolean {
    const imports = 'lib/keys.make() lib/keys.curve keys.ec';
    const look = new SecondLooks().next([keys, module('user', { imports, language: keys.language })]);
    // Those that were read already are read again, whatever it is that they import.
    expect(look?.importers).toEqual(['user.js']);
    return look !== undefined && concerns(look, knowledge)(path)?.(text) === true;
  }

  it('are read for an object or a type that they import', () => {
    expect(isRead(module('lib/keys', { exports: { 'lib/keys.curve': CURVE } }), IMPORT, 'app.js')).toBe(true);
    expect(isRead(module('lib/keys', { exports: { 'lib/keys.curve': CURVE } }), "import './style.js';", 'app.js')).toBe(
      false,
    );
  });

  it('are not read for what a function gives back', () => {
    expect(isRead(module('lib/keys', { exports: { 'lib/keys.make()': CURVE } }), IMPORT, 'app.js')).toBe(false);
  });

  it('are not read for what a module only imports itself, where imports can be imported', () => {
    const exports = { 'keys.ec': [{ symbol: 'elliptic.ec' }] };
    const text = 'from keys import ec';
    expect(isRead(module('keys', { exports, language: 'python' }), text, 'app.py')).toBe(false);
  });
});
