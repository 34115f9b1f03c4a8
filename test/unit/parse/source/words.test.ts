import { describe, expect, it } from 'vitest';
import { Words } from '../../../../src/parse/source/dormant/words.js';

function wordsOf(text: string): Words {
  const words = new Words(text);
  for (const { index, 0: word } of text.matchAll(/\w+/g)) words.add(index, index + word.length, 0, -1);
  return words;
}

describe('words of a text', () => {
  it('are numbered in the order in which they are first met', () => {
    const words = wordsOf('key of a key');
    expect([...words.numbers.slice(0, words.length)]).toEqual([0, 1, 2, 0]);
    expect(words.spelled).toEqual(['key', 'of', 'a']);
    expect(words.number('of')).toBe(1);
    expect(words.number('lock')).toBeUndefined();
  });

  it('may be more than their text lets expect', () => {
    const words = wordsOf('a b '.repeat(500));
    expect(words.length).toBe(1000);
    expect(words.starts[999]).toBe(1998);
    expect(words.spelled).toHaveLength(2);
  });
});
