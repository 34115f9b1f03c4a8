export { loadKnowledge } from './knowledge/load.js';
export * from './model/index.js';
export { type ScanOptions, scan } from './scan.js';
