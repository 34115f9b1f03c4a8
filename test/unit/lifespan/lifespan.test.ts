import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/assess/assess.js';
import { classifyFields } from '../../../src/lifespan/classify-fields.js';
import { readDataClasses } from '../../../src/lifespan/data-classes.js';
import { matchesGlob } from '../../../src/lifespan/glob.js';
import { classifyLifespans } from '../../../src/lifespan/lifespans.js';
import { wordsOf } from '../../../src/lifespan/words.js';
import type { DataField, Observation, ProjectConfig } from '../../../src/model/index.js';
import { algorithm, catalog, certificate, inventory, knowledge, seen, TODAY } from '../assess/build.js';

const classes = readDataClasses(knowledge);

function field(owner: string, name: string, path = 'db/schema.sql'): DataField {
  return { owner, name, source: 'sql', location: { type: 'file', path, line: 1 } };
}

function classify(owner: string, names: readonly string[], path?: string): Record<string, string> {
  const found = classifyFields(
    names.map((name) => field(owner, name, path)),
    classes,
  );
  return Object.fromEntries(found.map(({ name, dataClass }) => [name, dataClass]));
}

describe('words of identifiers', () => {
  it.each([
    ['patientDiagnoses', ['patient', 'diagnosis']],
    ['HTTPServerURL', ['http', 'server', 'url']],
    ['date_of_births', ['date', 'of', 'birth']],
    ['billing-addresses', ['billing', 'address']],
    ['status', ['status']],
    ['allergies', ['allergy']],
  ])('%s', (text, expected) => expect(wordsOf(text)).toEqual(expected));
});

describe('data classes', () => {
  it('takes one strong term', () => {
    expect(classify('visit', ['id', 'diagnosis'])).toEqual({ diagnosis: 'health' });
    expect(classify('payment', ['cvv'])).toEqual({ cvv: 'cardholder' });
  });

  it('knows the resources of FHIR and the segments of HL7', () => {
    expect(classify('FHIR', ['Condition.code', 'Endpoint.address'])).toEqual({ 'Condition.code': 'health' });
    expect(classify('HL7', ['DG1.DiagnosisCode', 'PID.PatientName'])).toMatchObject({ 'PID.PatientName': 'health' });
  });

  it('takes a last name, no last login, and nothing from tables of kinds', () => {
    expect(classify('address', ['first_name', 'last_name'])).toMatchObject({ last_name: 'personal' });
    expect(classify('patient_identifier_type', ['name', 'patient_identifier'])).toEqual({});
  });

  it('takes two weak terms of one table, not one', () => {
    expect(classify('visits', ['patient', 'doctor'])).toMatchObject({ patient: 'health', doctor: 'health' });
    expect(classify('schedule', ['patient', 'slot'])).toEqual({});
  });

  it('asks weak personal terms for a person', () => {
    expect(classify('customer', ['email', 'city'])).toEqual({ email: 'personal', city: 'personal' });
    expect(classify('warehouse', ['name', 'city'])).toEqual({});
  });

  it.each([
    ['file', ['file_name', 'class_name', 'host_name']],
    ['service', ['health_check', 'health_status_code']],
    ['editor', ['pan_gesture', 'card_layout']],
    ['queue', ['message_id', 'error_message']],
    ['build', ['code_coverage', 'test_coverage', 'jwt_claim']],
    ['settings', ['hide_email', 'password_count', 'password_policy']],
    ['rows', ['account_id', 'customer_id', 'order_id']],
  ])('leaves operational names of %s alone', (owner, names) => {
    expect(classify(owner, names)).toEqual({});
  });

  it('takes nothing from tests', () => {
    expect(classify('patient', ['diagnosis'], 'tests/schema.sql')).toEqual({});
  });
});

describe('globs', () => {
  it.each([
    ['services/*/db', 'services/a/db/x.sql', true],
    ['**/*.sql', 'a/b/c.sql', true],
    ['services', 'services/a', true],
    ['services', 'servicesx/a', false],
    ['*.sql', 'a/b.sql', false],
    ['tls://*.example.org:443', 'tls://api.example.org:443', true],
  ])('%s on %s', (glob, path, expected) => expect(matchesGlob(glob, path)).toBe(expected));
});

describe('lifespans', () => {
  const rsa = algorithm({ family: 'rsa', size: 2048 });

  function lifespan(observation: Observation, fields: DataField[] = [], project?: ProjectConfig) {
    const taken = inventory(observation);
    const { findings } = assess(taken, knowledge, catalog, TODAY);
    const { lifespans } = classifyLifespans({
      findings,
      inventory: taken,
      fields,
      knowledge,
      today: TODAY,
      ...(project ? { project } : {}),
    });
    return lifespans[findings[0]!.id]!;
  }

  it('finds the data by the names near the use', () => {
    const found = lifespan(seen(rsa, { purpose: 'encryption', hints: ['encryptDiagnosis'] }));
    expect(found).toMatchObject({ dataClasses: ['health'], secrecyYears: 50, basis: 'found' });
    expect(found.because.some(({ text }) => text.includes('secret for 50 years'))).toBe(true);
  });

  it('finds it by the fields of the component', () => {
    const use = seen(rsa, { purpose: 'encryption', component: 'api' }, { path: 'api/src/crypt.ts' });
    expect(lifespan(use, [field('patient', 'diagnosis', 'api/db/a.sql')])).toMatchObject({
      dataClasses: ['health'],
      basis: 'found',
    });
  });

  it('says that it assumes where it found nothing', () => {
    const found = lifespan(seen(rsa, { purpose: 'encryption' }));
    expect(found).toMatchObject({ dataClasses: [], basis: 'assumed' });
    expect(found.because.some(({ assumed }) => assumed)).toBe(true);
  });

  it('lets a statement of the project win, and says so', () => {
    const project: ProjectConfig = {
      paths: [{ match: 'src/**', data: ['genomic'], secrecyYears: 120, exposure: 'partner', owner: 'lab' }],
    };
    const found = lifespan(seen(rsa, { purpose: 'encryption', hints: ['diagnosis'] }), [], project);
    expect(found).toMatchObject({
      dataClasses: ['genomic'],
      secrecyYears: 120,
      exposure: 'partner',
      owner: 'lab',
      basis: 'stated',
    });
    expect(found.because[0]?.source).toBe('qday.yaml paths src/**');
  });

  it('lets a backup inherit the longest class of the tree', () => {
    const found = lifespan(seen(rsa, { purpose: 'encryption' }, { path: 'ops/backup.sh' }), [
      field('g', 'genome', 'db/a.sql'),
    ]);
    expect(found.secrecyYears).toBe(100);
  });

  it('gives signatures a life of trust, certificates their own', () => {
    const asset = certificate({
      publicKey: catalog.algorithm({ family: 'rsa', size: 2048 }),
      notAfter: '2036-11-23T00:00:00Z',
      isCa: true,
    });
    expect(lifespan(seen(asset, { purpose: 'certificate' })).integrityYears).toBeCloseTo(10, 1);
    expect(lifespan(seen(rsa, { purpose: 'signature', hints: ['signFirmware', 'firmware'] })).integrityYears).toBe(10);
    expect(lifespan(seen(rsa, { purpose: 'token' })).integrityYears).toBeLessThan(0.1);
  });
});
