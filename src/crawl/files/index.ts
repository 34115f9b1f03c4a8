export { type FindOptions, type Found, type FoundFile, findFiles } from './find-files.js';
export { readBytes } from './read-file.js';
