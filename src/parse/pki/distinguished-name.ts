import { children, type Element, sequence, TAG } from './der.js';
import { readOid, readString } from './der-values.js';

/** RFC 4519 and relatives: short names as OpenSSL prints them. Others stay dotted. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'street',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.13': 'description',
  '2.5.4.15': 'businessCategory',
  '2.5.4.17': 'postalCode',
  '2.5.4.41': 'name',
  '2.5.4.42': 'GN',
  '2.5.4.43': 'initials',
  '2.5.4.44': 'generationQualifier',
  '2.5.4.45': 'x500UniqueIdentifier',
  '2.5.4.46': 'dnQualifier',
  '2.5.4.65': 'pseudonym',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
  '1.2.840.113549.1.9.2': 'unstructuredName',
  '1.3.6.1.4.1.311.60.2.1.1': 'jurisdictionL',
  '1.3.6.1.4.1.311.60.2.1.2': 'jurisdictionST',
  '1.3.6.1.4.1.311.60.2.1.3': 'jurisdictionC',
};

/** RFC 5280 4.1.2.4: the name in the order in which it is encoded, `C=US, O=..., CN=...`; escapes as in RFC 4514 2.4. */
export function readName(element: Element | undefined, what = 'name'): string {
  return sequence(element, what)
    .map((rdn) =>
      sequence(rdn, 'relative name', TAG.set)
        .map((attribute) => {
          const [type, value] = sequence(attribute, 'attribute');
          const oid = readOid(type);
          return `${ATTRIBUTES[oid] ?? oid}=${value ? escaped(readString(value)) : ''}`;
        })
        .join(' + '),
    )
    .join(', ');
}

/** The last common name of a name, else undefined. */
export function commonName(element: Element): string | undefined {
  let found: string | undefined;
  for (const rdn of children(element)) {
    for (const attribute of children(rdn)) {
      const [type, value] = children(attribute);
      if (type && value && readOid(type) === '2.5.4.3') found = readString(value);
    }
  }
  return found;
}

function escaped(text: string): string {
  return text.replace(/[,+"\\<>;]/g, '\\$&');
}
