/**
 * Whether a path matches a glob: `*` and `?` within a segment, `**` across segments. A glob of a folder holds what is in it.
 * Walks once with one point to return to, so that no pattern runs away.
 */
export function matchesGlob(glob: string, path: string): boolean {
  const clean = glob.replace(/^\.\//, '').replace(/\/+$/, '');
  if (clean === '' || clean === '.') return true;
  return matches(clean, path) || matches(`${clean}/**`, path);
}

function matches(glob: string, path: string): boolean {
  const pattern = glob.split('/');
  const parts = path.split('/');
  let at = 0;
  let star = -1;
  let from = 0;
  let part = 0;
  while (part < parts.length) {
    if (pattern[at] === '**') {
      star = at++;
      from = part;
    } else if (at < pattern.length && segmentMatches(pattern[at]!, parts[part]!)) {
      at++;
      part++;
    } else if (star >= 0) {
      at = star + 1;
      part = ++from;
    } else return false;
  }
  while (pattern[at] === '**') at++;
  return at === pattern.length;
}

function segmentMatches(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let from = 0;
  let index = 0;
  while (index < text.length) {
    if (pattern[at] === '*') {
      star = at++;
      from = index;
    } else if (pattern[at] === '?' || pattern[at] === text[index]) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++from;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
