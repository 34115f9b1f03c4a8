export { type FileStamp, stampOf } from './file-stamp.js';
export { exists, type FindOptions, type Found, type FoundFile, findFiles } from './find-files.js';
export { type FileRead, readWhole } from './read-file.js';
