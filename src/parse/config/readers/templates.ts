/**
 * Templates in the files of others (Jinja, Helm, Go, ERB). They are not run: lines of control flow are blanked, an
 * expression stays in its place as text of the same length, so that positions hold and the reader does not trip over it.
 */
const CONTROL =
  /^[ \t]*(?:\{%.*%\}|\{\{-?\s*(?:if|else|end|range|with|define|include|template|block|\/\*|toYaml|tpl)\b[^\n]*\}\}|<%.*%>)[ \t]*$/;
const EXPRESSION = /\{\{[^\n{}]{0,200}\}\}/g;
const FORBIDDEN = '{}"\':#,[]&*!|>%@` ';
const FIRST = 0xe000;

/** An action that has its lines to itself, over several lines too: what it renders is not a word in its place. */
const OWN_LINES = /^[ \t]*\{\{[^{}]{0,2000}\}\}[ \t]*$/gm;

/** Blanks control lines and makes expressions harmless to YAML. The text keeps its length and its lines. */
export function maskTemplates(text: string): string {
  if (!text.includes('{{') && !text.includes('{%') && !text.includes('<%')) return text;
  return text
    .replace(OWN_LINES, (found) => found.replace(/[^\n]/g, ' '))
    .split('\n')
    .map((line) => {
      if (!line.includes('{{') && !line.includes('{%') && !line.includes('<%')) return line;
      if (CONTROL.test(line)) return ' '.repeat(line.length);
      return line
        .replace(/\{%[^\n%]{0,200}%\}/g, (found) => ' '.repeat(found.length))
        .replace(EXPRESSION, (found) => [...found].map(maskCharacter).join(''));
    })
    .join('\n');
}

/** Blanks control lines only: for line-oriented formats, which do not mind expressions. */
export function dropTemplateControl(text: string): string {
  if (!text.includes('{%') && !text.includes('{{') && !text.includes('<%')) return text;
  return text
    .split('\n')
    .map((line) => (CONTROL.test(line) ? '' : line.replace(/\{%[^\n%]{0,200}%\}/g, '')))
    .join('\n');
}

/** For TOML: lines that are nothing but templates go, and the name of a table that one makes is a word of that length. */
export function plainTables(text: string): string {
  if (!text.includes('{{')) return text;
  return dropTemplateControl(text)
    .replace(OWN_LINES, (found) => found.replace(/[^\n]/g, ' '))
    .replace(/^[ \t]*\[[^\n\]"]{0,400}\]/gm, (table) => table.replace(EXPRESSION, (found) => '_'.repeat(found.length)));
}

/** Expressions that stand where JSON wants a value become texts, and control lines go: `"sans": {{ toJson .SANs }},`. */
export function quoteTemplates(text: string): string {
  if (!text.includes('{{')) return text;
  return dropTemplateControl(text).replace(
    /([:[,]\s{0,40})(\{\{[^\n{}"]{0,200}\}\})/g,
    (_, before: string, expression: string) => `${before}"${expression}"`,
  );
}

export function unmask(text: string): string {
  return text.replace(/[\ue000-\ue01f]/g, (char) => FORBIDDEN[char.charCodeAt(0) - FIRST] ?? char);
}

function maskCharacter(char: string): string {
  const index = FORBIDDEN.indexOf(char);
  return index < 0 ? char : String.fromCharCode(FIRST + index);
}

const VARIABLE =
  /\{\{.*?\}\}|\$\{[^}]*\}|\$\([\w.]+\)|<%=.*?%>|@[A-Z_]{3,}@|%\([\w]+\)s|\$\{?(?!ANSIBLE_VAULT;)[A-Z_][A-Z0-9_]{2,}\}?|(?:^|[\s:,])(?:var|local|module|data|each)\.[\w.[\]"-]+/;
const DEFAULT = /\|\s*default\s*\(?\s*["']([^"']*)["']|\$\{[^}:]+:-?([^}]*)\}/;

/** A value that a template, variable or expression decides: what it says, and its written default when it has one. */
export function variableIn(value: string): { readonly expression: string; readonly fallback?: string } | undefined {
  if (value.length > 4_096) return undefined;
  const found = VARIABLE.exec(value);
  if (!found) return undefined;
  const fallback = DEFAULT.exec(value);
  const text = fallback?.[1] ?? fallback?.[2];
  return { expression: found[0].trim().slice(0, 80), ...(text ? { fallback: text } : {}) };
}
