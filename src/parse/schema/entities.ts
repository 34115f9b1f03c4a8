import { blockParser } from './blocks.js';

/** Go structs that are stored: fields with a tag of gorm, sqlx, bun or the MongoDB driver. A `json` tag alone is any message. */
export const GO_STRUCT_SCHEMA = blockParser({
  id: 'schema/go-struct',
  source: 'orm',
  wants: (face) =>
    face.extension === '.go' &&
    (face.includes('gorm:"') || face.includes('db:"') || face.includes('bson:"') || face.includes('bun:"')),
  owner: /^\s*(?:type\s+)?(\w+)\s+struct\s*\{/,
  fields: [/^\s+([A-Z]\w*)\s+[\w.*[\]]+\s+`[^`]*\b(?:gorm|db|bson|bun):"/],
  ends: 'braces',
  comment: /\/\/.*$/,
});

/** Ecto schemas and migrations of Elixir. */
export const ECTO_SCHEMA = blockParser({
  id: 'schema/ecto',
  source: 'orm',
  wants: (face) =>
    (face.extension === '.ex' || face.extension === '.exs') &&
    (face.includes('Ecto.Schema') || face.includes('Ecto.Migration')),
  owner: /^\s*(?:schema\s+"|create(?:_if_not_exists)?\s*\(?\s*table\(\s*:?"?|alter\s+table\(\s*:?"?)(\w+)/,
  fields: [/^\s*field\s*\(?\s*:(\w+)/, /^\s*add\s*\(?\s*:(\w+)/],
  ends: 'next',
  comment: /(?:^|\s)#.*$/,
});

/** Hibernate mappings (`*.hbm.xml`). */
export const HIBERNATE_SCHEMA = blockParser({
  id: 'schema/hibernate',
  source: 'orm',
  wants: (face) => face.name.endsWith('.hbm.xml'),
  owner: /<(?:class|subclass|joined-subclass)\b[^>]*?\bname="([\w.$]+)"/,
  fields: [/<(?:property|timestamp)\b[^>]*?\bname="(\w+)"/],
  ends: 'next',
});

/** Liquibase change logs in XML: the columns of `createTable` and `addColumn`; those of `insert` have no type and are data. */
export const LIQUIBASE_SCHEMA = blockParser({
  id: 'schema/liquibase',
  source: 'sql',
  wants: (face) => face.extension === '.xml' && face.includes('tableName=') && face.includes('<column'),
  owner: /<(?:createTable|addColumn)\b[^>]*?\btableName="(\w+)"/,
  fields: [/<column\b(?=[^>]*\btype=)[^>]*?\bname="(\w+)"/],
  ends: 'next',
});

/** Form fields of React: inputs by name, and those of react-hook-form. */
export const JSX_FORM_SCHEMA = blockParser({
  id: 'schema/jsx-form',
  source: 'form',
  wants: (face) =>
    (face.extension === '.jsx' || face.extension === '.tsx') &&
    (face.includes('<form') || face.includes('<Form') || face.includes('useForm') || face.includes('<Field')),
  owner: /^\s*(?:export\s+)?(?:default\s+)?(?:function|class|const)\s+([A-Z]\w*)/,
  fields: [
    /<(?:input|select|textarea|Input|Select|TextField|Field|FormField|Form\.Item|Controller)\b[^>]*?\bname=["']([\w.-]{1,120})["']/,
    /^\s*name=["']([\w.-]{1,120})["']\s*\/?>?\s*$/,
    /\bregister\(\s*["']([\w.]{1,120})["']/,
  ],
  ends: 'next',
  comment: /^\s*\/\/.*$/,
});

/** Interfaces and types of TypeScript where a project keeps its data, and objects of zod anywhere. What a view or a function takes is no data. */
export const TYPESCRIPT_TYPE_SCHEMA = blockParser({
  id: 'schema/typescript-type',
  source: 'orm',
  wants: (face) =>
    (face.extension === '.ts' || face.extension === '.mts') &&
    (face.includes('z.object(') ||
      ((face.includes('interface ') || face.includes('type ')) &&
        (/(?:^|\/)(?:models?|entities|entity|dtos?|domain|types|schemas?)\//i.test(face.path) ||
          /\.(?:model|entity|dto|types?|schema)\.ts$/.test(face.name)))),
  owner:
    /^\s*(?:export\s+)?(?:declare\s+)?(?:interface\s+|type\s+(?=\w+\s*=\s*\{)|(?:const|let)\s+(?=\w+\s*=\s*z\s*\.object\())(?!\w*(?:Props|State|Options|Config|Params|Args|Context|Event|Action|Request|Query|Filter)\b)(\w+)/,
  fields: [/^\s*(?:readonly\s+)?['"]?(\w+)['"]?\??\s*:\s*(?!\()[\w[{"'(]/],
  ends: 'braces',
  comment: /\/\/.*$/,
});

/** Structs of Rust that are read, written or stored: derived by serde, sqlx, diesel, SeaORM. */
export const RUST_STRUCT_SCHEMA = blockParser({
  id: 'schema/rust-struct',
  source: 'orm',
  wants: (face) =>
    face.extension === '.rs' &&
    (face.includes('Deserialize') ||
      face.includes('Serialize') ||
      face.includes('FromRow') ||
      face.includes('Queryable') ||
      face.includes('DeriveEntityModel')),
  owner: /^\s*(?:pub(?:\([\w ]+\))?\s+)?struct\s+(\w+)(?:<[^<>]{0,80}>)?\s*\{/,
  fields: [/^\s*(?:pub(?:\([\w ]+\))?\s+)?(?:r#)?([a-z]\w*)\s*:\s*[A-Za-z(&[]/],
  ends: 'braces',
  comment: /\/\/.*$/,
  only: (_header, before) => /Serialize|Deserialize|FromRow|Queryable|Insertable|DeriveEntityModel/.test(before),
});
