import type { Language } from '../language.js';
import { JAVA } from './java.js';

/**
 * Groovy by the grammar of Java: most of it is Java, and what is not (missing semicolons, closures) leaves errors in the
 * tree around which calls are still read.
 */
export const GROOVY: Language = {
  ...JAVA,
  id: 'groovy',
  rules: ['java', 'groovy'],
  extensions: ['.groovy', '.gradle', '.gvy'],
};
