import type { Artifact } from '../../model/index.js';
import type { Face } from '../face.js';
import type { FileContext } from './engine/context.js';
import { documentOf } from './engine/paths.js';
import { type Setting, type Tree, walk } from './tree.js';

const MAX_EMBEDDED = 500;

/** What the text of a file with such values holds, whatever its format: the cheap test before it is parsed. */
const SIGNS =
  /LS0tLS1CRUdJTi|MI[I-L][A-Za-z0-9+/]{60}|-----BEGIN |ConfigMap|stringData|Secret|\.(?:conf|cfg|cnf|ya?ml|json|toml|properties|hcl|xml|ini)['"]?\s?:|content['"]?\s?:/;

/** Can a file hold artifacts in its values? */
export function mayHoldArtifacts(face: Face): boolean {
  return SIGNS.test(face.latin1);
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
  const value = setting.value;
  if (value.length < 64 || setting.args.length > 1) return undefined;
  if (isDocument(setting))
    return artifact(setting, Buffer.from(value, 'utf8'), context, undefined, bodyLine(setting, text));
  return undefined;
}

/** ConfigMap data, Secret stringData, and files that cloud-init or a values file write. */
function isDocument(setting: Setting): boolean {
  if (!setting.value.includes('\n') || setting.value.startsWith('-----BEGIN')) return false;
  const owner = setting.parent?.name;
  if (owner === 'data' || owner === 'stringData')
    return kindOf(setting) === 'ConfigMap' || kindOf(setting) === 'Secret';
  if (setting.name === 'content') return setting.parent?.children.some((one) => one.name === 'path') ?? false;
  return /^[\w-]+\.(?:conf|cfg|cnf|ya?ml|json|toml|properties|hcl|xml|ini)$/.test(setting.name);
}

function kindOf(setting: Setting): string | undefined {
  return documentOf(setting).children.find((one) => one.name === 'kind')?.value;
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

function artifact(
  setting: Setting,
  bytes: Uint8Array,
  context: FileContext,
  hint?: string,
  line = setting.line,
): Artifact {
  const outer = context.artifact;
  const name = setting.name.replace(/[^\w.-]+/g, '-').slice(0, 80) || 'value';
  return {
    path: `${outer.path}!/${name}`,
    bytes,
    depth: outer.depth + 1,
    lineOffset: line + (outer.lineOffset ?? 1) - 1,
    ...(hint ? { hint } : {}),
  };
}
