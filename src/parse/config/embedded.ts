import type { Artifact } from '../../model/index.js';
import type { Face } from '../face.js';
import type { FileContext } from './engine/context.js';
import { type Setting, type Tree, walk } from './tree.js';

const MAX_EMBEDDED = 500;

/** What the text of a file with such values holds, whatever its format: the cheap test before it is parsed. */
const SIGNS =
  /LS0tLS1CRUdJTi|MI[I-L][A-Za-z0-9+/]{60}|-----BEGIN |ConfigMap|stringData|Secret|\.(?:conf|cfg|cnf|ya?ml|json|toml|properties|hcl|xml|ini)['"]?\s?:|content['"]?\s?:/;

/** A file with none of these has no such sign. */
const TOKENS_OF_SIGNS = [
  ...['LS0tLS1CRUdJTi', 'MII', 'MIJ', 'MIK', 'MIL', '-----BEGIN ', 'ConfigMap', 'stringData', 'Secret', 'content'],
  ...['.conf', '.cfg', '.cnf', '.yaml', '.yml', '.json', '.toml', '.properties', '.hcl', '.xml', '.ini'],
];

/** Can a file hold artifacts in its values? */
export function mayHoldArtifacts(face: Face): boolean {
  return TOKENS_OF_SIGNS.some((token) => face.includes(token)) && SIGNS.test(face.latin1);
}

/**
 * Artifacts inside values: whole documents (ConfigMap data, cloud-init files). PEM and DER need no help, whether bare,
 * escaped or in Base64 (Kubernetes secrets, SAML X509Certificate, Terraform state): the PEM and Base64 parsers find them
 * in the file itself.
 */
export function embeddedArtifacts(tree: Tree, text: string, context: FileContext): Artifact[] {
  const found: Artifact[] = [];
  for (const root of tree.roots) {
    for (const setting of walk(root)) {
      if (found.length >= MAX_EMBEDDED) return found;
      const made = embeddedIn(setting, text, context);
      if (made) found.push(made);
    }
  }
  return found;
}

function embeddedIn(setting: Setting, text: string, context: FileContext): Artifact | undefined {
  if (setting.value.length < 64 || setting.args.length > 1) return undefined;
  const name = documentName(setting);
  if (name === undefined) return undefined;
  const inBase64 = isBase64(setting);
  if (!inBase64 && (!setting.value.includes('\n') || setting.value.startsWith('-----BEGIN'))) return undefined;
  const bytes = Buffer.from(setting.value, inBase64 ? 'base64' : 'utf8');
  // Keys and certificates in Base64 are found in the file itself.
  if (inBase64 && (bytes.includes(0) || bytes.includes('-----BEGIN'))) return undefined;
  return artifact(name, bytes, context, inBase64 ? setting.line : bodyLine(setting, text));
}

/** The name that ConfigMap data, Secret data, and files that cloud-init, Compose or a values file write have as files. */
function documentName(setting: Setting): string | undefined {
  const owner = setting.parent;
  if (owner?.name === 'data' || owner?.name === 'stringData') {
    const kind = valueIn(owner.parent, 'kind');
    if (kind === 'ConfigMap' || kind === 'Secret') return setting.name;
  }
  if (setting.name === 'content') {
    const path = valueIn(owner, 'path');
    if (path !== undefined) return path;
    return owner?.parent?.name === 'configs' ? owner.name : undefined;
  }
  return /^[\w-]+\.(?:conf|cfg|cnf|ya?ml|json|toml|properties|hcl|xml|ini)$/.test(setting.name)
    ? setting.name
    : undefined;
}

/** Kubernetes keeps the data of a Secret so, cloud-init what it is told. */
function isBase64(setting: Setting): boolean {
  const said =
    (setting.parent?.name === 'data' && valueIn(setting.parent.parent, 'kind') === 'Secret') ||
    /^(?:b64|base64)$/.test(valueIn(setting.parent, 'encoding') ?? '');
  return said && /^[A-Za-z0-9+/=\s]+$/.test(setting.value);
}

function valueIn(block: Setting | undefined, name: string): string | undefined {
  return block?.children.find((one) => one.name === name)?.value;
}

/** Block scalars (`|`) begin on the line after their key. */
function bodyLine(setting: Setting, text: string): number {
  const line = nthLine(text, setting.line);
  return /[|>][+-]?\d?\s*$/.test(line) ? setting.line + 1 : setting.line;
}

function nthLine(text: string, number: number): string {
  let start = 0;
  for (let line = 1; line < number; line++) {
    const next = text.indexOf('\n', start);
    if (next < 0) return '';
    start = next + 1;
  }
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? undefined : end);
}

function artifact(written: string, bytes: Uint8Array, context: FileContext, line: number): Artifact {
  const outer = context.artifact;
  const name =
    written
      .replace(/^\/+/, '')
      .replace(/[^\w./-]+/g, '-')
      .slice(0, 120) || 'value';
  return {
    path: `${outer.path}!/${name}`,
    bytes,
    depth: outer.depth + 1,
    lineOffset: line + (outer.lineOffset ?? 1) - 1,
  };
}
