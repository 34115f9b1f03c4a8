/** The last part of a dotted name: `RSA` of `Crypto.PublicKey.RSA`. */
export function lastSegment(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** The last two segments, parted by a dot: the name and what it belongs to. */
export function tail(name: string): string {
  const last = lastBoundary(name, name.length);
  if (last < 0) return name;
  const start = lastBoundary(name, last) + 1;
  return name[last] === '.' ? name.slice(start) : `${name.slice(start, last)}.${name.slice(last + 1)}`;
}

/** Index of the last `.` or `/` before an index, -1 where there is none. */
function lastBoundary(name: string, before: number): number {
  return before <= 0 ? -1 : Math.max(name.lastIndexOf('.', before - 1), name.lastIndexOf('/', before - 1));
}

/**
 * `app/consts.ALG` and `github.com/acme/app/consts.ALG` name one thing, and so may `crate.consts.ALG` and `crate.app.consts.ALG`:
 * where a crate of Rust begins says no path without a folder `src`.
 */
export function sameEnd(one: string, other: string): boolean {
  const [least, long] = one.length <= other.length ? [one, other] : [other, one];
  const short = least.startsWith('crate.') ? least.slice('crate.'.length) : least;
  return (
    long.endsWith(short) && (long.length === short.length || /[./]/.test(long[long.length - short.length - 1] ?? ''))
  );
}

/**
 * `github.com/acme/app/keys.New` may name what the folder `clone/keys` declares, where the scan begins above the module.
 * @returns the folder in which the module would have to lie; nothing where the two do not end alike
 */
export function rootOf(declared: string, imported: string): string | undefined {
  if (!/^[\w-]+(?:\.[\w-]+)+\//.test(imported)) return undefined;
  const [here, there] = [declared.split('/'), imported.split('/')];
  let same = 0;
  while (same < here.length - 1 && here.at(-1 - same) === there.at(-1 - same)) same++;
  return same > 0 ? `${here.slice(0, here.length - same).join('/')}/` : undefined;
}

/**
 * `crate.keys.Key` as others know it: a name that begins at the package of the file, with that by its full name.
 * @param home see `Language.home`
 */
export function atHome(home: string, name: string): string {
  const own = home.slice(home.lastIndexOf(':') + 1);
  return own !== '' && (name === own || name.startsWith(`${own}.`)) ? home + name.slice(own.length) : name;
}
