/** Syntax that the grammar does not know, which would hide the whole class around it; nothing that says what is called. */
const UNKNOWN: readonly { readonly needs: string; readonly what: RegExp }[] = [
  // Context parameters (Kotlin 2.2), alone on their line before a declaration.
  {
    needs: 'context(',
    what: /^[ \t]*context\([^()\n]{0,200}\)(?=\s{0,200}(?:@|fun|va[lr]|private|internal|public|protected|suspend|inline|override|abstract|actual|expect|operator|infix)\b)/gm,
  },
  // Guards of `when` (Kotlin 2.2): `is Rsa if bits > 0 ->`.
  { needs: '->', what: /\bif\b(?<=^[ \t]{0,200}!?(?:is|in)[ \t][^\n"{}]{1,200}if)(?:(?!->)[^\n"{}]){1,200}(?=->)/gm },
  { needs: ' interface ', what: /\bfun(?=[ \t]+interface[ \t])/g },
  { needs: 'suspend', what: /\bsuspend(?=[ \t]*\{)/g },
  // More than one `$` before a text (Kotlin 2.2): `$$"a$b"`.
  { needs: '$$', what: /\${2,8}(?=")/g },
  // `class X` and on the lines below `@Inject` and `internal constructor(..)`.
  {
    needs: ' constructor',
    what: /\b(?:private|internal|protected|public)(?=[ \t]+constructor[ \t]*\()(?<=^[ \t]{0,80}\w{1,9})/gm,
  },
  // Annotations on lines of their own, which may make an expression of what they stand before; not those that give a value.
  {
    needs: '@',
    what: /^[ \t]{0,80}@(?!(?:field:)?(?:Value|ConfigProperty)\()[\w.]{1,120}(?:\([^()\n]{0,200}\))?[ \t]{0,20}$(?!\s{1,80}(?:@\w{1,80}\s{1,80}){0,3}(?:\w{1,9}\s{1,80})?constructor\b)/gm,
  },
  // `val x` and on the line below `@Composable get() = ..`.
  {
    needs: 'et()',
    what: /@(?<=^[ \t]{0,80}@)\w{1,80}(?:\([^()\n]{0,100}\))?(?=\s{1,80}(?:@\w{1,80}\s{1,80}){0,3}get\(\))/gm,
  },
  {
    needs: ' set(',
    what: /@(?<=^[ \t]{0,80}@)\w{1,80}(?:\([^()\n]{0,100}\))?(?=\s{1,80}(?:@\w{1,80}\s{1,80}){0,3}set\()/gm,
  },
];

/** `class X : Type by value {`: the class begins here, and no block that `value` is called with. */
const DELEGATE =
  /((?:\)\s{0,80}:|,|\b(?:class|object)\s{1,9}\w{1,100}\s{0,80}:|\bobject\s{0,9}:)\s{0,80}[\w.]{1,200}(?:<[\w., <>?*]{0,200}>)?)(\s{1,80}by\s{1,80}[\w.]{1,200}(?:\([\w., ]{0,200}\))?)(?=\s{0,80}\{)/g;

/** `get(x)` and `set(x, y)` at the beginning of a line are calls, not accessors of what is declared above them. */
const CALL = /[ \t](?:get\((?=[^)\s])|set\((?=[^,()\n]{1,80},))(?<=[\w)\]"'}][ \t]{0,20}\n[ \t]{1,80}.et\()/g;

/** Modifiers that are names as well, and that the grammar takes for modifiers only. */
const MODIFIER = 'open|override|internal|external|infix|final|abstract|sealed|lateinit|suspend|inline|dynamic|tailrec';
const OWNER = new RegExp(`\\b(?:${MODIFIER})(?=\\.[a-z])(?<![.\\w"'/](?:${MODIFIER}))`, 'g');
const AS_NAME = new RegExp(`\\b(?:va[lr] (${MODIFIER})\\b|(${MODIFIER}) ->)|[(,]\\s{0,40}(${MODIFIER}):`, 'g');

/** The text with such syntax blanked, or written so that the grammar reads it; every character that stays keeps its place. */
export function readable(text: string): string {
  const read = UNKNOWN.reduce(
    (left, { needs, what }) =>
      left.includes(needs) ? left.replace(what, (found) => found.replace(/[^\n]/g, ' ')) : left,
    text,
  );
  const whole = read.includes(' by ')
    ? read.replace(DELEGATE, (_, before, by) => before + by.replace(/[^\n]/g, ' '))
    : read;
  return renamed(
    whole
      .replace(CALL, (found) => `;${found.slice(1)}`)
      .replace(/\bopen(?=\()(?<=^[ \t]{0,80}open)/gm, asName)
      .replace(OWNER, asName),
  );
}

function renamed(text: string): string {
  const names = new Set([...text.matchAll(AS_NAME)].map((one) => one[1] ?? one[2] ?? one[3] ?? ''));
  let read = text;
  for (const name of names) {
    const used = new RegExp(`\\b${name}\\b(?=\\s{0,80}(?:[.,)=:?!]|->))|(?<=\\breturn )${name}\\b`, 'g');
    read = read.replace(used, asName);
  }
  return read;
}

/** `internal` → `internaL`: as long, and no modifier. */
function asName(word: string): string {
  return word.slice(0, -1) + word.slice(-1).toUpperCase();
}
