export { type FileStamp, stampOf } from './file-stamp.js';
export { exists, type FindOptions, type Found, findFiles } from './find-files.js';
export { type AskedFile, asData, type FoundFile } from './found-file.js';
export { type FileRead, readWhole } from './read-file.js';
