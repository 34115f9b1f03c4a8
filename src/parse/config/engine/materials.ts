import { createHash } from 'node:crypto';
import type { MaterialAsset, Observation } from '../../../model/index.js';
import type { Setting } from '../tree.js';
import type { FileContext } from './context.js';
import { evidence } from './evidence.js';
import { namedFiles } from './files.js';
import { type Lookup, settingValue } from './lookup.js';
import { openVariable } from './open-variable.js';
import type { MaterialSource } from './rule.js';
import { partOf } from './values.js';
import { resolveVariables } from './variables.js';

/** `<REPLACE>`, `CHANGE_ME`: what stands where somebody is to put a key. */
const PLACEHOLDER =
  /^(?:<[^<>]{0,80}>|change[_-]?me\b.{0,60}|replace[_-]?(?:me|with)\b.{0,60}|your[_-].{0,60}|foobar|x{4,}|\.{3,}|…)$/i;

/** Keys and secrets that a block holds or names. The value never leaves this function. */
export function materialObservations(lookup: Lookup, context: FileContext): Observation[] {
  const source = lookup.find.material;
  if (!source) return [];
  const settings =
    source.every === false ? [lookup.one(source.from)].filter((one) => one !== undefined) : lookup.all(source.from);
  return settings.flatMap((setting) => {
    const values = setting.args.length > 1 && source.prefixes ? setting.args : [settingValue(setting, source.from)];
    return values.flatMap((value) => one(setting, value, source, lookup, context));
  });
}

function one(
  setting: Setting,
  written: string,
  source: MaterialSource,
  lookup: Lookup,
  context: FileContext,
): Observation[] {
  const value = partOf(resolveVariables(written, context.variables), source.part)?.trim();
  if (!value || PLACEHOLDER.test(value)) return [];
  const prefix = Object.entries(source.prefixes ?? {}).find(([start]) => value.startsWith(start));
  if (source.prefixes && !prefix) return [];
  const spec = prefix?.[1] ?? source.algorithm;
  const variable = openVariable(value, context);
  const { find, rules } = lookup;
  const label =
    source.file || variable ? value.slice(0, 120) : createHash('sha256').update(value).digest('hex').slice(0, 16);
  const asset: MaterialAsset = {
    kind: 'related-crypto-material',
    id: `material/${source.type}/${source.file ? 'file' : 'value'}/${label}`,
    name: source.file ? `${source.type} ${value.slice(0, 120)}` : `${source.format} ${source.type}`,
    type: source.type,
    format: source.format,
    ...(spec ? { algorithm: context.catalog.algorithm(spec) } : {}),
  };
  const references = source.file
    ? namedFiles(value, context, setting).map((path) => ({ relation: 'names-file', by: 'path', value: path }) as const)
    : [];
  const unknown = variable
    ? [{ what: 'value', why: `${setting.name} is decided by ${variable.expression}` }]
    : source.file && !spec
      ? [{ what: 'algorithm', why: 'the file that is named decides' }]
      : [];
  return [
    {
      asset,
      evidence: evidence(setting, 'configuration', find.confidence ?? 0.9, context, !source.file),
      usage: {
        purpose: find.purpose ?? 'key-management',
        role: find.role ?? 'load',
        context: 'production',
        agility: 'configuration',
        library: rules.title,
        ...(unknown.length > 0 ? { unknown } : {}),
      },
      ...(references.length > 0 ? { references } : {}),
      details: { rule: `${rules.product}/${find.id}`, product: rules.product, directive: setting.name },
    },
  ];
}
