import type { Parser } from '../parser.js';
import { FieldList, linesOf } from './field.js';

const LANGUAGES = /^\.(?:py|java|kt|scala|cs|cc|cpp|cxx|c|h|hpp|[cm]?[jt]sx?|go|rs|rb|txt|dump)$/;
/** Attributes of the patient and study modules that are about a person (DICOM PS3.6, groups 0008 and 0010). */
const KEYWORD =
  /\b(?:DCM_|Tag\.|DicomTag\.|tags?::|\w{1,40}\.|dicom_tag\.)?((?:OtherPatient|Patient|ReferringPhysician|PerformingPhysician)(?:Name|IDs?|BirthDate|BirthTime|Sex|Age|Size|Weight|Address|Comments|MotherBirthName|TelephoneNumbers)|AdditionalPatientHistory|MedicalAlerts|AccessionNumber|PregnancyStatus)\b/g;
const TAG = /\((0010),([0-9a-fA-F]{4})\)/g;
/** Element numbers of group 0010 by their keyword (PS3.6, section 6). */
const ELEMENTS: Readonly<Record<string, string>> = {
  '0010': 'PatientName',
  '0020': 'PatientID',
  '0030': 'PatientBirthDate',
  '0040': 'PatientSex',
  '1010': 'PatientAge',
  '1040': 'PatientAddress',
  '2000': 'MedicalAlerts',
  '2110': 'Allergies',
  '21b0': 'AdditionalPatientHistory',
};

/** Attributes of DICOM data sets in code that reads or writes them, and in dumps. */
export const DICOM_SCHEMA: Parser = {
  id: 'schema/dicom',
  wants: (face) =>
    !face.binary &&
    LANGUAGES.test(face.extension) &&
    (face.includes('pydicom') ||
      face.includes('dcm4che') ||
      face.includes('DicomTag') ||
      face.includes('DCM_Patient') ||
      face.includes('dcmjs') ||
      face.includes('dicomParser') ||
      face.includes('(0010,0010)')),
  parse(artifact) {
    const list = new FieldList(artifact, 'other');
    linesOf(artifact).forEach((line, index) => {
      for (const [, name] of line.matchAll(KEYWORD)) list.add('DICOM', name!, index + 1);
      if (line.search(KEYWORD) >= 0) return;
      for (const [, , element] of line.matchAll(TAG)) {
        const name = ELEMENTS[element!.toLowerCase()];
        if (name !== undefined) list.add('DICOM', name, index + 1);
      }
    });
    return list.result('schema/dicom');
  },
};
