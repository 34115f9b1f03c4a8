import { blockParser } from './blocks.js';

/** Protocol Buffers, language versions 2 and 3: fields of messages. */
export const PROTOBUF_SCHEMA = blockParser({
  id: 'schema/protobuf',
  source: 'protobuf',
  wants: (face) => face.extension === '.proto',
  owner: /^\s*message\s+(\w+)/,
  fields: [/^\s*(?:optional |required |repeated )?(?:map\s*<[^>]*>|[\w.]+)\s+(\w+)\s*=\s*\d+/],
  ends: 'braces',
  comment: /\/\/.*$/,
});

/** GraphQL schema definition language: types, inputs and interfaces (spec October 2021, section 3). */
export const GRAPHQL_SCHEMA = blockParser({
  id: 'schema/graphql',
  source: 'graphql',
  wants: (face) => face.extension === '.graphql' || face.extension === '.graphqls' || face.extension === '.gql',
  owner: /^\s*(?:extend\s+)?(?:type|input|interface)\s+(\w+)/,
  // A field whose arguments stand on lines of their own is named on the line that opens them.
  fields: [/^\s*(\w+)\s*(?:\([^)]*\))?\s*:\s*[[\w]/, /^\s*(\w+)\s*\([^)]*$/],
  ends: 'braces',
  comment: /#.*$/,
  quotes: '"""',
  arguments: true,
  only: (header) => !/^\s*(?:extend\s+)?type\s+(?:Query|Mutation|Subscription)\b/.test(header),
});

export const PRISMA_SCHEMA = blockParser({
  id: 'schema/prisma',
  source: 'orm',
  wants: (face) => face.extension === '.prisma',
  owner: /^\s*(?:model|type)\s+(\w+)\s*\{/,
  fields: [/^\s*([A-Za-z]\w*)\s+[A-Za-z]\w*/],
  ends: 'braces',
  comment: /\/\/.*$/,
});

/** JPA and Hibernate entities: the private fields of a class that carries `@Entity`, `@Embeddable` or `@MappedSuperclass`. */
export const JPA_SCHEMA = blockParser({
  id: 'schema/jpa',
  source: 'orm',
  wants: (face) =>
    (face.extension === '.java' || face.extension === '.kt') &&
    (face.includes('@Entity') ||
      face.includes('@Embeddable') ||
      face.includes('@MappedSuperclass') ||
      face.includes('@Document')),
  owner: /^\s*(?:public |data |open |abstract |final )*class\s+(\w+)/,
  fields: [
    /^\s*(?:private|protected|public)\s+(?!static|class|final class|abstract|void)(?:final |transient )?[\w.<>,?[\] ]+\s(\w+)\s*(?:=|;)/,
    /^\s*(?:private |lateinit |override |open )*va[lr]\s+(\w+)\s*:/,
  ],
  ends: 'braces',
  comment: /\/\/.*$/,
});

/** Entity Framework: public properties of classes in files that name it or hold a DbSet's type. */
export const EF_SCHEMA = blockParser({
  id: 'schema/entity-framework',
  source: 'orm',
  wants: (face) =>
    face.extension === '.cs' &&
    face.includes('get;') &&
    (face.includes('DataAnnotations') ||
      face.includes('EntityFrameworkCore') ||
      /[/\\](?:entities|entity|models?|domain)[/\\]/i.test(face.path)),
  owner: /^\s*(?:public|internal)\s+(?:sealed |partial |abstract )*(?:class|record)\s+(\w+)/,
  fields: [/^\s*public\s+(?:virtual |required |override )*[\w.<>?,[\] ]+\s(\w+)\s*\{\s*get;/],
  ends: 'braces',
  comment: /\/\/.*$/,
});

/** TypeORM and Sequelize decorators, and `sequelize.define` or `Model.init` objects. */
export const TYPESCRIPT_ORM_SCHEMA = blockParser({
  id: 'schema/typescript-orm',
  source: 'orm',
  wants: (face) =>
    /^\.[cm]?[jt]s$/.test(face.extension) &&
    (face.includes('@Entity(') ||
      face.includes('@Table') ||
      face.includes('DataTypes.') ||
      face.includes('new Schema(') ||
      face.includes('mongoose.Schema(')),
  owner:
    /^\s*(?:export )?(?:default )?(?:const\s+(?=\w+\s*=\s*(?:new (?:mongoose\.)?Schema|\w+\.define))|class\s+|(?=\w+\.init\())(\w+)/,
  fields: [
    /^\s*(?:public |readonly |declare )*(\w+)[?!]?\s*:\s*(?:string|number|Date|boolean|bigint|Buffer|Uint8Array)\b/,
    /^\s*(\w+)\s*:\s*(?:\{\s*(?:type|$)|DataTypes\.|Sequelize\.|String\b|Number\b|Date\b|Boolean\b|Buffer\b)/,
  ],
  ends: 'braces',
  comment: /\/\/.*$/,
  skip: new Set(['type', 'allowNull', 'validate', 'references', 'defaultValue', 'options', 'indexes']),
});

/** Django models, SQLAlchemy declarative classes and pydantic or dataclass models. */
export const PYTHON_ORM_SCHEMA = blockParser({
  id: 'schema/python-orm',
  source: 'orm',
  wants: (face) =>
    face.extension === '.py' &&
    (face.includes('models.Model') ||
      face.includes('Column(') ||
      face.includes('mapped_column') ||
      face.includes('BaseModel') ||
      face.includes('@dataclass') ||
      face.includes('SQLModel')),
  owner: /^\s*class\s+(\w+)\s*[(:]/,
  fields: [
    /^\s+(\w+)\s*=\s*(?:models\.|db\.Column|Column\(|mapped_column|fields\.|\w*Encrypted\w*Field\(|\w+Field\()/,
    /^\s+(\w+)\s*:\s*(?:Mapped\[|str\b|int\b|float\b|bool\b|bytes\b|date|Optional\[|list\[|List\[)/,
  ],
  ends: 'indent',
  comment: /(?:^|\s)#.*$/,
});

/** ActiveRecord: `create_table` and `add_column` of migrations and of db/schema.rb. */
export const ACTIVE_RECORD_SCHEMA = blockParser({
  id: 'schema/active-record',
  source: 'orm',
  wants: (face) => face.extension === '.rb' && (face.includes('create_table') || face.includes('add_column')),
  owner: /^\s*(?:create_table|change_table)[\s(]+[:"']([\w.]+)/,
  fields: [/^\s*t\.(?!index|timestamps|check_constraint|foreign_key|references|belongs_to)\w+\s*\(?\s*[:"'](\w+)/],
  ends: 'indent',
  comment: /(?:^|\s)#.*$/,
});

/** Laravel migrations: `Schema::create('table', … $table->string('column'))`. */
export const ELOQUENT_SCHEMA = blockParser({
  id: 'schema/eloquent',
  source: 'orm',
  wants: (face) => face.extension === '.php' && face.includes('Schema::'),
  owner: /^\s*Schema::(?:create|table)\(\s*['"](\w+)['"]/,
  fields: [/^\s*\$table->(?!index|unique|primary|foreign|drop|timestamps)\w+\(\s*['"](\w+)['"]/],
  ends: 'next',
  comment: /\/\/.*$/,
});

/** Form fields of HTML and templates. */
export const FORM_SCHEMA = blockParser({
  id: 'schema/form',
  source: 'form',
  wants: (face) => /^\.(?:html?|erb|ejs|hbs|jsp|twig|vue)$/.test(face.extension) && face.includes('<form'),
  owner: /<form\b[^>]*?\b(?:id|name|action)=["']([^"']{1,120})["']/i,
  fields: [
    /<(?:input|select|textarea)\b[^>]*?\bname=["']([^"']{1,120})["']/i,
    /\b(?:formControlName|v-model(?:\.\w+)?|ng-model)=["'](?:[\w$]+\.){0,5}(\w{1,80})["']/,
  ],
  ends: 'next',
});
