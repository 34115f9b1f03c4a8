import { type Attempt, type Observation, ParseError, type ParseResult } from '../../model/index.js';
import { Face } from '../face.js';
import type { ParseContext, Parser } from '../parser.js';
import { decodeText } from '../text.js';
import { embeddedArtifacts, mayHoldArtifacts } from './embedded.js';
import type { FileContext } from './engine/context.js';
import { evaluate } from './engine/evaluate.js';
import { includedPattern, spliceIncludes } from './engine/include.js';
import type { ProductRules } from './engine/rule.js';
import { inheritBlocks, mergeSections, openConditions } from './engine/sections.js';
import { withValueFiles } from './engine/value-files.js';
import { variablesOf } from './engine/variables.js';
import { concreteFormat, FORMATS } from './formats.js';
import { recognise } from './recognise.js';
import { configSettings } from './settings.js';
import { type Draft, type Tree, walk } from './tree.js';

/** Languages have parsers of their own; documentation is no configuration. */
const NOT_CONFIGURATION =
  /\.(?:[cm]?[jt]sx?|py|java|kt|kts|scala|go|rs|rb|php|cs|cpp|cc|cxx|c|m|mm|swift|dart|lua|pl|pm|md|rst|adoc|html?|css|scss|svg|png|jpe?g|gif|ico|woff2?|map|lock|sum|pem|crt|cer|der|key|p12|pfx|jks|asc|csv|sql|proto|po|pot|ipynb|patch|diff|sh|bash|zsh|ps1|bat|log)$/;
/** C headers that switch cryptography on and off when firmware is built, and build scripts. */
const CODE_THAT_CONFIGURES =
  /^mbedtls.*config|^mbedcrypto|^user_settings\.h$|crypto_config|mcuboot_config|psa_config|\.gradle\.kts$|\.cfg\.lua$/;
/** Asks for the keys and values of a file instead: only those that source code turned out to read are worth the time. */
export const SETTINGS_HINT = 'settings';

/** Formats whose keys and values source code reads. */
const SETTINGS: Readonly<Record<string, string>> = {
  '.properties': 'properties',
  '.yaml': 'yaml',
  '.yml': 'yaml',
  '.json': 'json',
  '.env': 'env',
  '.toml': 'toml',
};
const MAX_SETTINGS_BYTES = 512 * 1024;
const MAX_BYTES = 16 * 1024 * 1024;
const MOST_ASKS = 100;

/** Configuration files of every product in `rules/config/`. */
export const configParser: Parser = {
  id: 'config',
  wants: (face, context) => {
    if (face.binary || face.bytes.length === 0) return false;
    if (NOT_CONFIGURATION.test(face.name) && !CODE_THAT_CONFIGURES.test(face.name)) return false;
    if (settingsFormat(face) !== undefined && (face.hint === SETTINGS_HINT || mayHoldArtifacts(face))) return true;
    return recognise(face, context.knowledge).length > 0;
  },
  parse: (artifact, context) => {
    const face = new Face(artifact);
    if (face.hint === SETTINGS_HINT) return readSettings(face, context);
    const products = recognise(face, context.knowledge);
    const plain = settingsFormat(face);
    const mayHold = plain !== undefined && face.bytes.length <= MAX_SETTINGS_BYTES && mayHoldArtifacts(face);
    if (products.length === 0 && !mayHold) return { observations: [] };
    if (face.bytes.length > MAX_BYTES) {
      throw new ParseError(`${face.bytes.length} bytes are too many for a configuration file`, undefined, 'too-large');
    }
    return readFile(face, products, mayHold ? plain : undefined, context);
  },
};

function readSettings(face: Face, context: ParseContext): ParseResult {
  const reader = FORMATS[settingsFormat(face) ?? ''];
  if (!reader || face.bytes.length > MAX_SETTINGS_BYTES) return { observations: [] };
  const tree = quietly(() => reader(decodeText(face.bytes)));
  const file = fileContext(face, context, new Map());
  return { observations: [], ...(tree ? { settings: configSettings(tree, file) } : {}) };
}

function readFile(
  face: Face,
  products: ReturnType<typeof recognise>,
  plain: string | undefined,
  context: ParseContext,
): ParseResult {
  const text = decodeText(face.bytes);
  const trees = new Map<string, Tree>();
  const attempts: Attempt[] = [];
  const read = (wanted: string): Tree => {
    const format = concreteFormat(wanted, text, face.name);
    const known = trees.get(format);
    if (known) return known;
    const tree = readAs(format, text, face);
    trees.set(format, tree);
    return tree;
  };
  const result: { -readonly [K in keyof ParseResult]: ParseResult[K] } = { observations: [] };
  if (plain !== undefined) {
    const tree = products.length > 0 ? read(plain) : quietly(() => read(plain));
    if (tree) {
      result.embedded = embeddedArtifacts(tree, text, fileContext(face, context, new Map()));
    }
  }
  const asks = new Set<string>();
  const absorbed: { path: string; product: string }[] = [];
  const found = products.flatMap((rules) => {
    const tree = read(rules.format);
    const outside = fileContext(face, context, new Map(), asks);
    const file = { ...outside, variables: withValueFiles(variablesOf(tree), outside) };
    const included = spliceIncludes(tree, rules.includes ?? [], (inner) => readAs(rules.format, inner, face), file);
    askForIncludes(rules, tree, asks);
    if (rules.conditional) for (const root of tree.roots) openConditions(root as Draft, rules.conditional);
    if (rules.merges) for (const root of tree.roots) mergeSections(root as Draft, rules.merges);
    if (rules.inherits) for (const root of tree.roots) inheritBlocks(root as Draft);
    const judged = new Set<string>();
    const seen = evaluate(rules, tree, file, included.length > 0 ? judged : undefined);
    // A file from which nothing was found here keeps what is found in it by itself.
    for (const path of included) if (judged.has(path)) absorbed.push({ path, product: rules.product });
    return seen;
  });
  result.observations = withoutRepetitions(found);
  if (asks.size > 0) result.companions = [...asks].map((pattern) => ({ from: face.path, pattern }));
  if (absorbed.length > 0) result.absorbed = absorbed;
  for (const [format, tree] of trees) {
    if (products.length === 0 || tree.problems.length === 0) continue;
    attempts.push({
      target: face.path,
      by: `config/${format}`,
      status: 'partial',
      reason: 'malformed',
      detail: tree.problems.slice(0, 3).join('; ').slice(0, 300),
    });
  }
  if (attempts.length > 0) result.attempts = attempts;
  return result;
}

function readAs(format: string, text: string, face: Face): Tree {
  const reader = FORMATS[concreteFormat(format, text, face.name)];
  if (!reader) throw new Error(`no reader for format ${format}`);
  return reader(text);
}

function fileContext(
  { artifact }: Face,
  { catalog, companions = () => [] }: ParseContext,
  variables: ReadonlyMap<string, string>,
  asks = new Set<string>(),
): FileContext {
  return { artifact, catalog, variables, companions, asks };
}

/** Directives whose files were not at hand. */
function askForIncludes({ includes = [] }: ProductRules, { roots }: Tree, asks: Set<string>): void {
  if (includes.length === 0) return;
  for (const root of roots) {
    for (const setting of walk(root)) {
      const pattern = includedPattern(setting, includes);
      if (pattern !== undefined && asks.size < MOST_ASKS) asks.add(pattern);
    }
  }
}

/** One fact at one place is one observation, whichever rules see it. */
function withoutRepetitions(observations: readonly Observation[]): Observation[] {
  const seen = new Set<string>();
  return observations.filter(({ asset, evidence: { location } }) => {
    const key =
      location.type === 'file' ? `${asset.id} ${location.path} ${location.line}:${location.column}` : asset.id;
    return !seen.has(key) && seen.add(key);
  });
}

/** A file that no rule asks for is nobody's failure when it cannot be read. */
function quietly(read: () => Tree): Tree | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}

function settingsFormat(face: Face): string | undefined {
  if (face.name === '.env' || face.name.startsWith('.env.')) return 'env';
  return SETTINGS[face.extension];
}
