/** The key under which a name is looked up: case, separators and spaces do not tell algorithms apart. */
export function fold(name: string): string {
  return name.toLowerCase().replace(/[\s_\-./:^]/g, '');
}
