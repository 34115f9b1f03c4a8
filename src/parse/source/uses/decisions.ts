import { contextOfPath } from '../../../catalog/code-context.js';
import type { Agility, AlgorithmAsset, Observation } from '../../../model/index.js';
import type { Place } from './evidence.js';
import type { Told } from './several.js';
import type { Slot, Use, Written } from './use.js';

/** The parts that choose an algorithm; a size or a digest alone chooses none. */
const CHOOSING = ['parameters', 'algorithm', 'curve', 'padding'] as const;

/** What a library does by itself, and what a test asks its argument for: the label of a `switch` chooses nothing. */
const NO_CHOICE: ReadonlySet<Agility> = new Set<Agility>(['library-default', 'argument']);

/** Places that one use names; what is chosen from more is a table of everything there is. */
const MOST = 12;

/**
 * Where code writes the value that decides a use which stands on another line: the constant `ALG = "RS256"`, a row of a
 * table of curves, a line of options. It is the line that a migration changes: inventoried as a part of the use, judged with it.
 */
export function decisions(told: readonly Told[], place: Place): Observation[] {
  const made = new Map<string, { readonly decision: Observation; readonly whole: boolean }>();
  for (const one of told) {
    const { use, choice, observation } = one;
    const { asset } = observation;
    if (asset.kind !== 'algorithm' || !isNamed(asset.family)) continue;
    for (const part of CHOOSING) {
      const slot = choice[part];
      // What is a curve itself is chosen by its name; of any curve, by the curve.
      if (part === 'curve' && choice.algorithm && /^(?:eddsa|xdh)$/.test(asset.family) && !isOfAny(choice.algorithm))
        continue;
      if (!slot?.at || slot.typeOnly || NO_CHOICE.has(slot.from)) continue;
      if (part === 'curve' && asset.curve === undefined && !/^(?:eddsa|xdh)$/.test(asset.family)) continue;
      for (const at of 'handed' in slot && slot.handed ? [slot.at, slot.handed] : [slot.at]) {
        const { line, column, path = place.path } = at;
        // An option of the call itself is a part of it; a padding from elsewhere is a row that speaks of RSA.
        if (part === 'padding' && (asset.family !== 'rsa' || (path === place.path && isWithin(use, line)))) continue;
        const key = `${path}:${line}/${asset.id}`;
        if (made.size >= MOST || made.has(key) || (path === place.path && line === use.line)) continue;
        const location = { type: 'file', path, line, column } as const;
        made.set(key, {
          decision: inContextOf(decision(observation, location), path, place),
          whole: standsWhole(one, at),
        });
      }
    }
  }
  return wholeFirst([...made.values()]);
}

/** `EC`, `ECDSA`, `ECDH`: a family of which the curve is still to be said. */
function isOfAny(slot: Slot): boolean {
  return 'known' in slot && /^(?:EC|ECDSA|ECDH)$/i.test(String(slot.known));
}

function isWithin({ line, endLine = line }: Use, at: number): boolean {
  return line <= at && at <= endLine;
}

/** Is what makes up the algorithm written in one line? A row of a table says it all; the size of another row is not meant. */
function standsWhole({ choice, observation: { asset } }: Told, { line, path }: Written): boolean {
  const { curve, size } = asset as AlgorithmAsset;
  const parts = [choice.algorithm, curve !== undefined && choice.curve, size !== undefined && choice.size];
  const isHere = ({ at }: { readonly at?: Written | undefined }) => !at || (at.line === line && at.path === path);
  return parts.every((one) => !one || isHere(one));
}

function wholeFirst(made: readonly { readonly decision: Observation; readonly whole: boolean }[]): Observation[] {
  const placeOf = ({ asset, evidence: { location } }: Observation) =>
    `${JSON.stringify(location)}/${(asset as AlgorithmAsset).family}`;
  const whole = new Set(made.filter((one) => one.whole).map((one) => placeOf(one.decision)));
  return made.filter((one) => one.whole || !whole.has(placeOf(one.decision))).map((one) => one.decision);
}

function isNamed(family: string): boolean {
  return family !== 'unknown' && !family.startsWith('classical-');
}

/** What a test uses may be decided in production code, and what that uses in code that is generated. */
function inContextOf(decision: Observation, path: string, place: Place): Observation {
  return path === place.path ? decision : { ...decision, usage: { ...decision.usage, context: contextOfPath(path) } };
}

function decision({ asset, evidence, usage }: Observation, location: Observation['evidence']['location']): Observation {
  const { decidedAt: _, excerpt: __, ...told } = evidence;
  const { unknown: ___, ...rest } = usage;
  return { asset, evidence: { ...told, location }, usage: { ...rest, role: 'decide' }, partOf: asset.id };
}
