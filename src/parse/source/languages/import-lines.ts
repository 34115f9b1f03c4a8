import type { ImportLine } from '../language.js';
import { resolveModule } from './javascript/modules.js';

const MOST = 400;

/** `import {a as b} from 'm'`, `export * from 'm'`, `const {a: b} = require('m')`. */
export function javascriptImports(text: string, path: string): readonly ImportLine[] {
  const found: ImportLine[] = [];
  for (const [, clause = '', specifier = ''] of text.matchAll(FROM)) {
    const module = resolveModule(specifier, path);
    const braces = /\{([^}]*)\}/.exec(clause)?.[1];
    for (const [name = '', local = name] of parts(braces ?? '', /\s+as\s+|\s*:\s*/))
      found.push({ name: `${module}.${name}`, local });
    const outside = clause.replace(/\{[^}]*\}/, '').replace(/^\s*type\s/, '');
    if (/\*/.test(outside)) found.push({ name: module, local: /\bas\s+([\w$]+)/.exec(outside)?.[1] ?? '*' });
    else for (const [local = ''] of parts(outside, /\s/)) found.push({ name: module, local });
    if (found.length > MOST) break;
  }
  for (const [, local = '*', specifier = ''] of text.matchAll(HANDED_ON))
    if (found.length < 2 * MOST) found.push({ name: resolveModule(specifier, path), local });
  return found;
}

/** `module.exports = require('x')`, `exports.name = require('x')`. */
const HANDED_ON = /\bexports(?:\.([\w$]{1,100}))?\s{0,20}=\s{0,20}require\(\s{0,20}['"]([^'"\n]{1,200})['"]/g;

/** A clause in front of `from 'x'` or `= require('x')`: words, commas, braces and a star. */
const FROM =
  /(?:import|export|const|let|var)\s([\w$\s,*{}:]{0,2000}?)(?:\bfrom\s*|=\s*require\(\s*)['"]([^'"\n]{1,200})['"]/g;

/** `from a.b import c as d`, `import a.b as c`; relative ones against the module of the file. */
export function pythonImports(text: string, path: string): readonly ImportLine[] {
  const found: ImportLine[] = [];
  const here = path.replace(/\.[a-z]+$/i, '').split('/');
  for (const [, dots = '', module = '', names = ''] of text.matchAll(PYTHON_FROM)) {
    const base = dots ? here.slice(0, here.length - dots.length) : [];
    const full = [...base, ...(module ? [module] : [])].join('.');
    for (const [name = '', local = name] of parts(names.replace(/[()\\]/g, ' ').replace(/#[^\n]*/g, ''), /\s+as\s+/))
      found.push(name === '*' ? { name: full, local: '*' } : { name: `${full}.${name}`, local });
    if (found.length > MOST) break;
  }
  for (const [, names = ''] of text.matchAll(PYTHON_IMPORT)) {
    for (const [name = '', local = name] of parts(names, /\s+as\s+/)) found.push({ name, local });
    if (found.length > 2 * MOST) break;
  }
  return found;
}

const PYTHON_FROM = /^[ \t]*from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+(\([^)]{0,4000}\)|[^\n(]{1,400})/gm;
const PYTHON_IMPORT = /^[ \t]*import[ \t]+([\w., \t]{1,400})$/gm;

/** `use a::b::{c, d as e}`: nested lists are taken apart by their words only, each under the crate. */
export function rustImports(text: string): readonly ImportLine[] {
  const found: ImportLine[] = [];
  for (const [, path = ''] of text.matchAll(USE)) {
    const open = path.indexOf('{');
    const before = (open < 0 ? path : path.slice(0, open)).replace(/\s|::$/g, '').replaceAll('::', '.');
    if (open < 0) {
      const [name = '', local = name.slice(name.lastIndexOf('.') + 1)] = before.split(/as(?=[A-Z_]\w*$)/);
      found.push(name.endsWith('.*') ? { name: name.slice(0, -2), local: '*' } : { name, local });
    } else {
      for (const [word] of path.slice(open).matchAll(/[A-Za-z_]\w*|\*/g))
        found.push(word === '*' ? { name: before, local: '*' } : { name: `${before}.${word}`, local: word });
    }
    if (found.length > MOST) break;
  }
  return found;
}

const USE = /^\s*(?:pub(?:\([\w:\s]{1,40}\))?\s+)?use\s+([\w:{},*\s]{1,3000});/gm;

function parts(list: string, between: RegExp): string[][] {
  return list
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => one.split(between));
}
