import type { Dependency } from '../dependency.js';
import { lines } from '../lines.js';
import type { ManifestFormat } from '../manifest-parser.js';

const DEBIAN_FIELD = /^(?:Build-Depends|Build-Depends-(?:Arch|Indep)|Depends|Pre-Depends|Recommends|Suggests)\s*:/i;
/** `name (>= 1.2) [arch] <profile>`, alternatives by `|` (Debian Policy 7.1). */
const DEBIAN_PACKAGE =
  /(?:^|[,|])\s*([a-z0-9][a-z0-9.+-]{1,80})(?::\w{1,20})?(?:\s*\(\s*([<>=]{1,2})\s*([^\s)]{1,80})\s*\))?/g;

/** debian/control: what is needed to build and to run. */
export const DEBIAN_CONTROL: ManifestFormat = {
  id: 'debian-control',
  wants: (face) => face.name === 'control' && /(?:^|\n)(?:Package|Source):/.test(face.latin1.slice(0, 8192)),
  *read(text) {
    let build: boolean | undefined;
    for (const { text: line, number } of lines(text)) {
      if (/^#/.test(line)) continue;
      const field = DEBIAN_FIELD.exec(line);
      if (field) build = /^build/i.test(field[0]);
      else if (!/^\s/.test(line)) build = undefined;
      if (build === undefined) continue;
      const from = field ? field[0].length : 0;
      yield* named(line, from, number, DEBIAN_PACKAGE, 'deb', build);
    }
  },
};

/** RPM spec files: `BuildRequires: openssl-devel >= 3.0, gnutls`. Macros stay unresolved. */
export const RPM_SPEC: ManifestFormat = {
  id: 'rpm-spec',
  wants: (face) => face.extension === '.spec' && /(?:^|\n)Name\s*:/i.test(face.latin1.slice(0, 16_384)),
  *read(text) {
    for (const { text: line, number } of lines(text)) {
      const field = /^(BuildRequires|Requires|Recommends)(?:\([\w,]{1,40}\))?\s*:/i.exec(line);
      if (!field) continue;
      const word =
        /(?:^|[\s,])(?:pkgconfig\()?([A-Za-z][\w.+-]{1,80})\)?(?:%\{\?_isa\})?(?:\s*([<>=]{1,2})\s*(\d[\w.:~-]{0,60}))?/g;
      yield* named(line, field[0].length, number, word, 'rpm', /^build/i.test(field[0]));
    }
  },
};

/** APKBUILD of Alpine: `depends=`, `makedepends=` and `*_dev` over several lines. */
export const APKBUILD: ManifestFormat = {
  id: 'apkbuild',
  wants: (face) => face.name === 'apkbuild',
  *read(text) {
    let open: { quote: string; build: boolean } | undefined;
    for (const { text: line, number } of lines(text)) {
      const field = open ? undefined : /^(depends|makedepends|checkdepends)(?:_\w{1,20})?=(["'])/.exec(line);
      if (field) open = { quote: field[2] as string, build: field[1] !== 'depends' };
      if (!open) continue;
      const from = field ? field[0].length : 0;
      const end = line.indexOf(open.quote, from);
      const word = /(?:^|\s)([a-z0-9][\w.+-]{1,80})(?:([<>=~]{1,2})(\d[\w.-]{0,60}))?(?=\s|$)/g;
      yield* named(end < 0 ? line : line.slice(0, end), from, number, word, 'apk', open.build);
      if (end >= 0) open = undefined;
    }
  },
};

/** The packages of one line: name, comparison and version are the groups of the pattern. */
function* named(
  line: string,
  from: number,
  number: number,
  pattern: RegExp,
  ecosystem: 'deb' | 'apk' | 'rpm',
  build: boolean,
): Generator<Dependency> {
  for (const match of line.slice(from).matchAll(pattern)) {
    const [whole, name, comparison, version] = match as unknown as [string, string, string?, string?];
    yield {
      ecosystem,
      name,
      ...(version !== undefined && { range: `${comparison}${version}` }),
      at: { line: number, column: from + match.index + whole.indexOf(name) + 1 },
      direct: true,
      ...(build && { scope: 'build' }),
    };
  }
}
