const LONGEST_LINE = 2000;

/**
 * Groovy with what its grammar does not know written as it knows it, every character in its column:
 * `a?.b`, `a ?: b`, `x as T`, traits, typed closure parameters, Spock's method names, `assert`, `A.b "c"`.
 */
export function groovyText(text: string): string {
  return text.replace(/[^\r\n]+/g, (line) => (line.length > LONGEST_LINE ? line : rewritten(line)));
}

function rewritten(line: string): string {
  return line
    .replace(/^(\s*)assert(?=\s)/, '$1      ')
    .replace(/\bdef\s+(["'])([^"'\n]{1,300})\1(?=\s*\()/, (all: string, _quote, name: string) =>
      all.replace(/["'][^"'\n]*["']/, ` ${name.replace(/\W/g, '_')} `),
    )
    .replace(/(?<=\w|\)|\]|")\?\.(?=\w)/g, ' .')
    .replace(/(?<=\w|\)|\]|")\*\.(?=\w)/g, ' .')
    .replace(/\?:/g, '||')
    .replace(/^(\s*(?:\w+\s)?)trait(?=\s+[A-Z]\w*\b)/, '$1class')
    .replace(/(?<=\{\s*)([A-Z][\w.]*)(?=\s+\w+(?:\s*,\s*\w+)?\s*->)/g, blank)
    .replace(/(?<!^import\s.{0,200})\sas\s+[A-Z][\w.]*(?:<[^<>]*>|\[\])?/g, blank)
    .replace(
      /^(\s*(?:(?:def|final|return|[A-Z]\w*)\s+)?(?:\w+\s*=\s*)?[A-Za-z_]\w*(?:\.\w+)*\.\w+) ("[^"]*"|'[^']*')(\s*(?:\/\/.*)?)$/,
      '$1($2)$3',
    );
}

function blank(found: string): string {
  return ' '.repeat(found.length);
}
