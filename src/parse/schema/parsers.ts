import type { Parser } from '../parser.js';
import { AVRO_SCHEMA, CSV_SCHEMA, JSON_SCHEMA, OPENAPI_SCHEMA } from './documents.js';
import {
  ACTIVE_RECORD_SCHEMA,
  EF_SCHEMA,
  ELOQUENT_SCHEMA,
  FORM_SCHEMA,
  GRAPHQL_SCHEMA,
  JPA_SCHEMA,
  PRISMA_SCHEMA,
  PROTOBUF_SCHEMA,
  PYTHON_ORM_SCHEMA,
  TYPESCRIPT_ORM_SCHEMA,
} from './languages.js';
import { SQL_SCHEMA } from './sql.js';

/** Data schemas: what data the tree holds (SQL, ORM models, protobuf ...). */
export const SCHEMA_PARSERS: readonly Parser[] = [
  SQL_SCHEMA,
  PROTOBUF_SCHEMA,
  GRAPHQL_SCHEMA,
  PRISMA_SCHEMA,
  JPA_SCHEMA,
  EF_SCHEMA,
  TYPESCRIPT_ORM_SCHEMA,
  PYTHON_ORM_SCHEMA,
  ACTIVE_RECORD_SCHEMA,
  ELOQUENT_SCHEMA,
  FORM_SCHEMA,
  OPENAPI_SCHEMA,
  JSON_SCHEMA,
  AVRO_SCHEMA,
  CSV_SCHEMA,
];
