import type { Dependency } from '../manifest/dependency.js';

const MAGIC = Buffer.from('\xff Go buildinf:', 'latin1');
/** The module list begins and ends with 16 bytes each (runtime/debug, "modinfo"). */
const SENTINEL = 16;
const MAX_INFO = 4 * 1024 * 1024;

/** What `go version -m` prints: toolchain, modules and settings. */
export interface GoBuildInfo {
  readonly version: string;
  readonly modules: readonly { readonly path: string; readonly version: string }[];
  readonly settings: ReadonlyMap<string, string>;
}

/** Reads the build information of a Go program; `undefined` when there is none, or it is of Go before 1.18. */
export function readGoBuildInfo(data: Uint8Array): GoBuildInfo | undefined {
  const buffer = Buffer.from(data.buffer, data.byteOffset, data.length);
  for (let at = buffer.indexOf(MAGIC); at >= 0; at = buffer.indexOf(MAGIC, at + 1)) {
    if (at + 32 >= buffer.length || ((buffer[at + 15] ?? 0) & 2) === 0) continue;
    const version = readString(buffer, at + 32);
    if (!version || !/^(?:go|devel)/.test(version.text)) continue;
    const info = readString(buffer, version.next)?.text.slice(SENTINEL, -SENTINEL) ?? '';
    return { version: version.text.replace(/^go/, ''), ...parse(info) };
  }
  return undefined;
}

/** The dependencies that the build information states. */
export function goDependencies(info: GoBuildInfo): Dependency[] {
  const at = { line: 1, column: 1 };
  const godebug = info.settings.get('DefaultGODEBUG') ?? '';
  const off = /(?:^|,)tlsmlkem=0(?:,|$)/.test(godebug);
  return [
    {
      ecosystem: 'golang',
      name: 'stdlib',
      version: info.version.split(' ')[0] as string,
      at,
      direct: true,
      locked: true,
      details: {
        ...(godebug && { godebug: godebug.slice(0, 200) }),
        ...(off && { pqcDisabledBy: 'DefaultGODEBUG tlsmlkem=0' }),
      },
    },
    ...info.modules.map(
      ({ path, version }): Dependency => ({ ecosystem: 'golang', name: path, version, at, locked: true }),
    ),
  ];
}

function parse(info: string): Pick<GoBuildInfo, 'modules' | 'settings'> {
  const modules: { path: string; version: string }[] = [];
  const settings = new Map<string, string>();
  for (const line of info.split('\n').slice(0, 20_000)) {
    const [kind, first, second] = line.split('\t');
    if (kind === 'dep' && first && second) modules.push({ path: first, version: second });
    else if (kind === '=>' && first && second) modules.splice(-1, 1, { path: first, version: second });
    else if (kind === 'build' && first) {
      const equals = first.indexOf('=');
      settings.set(first.slice(0, equals), first.slice(equals + 1).replace(/^"|"$/g, ''));
    }
  }
  return { modules, settings };
}

/** A string with its length before it (varint). */
function readString(buffer: Buffer, at: number): { text: string; next: number } | undefined {
  let length = 0;
  for (let i = 0; i < 4; i++) {
    const byte = buffer[at + i];
    if (byte === undefined) return undefined;
    length += (byte & 0x7f) * 2 ** (7 * i);
    if (byte >= 0x80) continue;
    const start = at + i + 1;
    if (length > MAX_INFO || start + length > buffer.length) return undefined;
    return { text: buffer.toString('latin1', start, start + length), next: start + length };
  }
  return undefined;
}
