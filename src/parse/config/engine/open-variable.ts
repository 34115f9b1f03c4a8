import { variableIn } from '../readers/templates.js';
import type { FileContext } from './context.js';
import { valueFilesFor } from './value-files.js';

/** A value that something outside the file decides; the files that may say it are asked for. */
export function openVariable(value: string, context: FileContext): ReturnType<typeof variableIn> {
  const variable = variableIn(value);
  if (variable) for (const pattern of valueFilesFor(variable.expression)) context.asks.add(pattern);
  return variable;
}
