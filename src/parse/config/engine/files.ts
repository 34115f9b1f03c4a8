import type { Reference } from '../../../model/index.js';
import type { Setting } from '../tree.js';
import type { FileContext } from './context.js';
import { type Lookup, settingValue } from './lookup.js';
import { openVariable } from './open-variable.js';
import { resolveVariables } from './variables.js';

/** The files that a block names: keys, certificates, parameters. As written, and relative to the file that names them. */
export function fileReferences(lookup: Lookup, context: FileContext): { references: Reference[]; settings: Setting[] } {
  const references: Reference[] = [];
  const settings: Setting[] = [];
  for (const paths of Object.values(lookup.find.files ?? {})) {
    for (const setting of lookup.all(paths)) {
      settings.push(setting);
      for (const value of namedFiles(settingValue(setting, paths), context, setting))
        references.push({ relation: 'names-file', by: 'path', value });
    }
  }
  return { references, settings };
}

/** A path as written and, when relative, from the folder of the naming file. Empty for text that is no path. */
export function namedFiles(written: string, context: FileContext, setting?: Setting): string[] {
  const text = resolveVariables(written, context.variables)
    .trim()
    .replace(/^(?:file|classpath|path|load):(?:\/\/)?/i, '')
    .replace(/^<(?=\S)/, '');
  if (
    text === '' ||
    /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(text) ||
    text.length > 512 ||
    /[\n\r\0]/.test(text) ||
    text.includes('-----BEGIN') ||
    openVariable(text, context)
  )
    return [];
  if (/^[/~$]/.test(text) || /^[a-z]:[\\/]/i.test(text)) return [text];
  const base = (setting?.path ?? context.artifact.path).replace(/!\/.*$/, '');
  const folder = base.includes('/') ? base.slice(0, base.lastIndexOf('/') + 1) : '';
  const joined = normalise(folder + text);
  return joined === text ? [text] : [text, joined];
}

function normalise(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
