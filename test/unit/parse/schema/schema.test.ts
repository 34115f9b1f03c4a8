import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ParseError } from '../../../../src/model/index.js';
import { Face } from '../../../../src/parse/face.js';
import type { ParseContext } from '../../../../src/parse/parser.js';
import { SCHEMA_PARSERS } from '../../../../src/parse/schema/parsers.js';

async function fieldsOf(path: string, text: string): Promise<string[]> {
  const artifact = { path, bytes: new TextEncoder().encode(text), depth: 0 };
  const face = new Face(artifact);
  const found: string[] = [];
  for (const parser of SCHEMA_PARSERS.filter((one) => one.wants(face, {} as ParseContext))) {
    const result = await parser.parse(artifact, {} as ParseContext);
    for (const { owner, name, location } of result.fields ?? []) found.push(`${owner}.${name}:${location.line}`);
  }
  return found;
}

const CASES: [string, string, string[]][] = [
  [
    'profiles/patient.json',
    '{\n "resourceType": "StructureDefinition", "kind": "resource", "derivation": "constraint",\n "differential": { "element": [\n  {\n  "path": "Patient"\n }, {\n  "path": "Patient.birthDate"\n } ] } }',
    ['FHIR.Patient.birthDate:7'],
  ],
  [
    'base/patient.json',
    '{ "resourceType": "StructureDefinition", "kind": "resource", "derivation": "specialization", "differential": { "element": [{ "path": "Patient.birthDate" }] } }',
    [],
  ],
  [
    'read.py',
    'import pydicom\nds = pydicom.dcmread(path)\nprint(ds.PatientName, ds.Rows)\nx = ds[0x0010, 0x0020]\n',
    ['DICOM.PatientName:3'],
  ],
  [
    'scan.txt',
    '(0008,0016) UI =CTImageStorage\n(0010,0010) PN [Doe^Jane]\n(0010,0030) DA [19700101]\n',
    ['DICOM.PatientName:2', 'DICOM.PatientBirthDate:3'],
  ],
  [
    'Visit.cs',
    'namespace A;\npublic record Visit(\n  [Required] string Diagnosis, // "x, y"\n  Dictionary<string, int> Tags,\n  DateOnly? BirthDate = null);\npublic record Empty();',
    ['Visit.Diagnosis:3', 'Visit.Tags:4', 'Visit.BirthDate:5'],
  ],
  [
    'Core/Entities/User.cs',
    'public class User : Base,\n    IThing\n{\n    public string MasterPassword { get; set; }\n}\npublic class Other;\npublic string Loose { get; set; }\n',
    ['User.MasterPassword:4'],
  ],
  ['Card.java', 'record Card(String number, @NotNull YearMonth expiry) {}\n', ['Card.number:1', 'Card.expiry:1']],
  [
    'Card.kt',
    'data class Card(\n  @Id val number: String,\n  private val cvv: Map<String, Int> = emptyMap(),\n)\n',
    ['Card.number:2', 'Card.cvv:3'],
  ],
  [
    'src/models/patient.ts',
    'export interface Patient {\n  readonly birthDate: string;\n  diagnosis?: string[];\n  visit(): void;\n}\ninterface PatientProps {\n  ssn: string;\n}\n',
    ['Patient.birthDate:2', 'Patient.diagnosis:3'],
  ],
  ['src/view/patient.ts', 'interface Patient {\n  birthDate: string;\n}\n', []],
  [
    'src/api.ts',
    'const Card = z.object({\n  number: z.string(),\n  cvv: z.string().optional(),\n});\n',
    ['Card.number:2', 'Card.cvv:3'],
  ],
  [
    'src/model.rs',
    '#[derive(Debug, Serialize)]\npub struct Patient {\n    pub birth_date: NaiveDate, // x: y\n    #[serde(rename = "d")]\n    diagnosis: Option<String>,\n}\n\nstruct Plain {\n    ssn: String,\n}\n',
    ['Patient.birth_date:3', 'Patient.diagnosis:5'],
  ],
  [
    'Audit.java',
    'log.info("patient {} of {}", patient.getSsn(), ward.name);\n// log.info("{}", card.number);\nlog.info("card.number");\nlog.debug("hash {}", sha256(card.number));\n',
    ['patient.ssn:1', 'ward.name:1'],
  ],
  [
    'audit.py',
    'logger.info(f"user {user.email} logged in at {now}")\nlogging.info("user %s", user.phone)\n',
    ['user.email:1', '.now:1', 'user.phone:2'],
  ],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the scanned text
  ['audit.ts', 'console.log(`card ${order.cardNumber}`, { a: 1 });\n', ['.a:1', 'order.cardNumber:1']],
  [
    'db/schema.sql',
    "CREATE TABLE IF NOT EXISTS clinic.patient (\n  id SERIAL PRIMARY KEY, -- mrn, not this\n  `birth_date` DATE DEFAULT '2000, x (',\n  weight NUMERIC(5, 2),\n  CONSTRAINT u UNIQUE (id)\n);\nINSERT INTO patient VALUES ('ssn');\nALTER TABLE patient ADD COLUMN diagnosis TEXT;",
    ['patient.id:2', 'patient.birth_date:3', 'patient.weight:4', 'patient.diagnosis:8'],
  ],
  [
    'api/person.proto',
    'message Person {\n  string given_name = 1; // string not_this = 2;\n  map<string, string> tags = 3;\n  message Address { string street = 1;\n }\n}',
    ['Person.given_name:2', 'Person.tags:3'],
  ],
  [
    'schema.graphql',
    'type Query {\n  patient(id: ID): Patient\n}\ntype Patient {\n  diagnosis: String!\n}',
    ['Patient.diagnosis:5'],
  ],
  [
    'long.graphql',
    'type Variant {\n  """\n  Note: countryCode of the buyer.\n  as in #12 """\n  stock(\n    countryCode: String\n    address: AddressInput\n  ): Int! @deprecated(reason: "see #12")\n  sku: String\n}',
    ['Variant.stock:5', 'Variant.sku:9'],
  ],
  [
    'schema.prisma',
    'model Card {\n  number String\n  cvv Int // never\n  @@index([number])\n}',
    ['Card.number:2', 'Card.cvv:3'],
  ],
  [
    'src/Patient.java',
    '@Entity\npublic class Patient {\n  private static final String X = "y";\n  @Column\n  private String birthDate;\n  public void run() {\n    String local;\n  }\n}',
    ['Patient.birthDate:5'],
  ],
  [
    'app/models.py',
    'class Patient(models.Model):\n    diagnosis = models.TextField()\n    other = 3\n\ndef f():\n    x = models.TextField()',
    ['Patient.diagnosis:2'],
  ],
  ['app/dto.py', '@dataclass\nclass Visit:\n    diagnosis: str\n    note = "x"\n', ['Visit.diagnosis:3']],
  [
    'store/patient.go',
    'type Patient struct {\n\tgorm.Model\n\tBirthDate time.Time `gorm:"column:dob" json:"dob"`\n\tName string `json:"name"` // not stored\n\tSSN *string `db:"ssn"`\n}\n',
    ['Patient.BirthDate:3', 'Patient.SSN:5'],
  ],
  [
    'lib/user.ex',
    'use Ecto.Schema\nschema "users" do\n  field :password_hash, :string # once\n  belongs_to :team, Team\nend',
    ['users.password_hash:3'],
  ],
  [
    'Patient.hbm.xml',
    '<class name="org.clinic.Patient" table="patient">\n<id name="patientId"/>\n<property name="birthdate" type="date"/>\n</class>',
    ['org.clinic.Patient.birthdate:3'],
  ],
  [
    'liquibase.xml',
    '<createTable tableName="obs">\n<column name="value_text" type="TEXT"/>\n</createTable>\n<insert tableName="role">\n<column name="ssn" value="x"/>\n</insert>',
    ['obs.value_text:2'],
  ],
  [
    'Form.tsx',
    'export function CardForm() {\n  return <form>\n    <input name="cardNumber" />\n    <Field\n      name="cvv"\n    />\n    <p {...register("expiry")} />\n  </form>;\n}',
    ['CardForm.cardNumber:3', 'CardForm.cvv:5', 'CardForm.expiry:7'],
  ],
  [
    'bundle.json',
    '{ "resourceType": "Bundle", "entry": [\n{ "resource": { "resourceType": "Condition",\n"id": "1",\n"code": {} } },\n{ "resource": { "resourceType": "ValueSet",\n"url": "x" } } ] }',
    ['FHIR.Condition.code:4'],
  ],
  [
    'adt.hl7',
    'MSH|^~\\&|LAB|A|B|C\rPID|1||4711^^^A||Doe^J||19700101|M|||||||||||123456789\rDG1|1||\r',
    ['HL7.PID.PatientIdentifierList:2', 'HL7.PID.PatientName:2', 'HL7.PID.DateOfBirth:2', 'HL7.PID.SSNNumber:2'],
  ],
  ['db/schema.rb', 'create_table "users" do |t|\n  t.string "email"\n  t.index ["email"]\nend', ['users.email:2']],
  [
    'database/migrations/x.php',
    "Schema::create('cards', function ($table) {\n  $table->string('pan');\n});",
    ['cards.pan:2'],
  ],
  [
    'src/user.entity.ts',
    '@Entity()\nexport class User {\n  @Column()\n  passwordHash: string;\n}',
    ['User.passwordHash:4'],
  ],
  [
    'Models/User.cs',
    'using System.ComponentModel.DataAnnotations;\npublic class User {\n  public string Email { get; set; }\n}',
    ['User.Email:3'],
  ],
  [
    'openapi.yaml',
    'openapi: 3.0.0\ncomponents:\n  schemas:\n    Card:\n      properties:\n        pan: {type: string}\n',
    ['Card.pan:6'],
  ],
  [
    'person.schema.json',
    '{"title":"Person","type":"object",\n"properties":{\n"ssn":{"type":"string"}}}',
    ['Person.ssn:3'],
  ],
  [
    'e.avsc',
    '{"type":"record","name":"Vitals","fields":[\n{"name":"blood_pressure","type":"string"}]}',
    ['Vitals.blood_pressure:2'],
  ],
  ['people.csv', 'first_name,ssn\nAda,1\n', ['people.first_name:1', 'people.ssn:1']],
  ['numbers.csv', '1,2\n3,4\n', []],
  ['f.html', '<form id="pay">\n<input name="card_number">\n</form>', ['pay.card_number:2']],
];

describe('schema parsers', () => {
  it.each(CASES)('%s', async (path, text, expected) => {
    expect(await fieldsOf(path, text)).toEqual(expected);
  });

  it('throw nothing but ParseError on any truncation or noise', async () => {
    const texts = CASES.map(([path, text]) => ({ path, text }));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...texts),
        fc.nat(400),
        fc.string({ maxLength: 20 }),
        async ({ path, text }, cut, noise) => {
          try {
            await fieldsOf(path, text.slice(0, cut) + noise + text.slice(cut + 3));
          } catch (error) {
            expect(error).toBeInstanceOf(ParseError);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
