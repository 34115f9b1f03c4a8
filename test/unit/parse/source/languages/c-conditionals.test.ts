import { describe, expect, it } from 'vitest';
import { codeOnly } from '../../../../../src/parse/source/languages/c/blank.js';
import { balanced } from '../../../../../src/parse/source/languages/c/conditionals.js';

const lines = (...all: string[]) => all.join('\n');

describe('#if groups of C', () => {
  it('leaves groups alone that a grammar can read', () => {
    const text = lines('#ifdef A', 'int a;', '#else', 'int b;', '#endif', 'int f(void) { return 0; }');
    expect(balanced(text)).toBe(text);
  });

  it('keeps the calls of both heads of one block, and one brace', () => {
    const text = lines('void f() {', '#if A', 'if (x()) {', '#else', 'if (y()) {', '#endif', 'z();', '}', '}');
    const made = balanced(text);
    expect(made).toContain('x()');
    expect(made).toContain('y()');
    expect(made).toContain('z()');
    expect(made.split('{').length).toBe(made.split('}').length);
    expect(made).not.toContain('#');
  });

  it('takes the first of the alternatives inside an expression', () => {
    const made = balanced(lines('int f() { return g(', '#if A', '1', '#else', '2', '#endif', '); }'));
    expect(made.replace(/\s+/g, ' ')).toBe('int f() { return g( 1 ); }');
  });

  it('keeps the items of every arm of a list', () => {
    const made = balanced(lines('int a[] = {', '1,', '#ifdef B', '2,', '#endif', '3 };'));
    expect(made.replace(/\s+/g, ' ')).toBe('int a[] = { 1, 2, 3 };');
  });

  it('drops the head of the second definition of a function', () => {
    const made = balanced(lines('#ifdef A', 'int f(int a) {', '#else', 'int f(void) {', '#endif', 'g(); }'));
    expect(made).toContain('int f(int a) {');
    expect(made).not.toContain('int f(void) {');
  });

  it('keeps every character in its line and column', () => {
    const text = lines('void f() {', '#if A', '  if (x()) { // {', '#else', '  if (y()) {', '#endif', '}', '}');
    const made = balanced(text).split('\n');
    expect(made.map((one) => one.length)).toEqual(text.split('\n').map((one) => one.length));
    expect(made[2]?.indexOf('x()')).toBe(6);
  });

  it('counts no braces in comments, strings and directives', () => {
    const code = codeOnly(lines('a { /* { */ "}" \'{\' // }', '#define X {', 'b }', "1'000"));
    expect(code.replace(/[^{}\n]/g, '')).toBe(lines('{', '', '}', ''));
  });

  it('ends on text that never closes what it opens', () => {
    for (const text of [
      '#if',
      '#else',
      '#endif',
      '#if A\n"',
      '/*\n#if',
      '#if A\n'.repeat(300),
      '#endif\n'.repeat(300),
      '#if A \\',
    ])
      expect(balanced(text).length).toBe(text.length);
  });
});
