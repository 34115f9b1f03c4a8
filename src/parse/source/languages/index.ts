import type { Language } from '../language.js';
import { C } from './c.js';
import { CSHARP } from './csharp.js';
import { DART } from './dart.js';
import { ELIXIR } from './elixir.js';
import { ERLANG } from './erlang.js';
import { GO } from './go.js';
import { GROOVY } from './groovy.js';
import { JAVA } from './java.js';
import { JAVASCRIPT } from './javascript.js';
import { KOTLIN } from './kotlin.js';
import { OBJC } from './objc.js';
import { PHP } from './php.js';
import { POWERSHELL } from './powershell.js';
import { PYTHON } from './python.js';
import { RUBY } from './ruby.js';
import { RUST } from './rust.js';
import { SCALA } from './scala.js';
import { SHELL } from './shell.js';
import { SOLIDITY } from './solidity.js';
import { SQL } from './sql/sql.js';
import { SWIFT } from './swift.js';

/** Every language, one small file each. */
export const LANGUAGES: readonly Language[] = [
  JAVA,
  KOTLIN,
  SCALA,
  GROOVY,
  JAVASCRIPT,
  DART,
  PYTHON,
  GO,
  C,
  OBJC,
  CSHARP,
  RUST,
  RUBY,
  PHP,
  SOLIDITY,
  SHELL,
  POWERSHELL,
  SWIFT,
  SQL,
  ELIXIR,
  ERLANG,
];

const BY_ID = new Map(LANGUAGES.map((one) => [one.id, one]));

/** @param id see `Language.id` */
export function languageById(id: string): Language | undefined {
  return BY_ID.get(id);
}
