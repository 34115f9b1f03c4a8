import type { Values } from './values.js';

/** Lists to which the code has added something after they were made. */
export const filledLater = new WeakSet<readonly Values[]>();
