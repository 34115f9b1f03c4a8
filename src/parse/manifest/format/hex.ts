import type { Dependency } from '../dependency.js';
import { lines } from '../lines.js';
import type { ManifestFormat } from '../manifest-parser.js';

/** mix.exs: the `{:name, "~> 1.0", only: :test}` of its dependency list, read by lines, not run. */
export const MIX_EXS: ManifestFormat = {
  id: 'mix',
  wants: (face) => face.name === 'mix.exs',
  confidence: 0.9,
  *read(text) {
    for (const { text: line, number } of lines(text)) {
      const entry = /^[^#"]{0,40}\{:(\w{1,100}),\s*(?:"([^"]{1,60})"\s*)?[,}]?(.{0,300})/.exec(line);
      if (!entry || !(entry[2] ?? /\b(?:git|github|path|hex|in_umbrella):/.test(entry[3] as string))) continue;
      const dev = /\bonly:\s*(?!.{0,40}:prod)\[?:(?:test|dev)/.test(entry[3] as string);
      yield {
        ecosystem: 'hex',
        name: entry[1] as string,
        ...stated(entry[2]),
        at: { line: number, column: line.indexOf(`:${entry[1]}`) + 2 },
        direct: true,
        ...(dev && { scope: 'dev' }),
      };
    }
  },
};

/** mix.lock of Elixir: `"name": {:hex, :name, "1.2.3", ...`. */
export const MIX_LOCK: ManifestFormat = {
  id: 'mix-lock',
  wants: (face) => face.name === 'mix.lock',
  *read(text) {
    for (const { text: line, number } of lines(text)) {
      const entry = /^\s*"(\w{1,100})": \{:hex, :\w{1,100}, "([^"]{1,60})"/.exec(line);
      if (!entry) continue;
      const at = { line: number, column: line.indexOf('"') + 2 };
      yield { ecosystem: 'hex', name: entry[1] as string, version: entry[2] as string, at, locked: true };
    }
  },
};

/** rebar.config of Erlang: `{name, "1.2.3"}` and `{name, ".*", {git, Url, {tag, "1.2.3"}}}` below `deps`. */
export const REBAR_CONFIG: ManifestFormat = {
  id: 'rebar',
  wants: (face) => face.name === 'rebar.config',
  confidence: 0.9,
  *read(text) {
    let inside = false;
    for (const { text: raw, number } of lines(text)) {
      const line = raw.replace(/(^|\s)%.*$/, '$1');
      if (/\{deps\s*,/.test(line)) inside = true;
      const body = inside ? line.replace(/\{deps\s*,\s*\[?/, (whole) => ' '.repeat(whole.length)) : '';
      for (const entry of body.matchAll(/\{([a-z]\w{0,100})\s*,\s*"([^"]{1,60})"/g)) {
        if (entry[1] === 'tag' || entry[1] === 'branch' || entry[1] === 'ref') continue;
        const tag = /\{tag,\s*"v?(\d[^"]{0,60})"/.exec(body.slice(entry.index))?.[1];
        yield {
          ecosystem: 'hex',
          name: entry[1] as string,
          ...(tag === undefined ? stated(entry[2]) : { version: tag }),
          at: { line: number, column: entry.index + 2 },
          direct: true,
        };
      }
      if (inside && /\]\}\.\s*$/.test(line)) inside = false;
    }
  },
};

/** rebar.lock: `{<<"name">>,{pkg,<<"name">>,<<"1.2.3">>},0}`; level 0 is what the project asks for itself. */
export const REBAR_LOCK: ManifestFormat = {
  id: 'rebar-lock',
  wants: (face) => face.name === 'rebar.lock',
  *read(text) {
    for (const { text: line, number } of lines(text)) {
      const entry = /\{<<"[\w-]{1,100}">>,\{pkg,<<"([\w-]{1,100})">>,<<"([^"]{1,60})">>.{0,200}?\},(\d{1,3})\}/.exec(
        line,
      );
      if (!entry) continue;
      const at = { line: number, column: line.indexOf(entry[1] as string) + 1 };
      const direct = entry[3] === '0';
      yield { ecosystem: 'hex', name: entry[1] as string, version: entry[2] as string, at, locked: true, direct };
    }
  },
};

/** An exact version or a requirement (`~> 1.4`); `.*` says nothing. */
function stated(written: string | undefined): Pick<Dependency, 'version' | 'range'> {
  if (written === undefined || written === '.*') return {};
  const exact = /^(?:==?\s*)?v?(\d+\.\d+\.\d+[\w.-]*)$/.exec(written)?.[1];
  return exact === undefined ? { range: written } : { version: exact };
}
