import type { Dependency, Ecosystem } from '../dependency.js';
import { type Line, lines } from '../lines.js';
import type { ManifestFormat } from '../manifest-parser.js';
import { imageDependency } from './image.js';

const INSTALL: readonly { readonly verb: RegExp; readonly ecosystem: Ecosystem }[] = [
  { verb: /\bapt(?:-get)?\b[^&|;]{0,200}?\binstall\b/, ecosystem: 'deb' },
  { verb: /\bapk\b[^&|;]{0,200}?\badd\b/, ecosystem: 'apk' },
  { verb: /\b(?:micro)?(?:dnf|yum|zypper)\b[^&|;]{0,200}?\b(?:install|in)\b/, ecosystem: 'rpm' },
];

/**
 * Dockerfile and Containerfile (Dockerfile reference): base images with `ARG` filled in, and the packages of
 * `apt-get install`, `apk add`, `dnf install`, over continued lines.
 */
export const DOCKERFILE: ManifestFormat = {
  id: 'dockerfile',
  wants: (face) => /^(?:dockerfile|containerfile)(?:\..*)?$|\.(?:dockerfile|containerfile)$/.test(face.name),
  confidence: 0.85,
  *read(text) {
    const args = new Map<string, string>();
    const stages = new Set<string>();
    let ecosystem: Ecosystem | undefined;
    let continued = false;
    for (const line of lines(text)) {
      if (/^\s*#/.test(line.text)) continue;
      const argument = /^\s*(?:ARG|ENV)\s+(\w{1,80})[= ]"?([^\s"]{1,200})/i.exec(line.text);
      if (argument) args.set(argument[1] as string, argument[2] as string);
      yield* baseImage(line, args, stages);
      if (!continued) ecosystem = undefined;
      for (const { piece, offset } of commands(line.text)) {
        const found = INSTALL.find(({ verb }) => verb.test(piece));
        if (found) ecosystem = found.ecosystem;
        else if (offset > 0) ecosystem = undefined;
        if (ecosystem) yield* packages(piece, offset, line.number, ecosystem, found?.verb);
      }
      continued = /\\\s*$/.test(line.text);
    }
  },
};

function* baseImage(line: Line, args: ReadonlyMap<string, string>, stages: Set<string>): Generator<Dependency> {
  const from = /^\s*FROM\s+(?:--\S{1,100}\s+){0,3}(\S{1,300})(?:\s+AS\s+(\S{1,100}))?/i.exec(line.text);
  if (!from) return;
  const image = (from[1] as string).replace(
    /\$\{?(\w{1,80})(?::?-([^}]{0,100}))?\}?/g,
    (whole, name: string, other?: string) => args.get(name) ?? other ?? whole,
  );
  const at = { line: line.number, column: line.text.indexOf(from[1] as string) + 1 };
  const dependency = imageDependency(image, at);
  if (!stages.has(dependency.name.toLowerCase())) yield dependency;
  if (from[2]) stages.add(from[2].toLowerCase());
}

/** The commands of a line, split where the shell ends one. */
function* commands(text: string): Generator<{ piece: string; offset: number }> {
  let start = 0;
  for (const match of text.matchAll(/&&|\|\||;|\|/g)) {
    yield { piece: text.slice(start, match.index), offset: start };
    start = match.index + match[0].length;
  }
  yield { piece: text.slice(start), offset: start };
}

function* packages(
  piece: string,
  offset: number,
  line: number,
  ecosystem: Ecosystem,
  verb: RegExp | undefined,
): Generator<Dependency> {
  const head = verb ? (verb.exec(piece)?.index ?? 0) + (verb.exec(piece)?.[0].length ?? 0) : 0;
  for (const match of piece.slice(head).matchAll(/\S+/g)) {
    const word = /^([a-z0-9][a-z0-9.+_-]{1,80})(?:[=~<>]{1,2}([\w.:+~-]{1,80}))?$/.exec(match[0]);
    if (!word) continue;
    const version = word[2] ?? /^(?:openjdk-?|java-)(?:1\.)?(\d{1,2})/.exec(word[1] as string)?.[1];
    yield {
      ecosystem,
      name: word[1] as string,
      ...(version !== undefined && { version }),
      at: { line, column: offset + head + match.index + 1 },
      direct: true,
    };
  }
}
