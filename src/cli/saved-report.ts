import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { REPORT_VERSION, type Report, UserError } from '../model/index.js';

/**
 * Reads a report saved with `-f json=FILE`.
 * @throws UserError when it is missing, not JSON or of another version
 */
export function readSavedReport(file: string): Report {
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new UserError(`${file}: the report cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UserError(
      `${file}: not valid JSON (${(error as Error).message}); save one with: qday scan -f json=${file}`,
    );
  }
  return checkReport(value, file);
}

/** @throws UserError when a parsed value is not a report of this version */
export function checkReport(value: unknown, file: string): Report {
  const report = value as Partial<Report> | null;
  if (report?.tool?.name !== 'qday' || !Array.isArray(report.findings) || !Array.isArray(report.occurrences)) {
    throw new UserError(`${file}: not a qday report; save one with: qday scan -f json=${file}`);
  }
  if (report.schemaVersion !== REPORT_VERSION) {
    throw new UserError(
      `${file}: report version ${report.schemaVersion}; this qday reads version ${REPORT_VERSION}. Scan again.`,
    );
  }
  return report as Report;
}

/** The JSON files of a folder, by name; anything else is itself. @throws UserError when a folder holds none */
export function expandFolders(path: string): readonly string[] {
  if (path === '-' || !statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
  const files = readdirSync(path)
    .filter((name) => name.endsWith('.json'))
    .sort();
  if (files.length === 0) throw new UserError(`${path}: there is no .json file in this folder`);
  return files.map((name) => join(path, name));
}
