import type { Language } from '../language.js';
import { C } from './c.js';
import { CSHARP } from './csharp.js';
import { JAVA } from './java.js';
import { PHP } from './php.js';
import { RUBY } from './ruby.js';
import { RUST } from './rust.js';

/** Every language, one small file each. */
export const LANGUAGES: readonly Language[] = [JAVA, C, CSHARP, RUST, RUBY, PHP];
