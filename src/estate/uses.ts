import { addTo } from '../basics/groups.js';
import { type Report, type Use, UserError, type UsesDifference } from '../model/index.js';

/**
 * The uses in a saved report or in a CycloneDX document of any tool, as far as it carries occurrences.
 * @throws UserError when it is neither
 */
export function readUses(value: unknown, name: string): readonly Use[] {
  const document = value as { bomFormat?: unknown; tool?: { name?: unknown } } | null;
  if (document?.tool?.name === 'qday') return usesOfReport(value as Report);
  if (document?.bomFormat === 'CycloneDX') return usesOfBom(value as Bom);
  throw new UserError(`${name}: neither a qday report nor a CycloneDX document in JSON`);
}

function usesOfReport({ assets, occurrences }: Report): readonly Use[] {
  const byId = new Map(assets.map((one) => [one.id, one]));
  // A library is no use; a bill of materials lists it among the components of another type.
  const used = occurrences.filter(({ asset }) => byId.get(asset)?.kind !== 'library');
  return used.map(({ asset, evidence: { location } }) => ({
    name: byId.get(asset)?.name ?? asset,
    kind: byId.get(asset)?.kind ?? 'unknown',
    ...(location.type === 'endpoint'
      ? { place: location.endpoint }
      : { place: location.path, ...(location.line && { line: location.line }) }),
  }));
}

interface Bom {
  readonly components?: readonly Component[];
}
interface Component {
  readonly type?: string;
  readonly name?: string;
  readonly cryptoProperties?: { readonly assetType?: string };
  readonly evidence?: { readonly occurrences?: readonly { readonly location?: string; readonly line?: number }[] };
  readonly components?: readonly Component[];
}

function usesOfBom({ components = [] }: Bom): readonly Use[] {
  return components.flatMap((one): Use[] => {
    const inner = usesOfBom(one);
    if (one.type !== 'cryptographic-asset') return [...inner];
    const what = { name: String(one.name ?? ''), kind: String(one.cryptoProperties?.assetType ?? 'unknown') };
    const seen = one.evidence?.occurrences ?? [];
    if (seen.length === 0) return [{ ...what, place: '' }, ...inner];
    // Some tools write `path:line` or `path#line` into the location.
    const uses = seen.map(({ location = '', line }) => {
      const match = location.includes('://') ? null : /^(.*?)[:#]L?(\d+)$/.exec(location);
      const at = line ?? (match ? Number(match[2]) : undefined);
      return {
        ...what,
        place: (match && line === undefined ? match[1]! : location).replace(/^\.\//, ''),
        ...(at && { line: at }),
      };
    });
    return [...uses, ...inner];
  });
}

/** Compares by name and place, one to one; the line does not count. */
export function compareUses(before: readonly Use[], after: readonly Use[]): UsesDifference {
  const key = ({ name, place }: Use) => `${fold(name)}\n${place}`;
  const waiting = new Map<string, Use[]>();
  for (const use of before) {
    addTo(waiting, key(use), use);
  }
  const added = after.filter((use) => !waiting.get(key(use))?.shift());
  const removed = [...waiting.values()].flat();
  return { added: sorted(added), removed: sorted(removed), unchanged: after.length - added.length };
}

/** Tools differ in case and separators: `SHA256`, `sha-256`. */
function fold(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function sorted(uses: readonly Use[]): readonly Use[] {
  const text = ({ place, line = 0, name }: Use) => `${place}\n${String(line).padStart(9, '0')}\n${name}`;
  return [...uses].sort((a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0));
}
