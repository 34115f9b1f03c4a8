import type { Catalog } from '../../../catalog/catalog.js';
import type { AlgorithmSpec, Family } from '../../../catalog/types.js';
import type { Agility, AlgorithmAsset, Observation, Purpose, Role } from '../../../model/index.js';
import type { PartName } from '../rules/rule.js';
import type { BookedRule } from '../rules/rule-book.js';
import { canMeet } from '../run/values/arms.js';
import { able } from './able.js';
import { asNamed } from './as-named.js';
import { withoutRepeats } from './completing.js';
import { decisions } from './decisions.js';
import { contextOf, evidenceOf, type Place } from './evidence.js';
import { finishProtocol } from './finish-protocol.js';
import { kindAsked } from './kinds-asked.js';
import { withoutKinds } from './named-kinds.js';
import { protocolParts, setsList } from './protocol-parts.js';
import { reason } from './reason.js';
import { type Choice, gathered, type Told } from './several.js';
import { isOff, type KnownSlot, type Slot, type Slots, type Use, type Written } from './use.js';

const MOST_COMBINATIONS = 16;
const MOST_ON_THE_WAY = 256;
const LARGEST_CURVE = 638;
const LARGEST_SYMMETRIC = 256;

/** Curves that are known by their bits alone (RFC 7748, RFC 8032). */
const CURVE_OF_BITS: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  xdh: { 255: 'X25519', 448: 'X448' },
  eddsa: { 255: 'Ed25519', 448: 'Ed448' },
};

type Known = KnownSlot;

export interface RuledUse {
  readonly use: Use;
  readonly rule: BookedRule;
}

/** Turns uses into what they show: one observation for each combination of values that is possible, within reason. */
export function finish(uses: readonly RuledUse[], place: Place, catalog: Catalog): Observation[] {
  const sites = new Map<string, RuledUse[]>();
  for (const one of uses) {
    const site = `${one.use.line}:${one.use.column}:${one.rule.id}`;
    sites.set(site, [...(sites.get(site) ?? []), one]);
  }
  const made = [...sites.values()].map((ones) => {
    const [{ rule }] = ones as [RuledUse];
    return { rule, observations: observed(ones, rule, place, catalog) };
  });
  return withoutKinds(withoutRepeats(made));
}

/** What the uses of one rule at one place show. */
function observed(ones: readonly RuledUse[], rule: BookedRule, place: Place, catalog: Catalog): Observation[] {
  if (rule.protocol) return ones.flatMap(({ use }) => protocolOf(use, rule, place, catalog));
  const told = asNamed(able(moreThanAKind(ones.flatMap(({ use }) => tell(use, rule, place, catalog)))), catalog);
  const uses = gathered(told, (use, choice) => one(use, rule, place, catalog, choice), catalog);
  return [...uses, ...decisions(told, place)];
}

/** That some classical key is used says nothing beside the key that another look at the same call names. */
function moreThanAKind(told: readonly Told[]): readonly Told[] {
  const named = told.filter(({ choice }) => choice.algorithm && !isKind(choice.algorithm));
  return named.length > 0 ? told.filter(({ choice }) => !choice.algorithm || !isKind(choice.algorithm)) : told;
}

function isKind({ known, from }: Known): boolean {
  return from === 'library-default' && /^(?:Classical-|EdDSA$)/.test(String(known));
}

function protocolOf(use: Use, rule: BookedRule, place: Place, catalog: Catalog): Observation[] {
  const protocol = finishProtocol(use, rule, place, catalog);
  const sets = rule.protocol !== undefined && setsList(use, rule.protocol);
  if (rule.alone && !use.parts.side && !sets && saysNothing(protocol)) return [];
  return [protocol, ...protocolParts(protocol, use, catalog)];
}

function tell(use: Use, rule: BookedRule, place: Place, catalog: Catalog): Told[] {
  const seen = new Map<string, Told>();
  for (const choice of combinations(use.parts)) {
    const observation = asAsked(one(use, rule, place, catalog, choice), use, (kind) =>
      one(use, rule, place, catalog, { ...choice, algorithm: { known: kind, from: 'argument' } }),
    );
    // What leads to no use is worth saying only by its name.
    const silent = rule.alone && !rule.alone.unknown;
    if (silent && observation?.asset.kind === 'algorithm' && observation.asset.family === 'unknown') continue;
    if (observation && !seen.has(observation.asset.id)) seen.set(observation.asset.id, { use, choice, observation });
  }
  return [...seen.values()];
}

/** Purposes for which a key of one kind or another is used. */
const KEYED = /^(?:signature|key-management|certificate|token|key-establishment)$/;

function isOfSomeKey({ asset }: Observation): boolean {
  return asset.kind === 'algorithm' && asset.family.startsWith('classical-');
}

/** Of a key that nobody names, the kind that the test around it asks for: `case 'RS256': key.verify(..)`. */
function asAsked(
  made: Observation | undefined,
  use: Use,
  again: (kind: string) => Observation | undefined,
): Observation | undefined {
  const open = made?.usage.unknown?.some(({ what }) => what === 'algorithm') ?? false;
  const isKey = made !== undefined && (KEYED.test(made.usage.purpose) || isOfSomeKey(made));
  const kind = open && isKey ? kindAsked(use, made.usage.role) : undefined;
  return kind ? again(kind) : made;
}

/** A type may be named like an algorithm (`RSAPublicKey`); one that is not (`JWSAlgorithm`) names none. */
function withoutTypes({ algorithm, ...others }: Choice, catalog: Catalog): Choice {
  const named = algorithm && (!algorithm.typeOnly || catalog.spec(String(algorithm.known)) !== undefined);
  return named ? { algorithm, ...others } : others;
}

function saysNothing({ asset, details }: Observation): boolean {
  if (asset.kind !== 'protocol' || details?.['verification'] === false) return false;
  return [asset.versions, asset.cipherSuites, asset.groups, asset.signatureSchemes].every(
    (one) => (one ?? []).length === 0,
  );
}

function one(use: Use, rule: BookedRule, place: Place, catalog: Catalog, given: Choice): Observation | undefined {
  const choice = withoutTypes(given, catalog);
  const role = (choice.role?.known ?? rule.role ?? 'unknown') as Role;
  const purpose = (choice.purpose?.known ?? rule.purpose ?? 'unknown') as Purpose;
  const spec = specialise(specOf(choice, catalog), role, purpose);
  const asset = spec ? catalog.algorithm(spec) : rawAlgorithm(choice);
  const missing = whatIsMissing(use, asset, choice, catalog, rule.note);
  return {
    asset,
    evidence: evidenceOf(use, place, confidence(use, rule, asset, choice), usedBy(asset, choice)),
    usage: {
      purpose: purposeOf(purpose, asset, role),
      role,
      context: contextOf(use, place),
      agility: agilityOf(use, choice),
      library: rule.library,
      // A program that runs a command speaks that of the shell there.
      language: rule.id.startsWith('commands/') ? 'shell' : place.language,
      ...(defaulted(choice) ? { default: `${rule.library}: ${defaulted(choice)}` } : {}),
      ...(missing.length > 0 ? { unknown: missing } : {}),
      ...(use.hints.length > 0 ? { hints: use.hints } : {}),
    },
    details: { rule: rule.id, ...(isOff(use.parts.usedForSecurity) ? { usedForSecurity: false } : {}) },
    ...(use.step || rule.aside ? { partOf: asset.id } : {}),
  };
}

/**
 * Parts with the same number of alternatives go together (both arms of one conditional), others are combined freely;
 * values of different arms of one branch never.
 */
function combinations(parts: Use['parts']): Choice[] {
  const entries = Object.entries(parts).map(
    ([name, slots]) =>
      [name as PartName, bestKnown(slots.flatMap(eachOf)).filter(name === 'algorithm' ? isName : Boolean)] as const,
  );
  // What is named decides which of the others can be meant.
  const filled = entries.filter(([, slots]) => slots.length > 0).sort(([one], [other]) => rank(one) - rank(other));
  const most = Math.max(1, ...filled.map(([, slots]) => slots.length));
  const even = filled.every(([, slots]) => slots.length === 1 || slots.length === most);
  if (even) {
    const rows = Array.from({ length: Math.min(most, MOST_COMBINATIONS) }, (_, at) =>
      Object.fromEntries(filled.map(([name, slots]) => [name, slots[slots.length === 1 ? 0 : at]])),
    );
    if (rows.every(isPossible)) return rows;
  }
  const texts = textsOf(filled[0]);
  const all = filled.reduce<Choice[]>(
    (made, [name, slots]) => {
      const more = made.flatMap((base) => {
        const fit = slots.filter((slot) => goesWith(base, slot) && isOfItsText(base, slot, texts));
        return fit.length > 0 ? fit.map((slot) => ({ ...base, [name]: slot })) : [base];
      });
      return more.slice(0, MOST_ON_THE_WAY);
    },
    [{}],
  );
  return all.slice(0, MOST_COMBINATIONS);
}

/** Places of the texts of which each names an algorithm: `"(genkey (rsa (nbits 4:3072)))"`. */
function textsOf(named: readonly [PartName, readonly Known[]] | undefined): ReadonlySet<string> {
  return new Set(named && rank(named[0]) === 0 ? named[1].flatMap(({ at }) => (at ? [placeKey(at)] : [])) : []);
}

/** What is read from a text that names one algorithm is said of no other. */
function isOfItsText({ algorithm, parameters }: Choice, { at }: Known, texts: ReadonlySet<string>): boolean {
  const own = (parameters ?? algorithm)?.at;
  return !at || !own || !texts.has(placeKey(at)) || placeKey(at) === placeKey(own);
}

function placeKey({ path = '', line, column }: Written): string {
  return `${path}:${line}:${column}`;
}

function rank(name: PartName): number {
  return name === 'algorithm' || name === 'parameters' ? 0 : 1;
}

/** Can all values hold in one run? */
function isPossible(choice: Choice): boolean {
  return Object.values(choice).every((one) => goesWith(choice, one));
}

function goesWith(choice: Choice, slot: Known): boolean {
  return Object.values(choice).every((one) => canMeet(one.arms, slot.arms));
}

/** A number where an algorithm is named (`return 0`) names none. */
function isName(slot: Known): boolean {
  return typeof slot.known !== 'number';
}

/** A list of algorithms allows each of them. */
function eachOf(slot: Slot): Slots {
  return 'list' in slot ? slot.list.flat().flatMap(eachOf) : [slot];
}

/** Without the size of another alternative beside a curve, and the curve beside a size. */
function usedBy({ curve, size }: AlgorithmAsset, choice: Choice): Choice {
  const { size: bits, curve: named, ...others } = choice;
  return {
    ...(bits && curve === undefined && { size: bits }),
    ...(named && (curve || !size) && { curve: named }),
    ...others,
  };
}

/** What is given goes before what the code falls back on, and that before what a library does by default. */
function bestKnown(slots: readonly Slot[]): Known[] {
  const known = slots.filter(isKnown);
  const said = known.filter((one) => one.from !== 'library-default' && !isEmpty(one) && !one.typeOnly);
  const given = said.filter((one) => !one.fallback).map((one) => ({ ...armsOfSame(said, one), ...one }));
  return given.length > 0 ? given : said.length > 0 ? said : known;
}

/** What a caller gives holds in the arms that ask for it. */
function armsOfSame(said: readonly Known[], given: Known): Pick<Known, 'arms'> {
  const same = given.arms ? undefined : said.find((one) => one.fallback && one.known === given.known);
  return same?.arms ? { arms: same.arms } : {};
}

/** `0` and `""` mean that nothing is given. */
function isEmpty({ known }: Known): boolean {
  return known === 0 || known === '';
}

function isKnown(slot: Slot): slot is Known {
  return 'known' in slot;
}

function specOf(choice: Choice, catalog: Catalog): AlgorithmSpec | undefined {
  const set = choice.parameters && catalog.spec(String(choice.parameters.known));
  const text = choice.algorithm?.known;
  const base = set ?? (text === undefined ? undefined : (catalog.spec(String(text)) ?? catalog.oidSpec(String(text))));
  if (!base) return undefined;
  const family = catalog.family(base.family);
  const size = Number(choice.size?.known);
  const own: { -readonly [K in keyof AlgorithmSpec]: AlgorithmSpec[K] } = { ...base };
  // A curve that came from another alternative says nothing of RSA, nor of a cipher or of what is a curve itself.
  const uncurved = (family?.sized || family?.keySizes) && !family.curved;
  const curve = uncurved || isFixed(base) ? undefined : choice.curve;
  if (curve && family?.curved !== false) own.curve ??= curveName(curve, catalog);
  if (curve && catalog.curve(String(curve.known))) own.curve = catalog.curve(String(curve.known))?.name;
  if (size > 0 && !own.curve) own.curve = CURVE_OF_BITS[own.family]?.[size];
  if (size > 0 && !own.curve && !own.parameterSet && fits(size, family)) own.size = size;
  if (choice.hash && takesDigest(family) && namesDigest(String(choice.hash.known), catalog))
    own.hash = String(choice.hash.known);
  if (choice.mode) own.mode = String(choice.mode.known).toLowerCase();
  if (choice.padding) own.padding = String(choice.padding.known).toLowerCase();
  if (choice.primitive) own.primitive = choice.primitive.known as AlgorithmSpec['primitive'];
  return own;
}

/** Ed25519 and X25519 are curves themselves: one that stands beside them is that of another key. */
function isFixed({ family, curve }: AlgorithmSpec): boolean {
  return curve !== undefined && /^(?:eddsa|xdh)$/.test(family);
}

/** A number that no rule translates names no digest, nor does a word alone: the type of a value that is not known. */
function namesDigest(text: string, catalog: Catalog): boolean {
  return catalog.simple(text) !== undefined || (/\d/.test(text) && !/^\d+$/.test(text));
}

/** A digest beside a cipher belongs to the derivation of its key, or to the key that it wraps. */
function takesDigest(family: Family | undefined): boolean {
  return !isCipher(family) && family?.primitive !== 'key-wrap';
}

function isCipher(family: Family | undefined): boolean {
  return family?.keySizes !== undefined && !family.sized;
}

/** A size that came from another alternative (an RSA key beside an elliptic curve) says nothing here. */
function fits(size: number, family: Family | undefined): boolean {
  if (family?.curved) return size <= LARGEST_CURVE;
  // XTS counts both of its keys (IEEE 1619); an RSA modulus beside a cipher says nothing of the cipher.
  if (isCipher(family)) return size <= 2 * Math.max(...(family?.keySizes ?? []));
  return !family?.sized || size > LARGEST_SYMMETRIC;
}

function curveName(slot: Known, catalog: Catalog): string | undefined {
  return catalog.curve(String(slot.known))?.name;
}

/** The use tells what a key of several uses is for. */
function specialise(spec: AlgorithmSpec | undefined, role: Role, purpose: Purpose): AlgorithmSpec | undefined {
  if (!spec) return undefined;
  const signs = role === 'sign' || role === 'verify' || role === 'issue' || purpose === 'signature';
  if (signs && spec.family === 'rsa' && !spec.primitive) return { ...spec, primitive: 'signature' };
  if (signs && spec.family === 'ec') return { ...spec, family: spec.curve?.startsWith('Ed') ? 'eddsa' : 'ecdsa' };
  if (role === 'agree' && spec.family === 'ec') return { ...spec, family: 'ecdh' };
  return spec;
}

/** A name that the catalogue does not know stays visible; without a name the use itself does. */
function rawAlgorithm(choice: Choice): AlgorithmAsset {
  const text = String(choice.algorithm?.known ?? '').slice(0, 60) || 'unknown';
  return {
    kind: 'algorithm',
    id: `algorithm/unknown/${text}`,
    name: text,
    family: 'unknown',
    primitive: 'unknown',
    quantum: 'unknown',
  };
}

function purposeOf(purpose: Purpose, asset: AlgorithmAsset, role: Role): Purpose {
  if (purpose !== 'unknown') return purpose;
  if (asset.primitive === 'signature') return 'signature';
  if (asset.primitive === 'key-agree' || asset.primitive === 'kem') return 'key-establishment';
  return role === 'keygen' ? 'key-management' : purpose;
}

function whatIsMissing(use: Use, asset: AlgorithmAsset, choice: Choice, catalog: Catalog, note?: string) {
  const missing: { what: string; why: string }[] = [];
  const family = catalog.family(asset.family);
  if (isOpenFamily(asset.family)) missing.push({ what: 'algorithm', why: note ?? 'the key decides' });
  if (!family && choice.algorithm === undefined) missing.push({ what: 'algorithm', why: reason(use.parts.algorithm) });
  if (family?.sized && asset.size === undefined) missing.push({ what: 'size', why: reason(use.parts.size) });
  if (family?.curved && asset.curve === undefined) missing.push({ what: 'curve', why: reason(use.parts.curve) });
  for (const name of ['hash', 'mode', 'padding'] as const) {
    if (use.parts[name] && choice[name] === undefined) missing.push({ what: name, why: reason(use.parts[name]) });
  }
  return missing;
}

/** RSA, DSA or an elliptic curve: quantum-vulnerable in any case, which of them is not said. */
function isOpenFamily(family: string): boolean {
  return family.startsWith('classical-');
}

function agilityOf(use: Use, choice: Choice): Agility {
  const slot = choice.algorithm ?? choice.curve;
  if (slot && /^Classical-/.test(String(slot.known))) return 'unknown';
  if (slot) return slot.from;
  const open = use.parts.algorithm?.[0];
  if (open && 'param' in open) return 'argument';
  if (open && 'setting' in open) return 'configuration';
  return 'unknown';
}

function defaulted(choice: Choice): string | undefined {
  const names = (Object.entries(choice) as [PartName, Known][]).filter(
    ([, slot]) => slot.from === 'library-default' && !/^Classical-/.test(String(slot.known)),
  );
  return names.length > 0 ? names.map(([name, slot]) => `${name} ${slot.known}`).join(', ') : undefined;
}

function confidence(use: Use, rule: BookedRule, asset: AlgorithmAsset, choice: Choice): number {
  if (rule.confidence !== undefined) return rule.confidence;
  if (asset.family === 'unknown') return choice.algorithm ? 0.5 : 0.4;
  const several = (use.parts.algorithm?.length ?? 0) > 1;
  return several || choice.algorithm?.from === 'configuration' ? 0.8 : 0.95;
}
