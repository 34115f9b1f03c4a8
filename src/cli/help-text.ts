import { readFileSync } from 'node:fs';

/** Columns for which the build writes the text of `qday --help`: those of a pipe and of a usual terminal, and so many that no line is broken. */
export const HELP_COLUMNS = [80, 1000] as const;

const [USUAL, UNBROKEN] = HELP_COLUMNS;

/**
 * The text of `qday --help` as the build had it from commander, so that commander need not be loaded to print it.
 * @param columns of the terminal
 * @returns nothing where lines have to be broken elsewhere than the build did, or it wrote none
 */
export function builtHelp(columns: number): string | undefined {
  if (columns === USUAL) return read(USUAL);
  const text = read(UNBROKEN);
  return text?.split('\n').every((line) => line.length <= columns) ? text : undefined;
}

function read(columns: number): string | undefined {
  try {
    return readFileSync(new URL(`../../dist/help-${columns}.txt`, import.meta.url), 'utf8');
  } catch {
    return undefined;
  }
}
