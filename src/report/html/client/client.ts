import { BASICS } from './basics.js';
import { FINDINGS } from './findings.js';
import { GRAPH } from './graph.js';
import { INVENTORY } from './inventory.js';

/** The page's only script. It is text here because its hash goes into the page's security policy. */
export const CLIENT = `'use strict';(() => {${BASICS}${FINDINGS}${INVENTORY}${GRAPH}})();`;
