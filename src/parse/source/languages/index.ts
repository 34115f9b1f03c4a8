import type { Language } from '../language.js';
import { ELIXIR } from './beam/elixir.js';
import { ERLANG } from './beam/erlang.js';
import { C } from './c/c.js';
import { OBJC } from './c/objc.js';
import { CSHARP } from './csharp/csharp.js';
import { DART } from './dart.js';
import { GO } from './go/go.js';
import { GROOVY } from './groovy/groovy.js';
import { JAVA } from './java/java.js';
import { JAVASCRIPT } from './javascript/javascript.js';
import { KOTLIN } from './kotlin/kotlin.js';
import { PHP } from './php/php.js';
import { POWERSHELL } from './powershell/powershell.js';
import { PYTHON } from './python/python.js';
import { RUBY } from './ruby/ruby.js';
import { RUST } from './rust/rust.js';
import { SCALA } from './scala/scala.js';
import { SHELL } from './shell/shell.js';
import { SOLIDITY } from './solidity.js';
import { SQL } from './sql/sql.js';
import { SWIFT } from './swift/swift.js';

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
