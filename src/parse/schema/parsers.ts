import type { Parser } from '../parser.js';

/** Data schemas: what data the tree holds (SQL, ORM models, protobuf ...). */
export const SCHEMA_PARSERS: readonly Parser[] = [];
