import type { Language } from '../language.js';
import { JAVA } from './java.js';

/** Every language, one small file each. */
export const LANGUAGES: readonly Language[] = [JAVA];
