export { loadKnowledge, loadKnowledgeWith } from './knowledge/load.js';
export * from './model/index.js';
export { type Progress, type ScanOptions, scan } from './scan.js';
