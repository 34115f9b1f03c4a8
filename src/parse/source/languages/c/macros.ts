/** `ASSIGN_OR_RETURN(std::unique_ptr<Key> key, load(..))`, `TRY(auto &key, ..)`: a declaration as an argument, up to its name. */
const DECLARES =
  /\b([A-Z_]{0,40}(?:TRY|ASSIGN_OR)(?:_[A-Z_]{1,30})?\(\s{0,20})((?:const\s{1,9})?[A-Za-z_][\w:]{0,80}(?:<[\w:<>, *]{1,80}>)?[\s*&]{1,9})(?=[A-Za-z_]\w{0,60}\s{0,9},)/g;
/** `OUTCOME_TRY((auto &&, key), load(..))`. */
const PARENTHESISED =
  /\b([A-Z_]{0,40}TRY(?:_[A-Z_]{1,30})?\(\s{0,20})(\((?:const\s{1,9})?auto[\s&*]{0,9},\s{0,9})([A-Za-z_]\w{0,60})\)/g;

/** C++ text whose macros that give a name to a result get the bare name, every character in its place: the grammar knows no other. */
export function bareNames(text: string): string {
  if (!/TRY|ASSIGN_OR/.test(text)) return text;
  return text
    .replace(DECLARES, (_, macro: string, declared: string) => macro + blanked(declared))
    .replace(
      PARENTHESISED,
      (_, macro: string, declared: string, name: string) => `${macro}${blanked(declared)}${name} `,
    );
}

function blanked(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
