import type { AlgorithmSpec } from '../../../catalog/types.js';
import type { Observation } from '../../../model/index.js';
import type { Setting } from '../tree.js';
import type { FileContext } from './context.js';
import { evidence, excerptOf, placeOf } from './evidence.js';
import { fileReferences } from './files.js';
import { type Lookup, settingValue } from './lookup.js';
import { openVariable } from './open-variable.js';
import type { AlgorithmSource } from './rule.js';
import { partOf } from './values.js';
import { resolveVariables } from './variables.js';

interface Found {
  readonly spec: AlgorithmSpec;
  readonly setting: Setting;
  readonly default?: string;
  readonly unknown?: { readonly what: string; readonly why: string };
}

/** The algorithms that settings of one block name, one observation each. */
export function algorithmObservations(lookup: Lookup, context: FileContext): Observation[] {
  const source = lookup.find.algorithm;
  if (!source) return [];
  const found = namedAlgorithms(source, lookup, context);
  return found.map((one) => observation(complete(one, source, context), lookup, context));
}

function namedAlgorithms(source: AlgorithmSource, lookup: Lookup, context: FileContext): Found[] {
  const parts = otherParts(source, lookup, context);
  if (source.is)
    return [{ spec: { ...source.is, ...parts.spec }, setting: parts.setting ?? place(lookup), ...parts.unknown }];
  const settings = source.every
    ? lookup.all(source.from ?? [])
    : [lookup.one(source.from ?? [])].filter((one) => one !== undefined);
  if (settings.length === 0) {
    if (!source.absent) return [];
    const spec = { ...source.absent.spec, ...parts.spec };
    return [{ spec, setting: parts.setting ?? place(lookup), default: source.absent.because, ...parts.unknown }];
  }
  return settings.flatMap((setting) => {
    const raw = resolveVariables(settingValue(setting, source.from ?? []), context.variables);
    const variable = openVariable(raw, context);
    if (variable && source.part && partOf(raw, source.part) === undefined) return [];
    if (variable && variable.fallback === undefined && !(source.part && source.map)) {
      const unknown = { what: 'algorithm', why: `${setting.name} is decided by ${variable.expression}` };
      return [{ spec: { family: '', parameterSet: `${setting.name} (${variable.expression})` }, setting, unknown }];
    }
    const values =
      source.list && setting.args.length > 1 ? setting.args : [source.part ? raw : (variable?.fallback ?? raw)];
    return (source.list ? values.flatMap((one) => one.split(/[\s,;:]+/)) : values).flatMap((word) => {
      const text = partOf(word, source.part)?.trim();
      if (!text) return [];
      const spec = lookUp(text, source, context);
      if (spec === null || (spec === undefined && source.others === 'ignore')) return [];
      if (spec === undefined) {
        if (!/^[\w .:/+#@-]{1,80}$/.test(text)) return [];
        return [
          {
            spec: { family: '', parameterSet: text },
            setting,
            unknown: { what: 'algorithm', why: `"${text}" is not a name that is known` },
          },
        ];
      }
      return [{ spec: { ...spec, ...parts.spec }, setting, ...parts.unknown }];
    });
  });
}

function place(lookup: Lookup): Setting {
  return (lookup.find.at ? lookup.one(lookup.find.at) : undefined) ?? placeOf(lookup.block);
}

/** `null` is a value that names no cryptography; undefined is one that is not known. */
function lookUp(text: string, source: AlgorithmSource, context: FileContext): AlgorithmSpec | null | undefined {
  const folded = text.toLowerCase();
  for (const [name, spec] of Object.entries(source.map ?? {}))
    if (name === '*' || name.toLowerCase() === folded) return spec;
  const spec = context.catalog.spec(text);
  return spec && source.primitive ? { ...spec, primitive: source.primitive } : spec;
}

/** Size, curve and digest that stand in settings of their own. */
function otherParts(source: AlgorithmSource, lookup: Lookup, context: FileContext) {
  const spec: { size?: number; curve?: string; hash?: string } = {};
  let unknown: Found['unknown'];
  let place: Setting | undefined;
  for (const part of ['size', 'curve', 'hash'] as const) {
    const paths = source[part];
    const setting = paths ? lookup.one(paths) : undefined;
    if (!setting || !paths) continue;
    place ??= setting;
    const raw = resolveVariables(settingValue(setting, paths), context.variables).trim();
    const variable = openVariable(raw, context);
    const value = variable ? variable.fallback : raw;
    if (value === undefined) unknown = { what: part, why: `${setting.name} is decided by ${variable?.expression}` };
    else if (part === 'size') {
      const number = /\d{2,5}/.exec(value);
      if (number) spec.size = Number(number[0]) * (source.sizeTimes ?? 1);
      else if (context.catalog.curve(value)) spec.curve = value;
    } else if (part === 'curve') {
      const name = context.catalog.curve(value)?.name ?? context.catalog.curve(`P-${value}`)?.name;
      if (name) spec.curve = name;
    } else if (context.catalog.simple(value)) spec.hash = value;
  }
  return { spec, setting: place, unknown: unknown ? { unknown } : {} };
}

/** Elliptic curves written as sizes, and sizes that the product takes where none is written. */
function complete(found: Found, source: AlgorithmSource, context: FileContext): Found {
  const { spec } = found;
  if (context.catalog.family(spec.family)?.curved && spec.size !== undefined) {
    const { size, ...rest } = spec;
    return { ...found, spec: { ...rest, curve: spec.curve ?? `P-${size}` } };
  }
  const missing = source.sizeAbsent;
  if (missing && missing.family === spec.family && spec.size === undefined && !found.unknown) {
    return { ...found, spec: { ...spec, size: missing.size }, default: found.default ?? missing.because };
  }
  return found;
}

function observation(found: Found, lookup: Lookup, context: FileContext): Observation {
  const { find, rules } = lookup;
  const asset = context.catalog.algorithm(found.spec);
  const purpose = find.purpose ?? 'key-management';
  const files = fileReferences(lookup, context);
  const undecided =
    asset.family === 'unknown' ? { what: 'algorithm', why: find.because ?? 'not a name that is known' } : undefined;
  const missing = found.unknown ?? undecided ?? (purpose === 'provides' ? undefined : missingSize(found, context));
  const label = find.label ? lookup.one(find.label)?.value : undefined;
  return {
    asset,
    evidence: evidence(
      found.setting,
      found.default ? 'product-default' : 'configuration',
      find.confidence ?? (found.default ? 0.6 : 0.95),
      context,
    ),
    usage: {
      purpose,
      role: find.role ?? 'configure',
      context: 'production',
      agility: found.default ? 'library-default' : 'configuration',
      library: rules.title,
      ...(found.default ? { default: found.default } : {}),
      ...(missing ? { unknown: [missing] } : {}),
      ...(label ? { hints: [label.slice(0, 120)] } : {}),
    },
    ...(files.references.length > 0 ? { references: files.references } : {}),
    details: {
      rule: `${rules.product}/${find.id}`,
      product: rules.product,
      directive: found.setting.name || rules.product,
      ...(found.setting.value && found.setting !== lookup.block ? { before: excerptOf(found.setting, context) } : {}),
      ...(find.because ? { because: find.because } : {}),
    },
  };
}

function missingSize(found: Found, context: FileContext): Found['unknown'] | undefined {
  const family = context.catalog.family(found.spec.family);
  if (family?.sized && found.spec.size === undefined && found.spec.primitive !== 'signature') {
    return { what: 'size', why: 'no setting names it' };
  }
  return undefined;
}
