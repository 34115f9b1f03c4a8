import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../../src/parse/source/languages/index.js';

const READERS = LANGUAGES.filter(({ importsIn }) => importsIn);

function imports(id: string, text: string, path: string): string[] {
  const language = READERS.find((one) => one.id === id);
  return (language?.importsIn?.(text, path) ?? []).map(({ name, local }) => `${name} ${local}`);
}

describe('imports read without a grammar', () => {
  it('are those of JavaScript, in both of its ways', () => {
    const text = `import def, { a as b, c } from './keys';
import * as all from '../lib/index.js';
export * from "./token";
export { sign as seal } from 'node:crypto';
const { ec: EC } = require('elliptic');
const whole = require('./curve');
module.exports = require('./other');
exports.one = require('./one');`;
    expect(imports('javascript', text, 'src/app.ts')).toEqual([
      'src/keys.a b',
      'src/keys.c c',
      'src/keys def',
      '/lib all',
      'src/token *',
      'node:crypto.sign seal',
      'elliptic.ec EC',
      'src/curve whole',
      'src/other *',
      'src/one one',
    ]);
  });

  it('are those of Python, relative ones against the package', () => {
    const text = `import os, jwt as tokens
from cryptography.hazmat.primitives import (
    hashes,  # of the library
    serialization as ser,
)
from .keys import *
from ..core import make_key
def late():
    from . import sibling
`;
    expect(imports('python', text, 'app/api/routes.py')).toEqual([
      'cryptography.hazmat.primitives.hashes hashes',
      'cryptography.hazmat.primitives.serialization ser',
      'app.api.keys *',
      'app.core.make_key make_key',
      'app.api.sibling sibling',
      'os os',
      'jwt tokens',
    ]);
    expect(imports('python', 'from .keys import key', 'app/core/__init__.py')).toEqual(['app.core.keys.key key']);
  });

  it('are those of Rust, with the words of nested lists', () => {
    const text = `pub use self::keys::*;
use ed25519_dalek::{Signer, SigningKey as IdentityKey};
pub(crate) use crate::net::tls;`;
    expect(imports('rust', text, 'src/crypto/mod.rs')).toEqual([
      'self.keys *',
      'ed25519_dalek.Signer Signer',
      'ed25519_dalek.SigningKey SigningKey',
      'ed25519_dalek.as as',
      'ed25519_dalek.IdentityKey IdentityKey',
      'crate.net.tls tls',
    ]);
  });

  it('are bounded in number, whatever the text', () => {
    const piece = fc.constantFrom(
      'import ',
      'from ',
      "'x'",
      '{',
      '}',
      '*',
      ',',
      'use ',
      '::',
      ';',
      '\n',
      '(',
      'as ',
      'a',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 400 }), (parts) => {
        for (const { importsIn, extensions } of READERS) {
          const found = importsIn?.(parts.join(''), `a/b${extensions[0]}`) ?? [];
          expect(found.length).toBeLessThan(2_000);
        }
      }),
      { numRuns: 200 },
    );
  });
});
