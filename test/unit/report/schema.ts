import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

const require = createRequire(import.meta.url);
const bundled = join(dirname(require.resolve('@cyclonedx/cyclonedx-library/package.json')), 'res/schema');
const read = (name: string) => JSON.parse(readFileSync(join(bundled, name), 'utf8'));

/** Validator of the official CycloneDX schema with the registry of cryptography. Returns the errors as text. */
export function bomErrors(edition: '1.6' | '1.7'): (document: unknown) => string[] {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  (require('ajv-formats-draft2019') as (one: Ajv) => void)(ajv);
  for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs'])
    ajv.addSchema({
      ...read(`${name}.SNAPSHOT.schema.json`),
      $id: `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`,
    });
  const validate = ajv.compile(read(`bom-${edition}.SNAPSHOT.schema.json`));
  return (document) => {
    validate(document);
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  };
}

export function registry(): { families: readonly string[]; curves: readonly string[] } {
  const { definitions } = read('cryptography-defs.SNAPSHOT.schema.json');
  return { families: definitions.algorithmFamiliesEnum.enum, curves: definitions.ellipticCurvesEnum.enum };
}
