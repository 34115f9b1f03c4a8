import { describe, expect, it } from 'vitest';
import { Vocabulary } from '../../../../src/parse/source/dormant/vocabulary.js';
import * as w from '../../../../src/parse/source/dormant/words.js';

const { Words } = w;

function wordsOf(text: string): w.Words {
  const words = new Words(text);
  for (const { index } of text.matchAll(/[\w\u0080-\uffff]+/g)) {
    words.read(index);
    words.add(0, -1);
  }
  return words;
}

const different = (words: w.Words) => words.known.map((_, number) => words.spelling(number));

describe('words of a text', () => {
  it('are numbered in the order in which they are first met', () => {
    const words = wordsOf('key of a key');
    expect([...words.numbers.slice(0, words.length)]).toEqual([0, 1, 2, 0]);
    expect(different(words)).toEqual(['key', 'of', 'a']);
    expect(words.number('of')).toBe(1);
    expect(words.number('lock')).toBeUndefined();
  });

  it('may be more than their text lets expect', () => {
    const words = wordsOf('a b '.repeat(500));
    expect(words.length).toBe(1000);
    expect(words.starts[999]).toBe(1998);
    expect(different(words)).toHaveLength(2);
  });

  it('are those of their own text when another one is read in between', () => {
    const first = wordsOf('key lock');
    const second = wordsOf('lock door');
    expect([first.number('lock'), second.number('lock')]).toEqual([1, 0]);
    expect([first.number('door'), second.number('door'), first.number('key')]).toEqual([undefined, 1, 0]);
  });

  it('are told apart by every unit, and end where they are told to', () => {
    expect(different(wordsOf('größe grösse 鍵 鍵鍵 A a'))).toEqual(['größe', 'grösse', '鍵', '鍵鍵', 'A', 'a']);
    const words = new Words('signature');
    expect(words.read(0, 4)).toBe(4);
    words.add(0, -1);
    expect(different(words)).toEqual(['sign']);
  });
});

describe('words of a body that is folded', () => {
  it('have one place with all that stands around them, in the order of what is called', () => {
    const text = 'top a b a b';
    const words = new Words(text);
    const around = [w.STORED, w.USED, w.USED | w.STORED | w.MEMBER, w.STORED | w.OWN, w.CALLED];
    for (const [at, { index }] of [...text.matchAll(/\w+/g)].entries()) {
      if (at === 1) words.fold();
      words.read(index);
      words.add(around[at] as number, at === 0 ? -1 : 0);
    }
    expect([...words.numbers.slice(0, words.length)]).toEqual([0, 1, 2, 2]);
    expect([...words.flags.slice(0, words.length)]).toEqual([
      w.STORED | w.SET,
      w.USED | w.STORED | w.OWN,
      w.USED | w.STORED | w.MEMBER | w.PUT | w.SET,
      w.CALLED,
    ]);
  });
});

describe('vocabulary', () => {
  it('knows a word that stands alone as the one in a text, whatever its signs and its length', () => {
    for (const word of ['\u{1d4b3}y', 'größe', 'x'.repeat(1000)])
      expect(wordsOf(`a ${word} ${word}`).number(word)).toBe(1);
  });

  it('keeps its words when it grows', () => {
    const vocabulary = new Vocabulary();
    const numbers = Array.from({ length: 30_000 }, (_, at) => vocabulary.number(`word${at}`));
    expect(numbers).toEqual(numbers.map((_, at) => at));
    expect(vocabulary.number('word7')).toBe(7);
    expect(vocabulary.spelling(29_999)).toBe('word29999');
  });

  it('is begun anew once it is too large, and not before the next text', () => {
    const large = wordsOf(Array.from({ length: 25_000 }, (_, at) => `w${at}`).join(' '));
    const next = wordsOf('w3');
    expect(next.vocabulary).not.toBe(large.vocabulary);
    expect([large.number('w3'), next.number('w3'), next.number('w4')]).toEqual([3, 0, undefined]);
  });
});
