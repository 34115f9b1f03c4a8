import type { DeclaredPathway, PathwayOption } from '../model/index.js';
import { type LinkJudgement, significant } from './link-data.js';
import { FIBRE_LOSS, QBER_LIMIT, qkdFigures } from './qkd.js';

/** What a pathway is judged on. */
export interface PathwayFacts {
  readonly pathway: DeclaredPathway;
  /** Years of secrecy of what it carries. */
  readonly secrecy: number;
  /** Years that a migration takes, and years until the date that binds. */
  readonly y: number;
  readonly z: number;
  readonly link?: LinkJudgement;
}

export interface Verdict {
  readonly option: PathwayOption;
  readonly feasible: boolean;
  readonly verdict: string;
  readonly figures?: Readonly<Record<string, number | string>>;
}

/** AES-256 with a fresh key each second: the need where none is stated, bits per second. */
export const USUAL_NEED = 256;
/** Above this loss a single span gives too little for comfort. */
const LOSS_LIMIT = 30;
const LONG_SECRECY = 25;
/** Every optical key needs its two ends to know each other. */
export const AUTHENTICATION =
  'always together with quantum-safe authentication (ML-DSA certificates, or a pre-shared key of 256 bits): quantum key distribution has none of its own';

/** Each of the five options: can it be done here, and why or why not. */
export function judgeOptions(facts: PathwayFacts): readonly Verdict[] {
  return [classic(facts), pqcOnly(facts), hybrid(facts), qkdOnly(facts), enclave(facts)];
}

function classic({ pathway, secrecy, y, z }: PathwayFacts): Verdict {
  const option = 'classic-unchanged';
  if (pathway.preShared) {
    return {
      option,
      feasible: true,
      verdict: 'only symmetric cryptography under pre-shared keys of at least 128 bits: nothing for Shor to break',
    };
  }
  if (pathway.retires !== undefined && secrecy + y <= z) {
    return {
      option,
      feasible: true,
      verdict: `taken out of use on ${pathway.retires}, and what it carries is worth nothing before the date that binds`,
    };
  }
  if (secrecy + y <= z)
    return {
      option,
      feasible: true,
      verdict: `X + Y of ${tenth(secrecy + y)} years is less than the ${tenth(z)} years there are, in every scenario`,
    };
  return {
    option,
    feasible: false,
    verdict: `recorded traffic must stay secret for ${tenth(secrecy)} years, longer than the ${tenth(z)} years there are`,
  };
}

function pqcOnly({ pathway }: PathwayFacts): Verdict {
  const option = 'pqc-only';
  if (pathway.upgradable === false)
    return {
      option,
      feasible: false,
      verdict: 'the equipment cannot be given post-quantum software before the date that binds',
    };
  return {
    option,
    feasible: true,
    verdict:
      'software at both ends (hybrid TLS, IKEv2 or SSH); works over any medium and distance, and is what NSA, NCSC and BSI put first',
  };
}

function hybrid({ pathway, secrecy, link }: PathwayFacts): Verdict {
  const optical = opticalFigures(pathway, link);
  const verdict = (feasible: boolean, text: string): Verdict => ({
    option: 'hybrid-pqc-qkd',
    feasible,
    verdict: `${text}; ${AUTHENTICATION}`,
    ...(optical ? { figures: optical.figures } : {}),
  });
  if (pathway.upgradable === false)
    return verdict(false, 'its post-quantum half cannot be installed on this equipment');
  const objection = opticalObjection(pathway, optical);
  if (objection) return verdict(false, objection);
  if (secrecy < LONG_SECRECY)
    return verdict(
      false,
      `feasible, but ${tenth(secrecy)} years of secrecy do not ask for a second, independent protection`,
    );
  return verdict(true, opticalStrength(pathway, optical!));
}

/**
 * Keys from the fibre alone, for encryptors that take keys from outside (ETSI GS QKD 014) and cannot be given post-quantum
 * software. Never without an authentication that is itself quantum-safe: else a man in the middle runs two key exchanges.
 */
function qkdOnly({ pathway, link }: PathwayFacts): Verdict {
  const optical = opticalFigures(pathway, link);
  const verdict = (feasible: boolean, text: string): Verdict => ({
    option: 'qkd-only',
    feasible,
    verdict: text,
    ...(optical ? { figures: optical.figures } : {}),
  });
  if (pathway.upgradable !== false)
    return verdict(
      false,
      'the equipment can run post-quantum software, which has authentication and reaches further than the fibre; keys from the fibre come beside it, not instead',
    );
  if (pathway.externalKeys !== true)
    return verdict(false, 'the encryptors are not stated to take keys from outside (ETSI GS QKD 014)');
  if (pathway.authentication === undefined)
    return verdict(
      false,
      'never without quantum-safe authentication, and none is stated (pre-shared keys of 256 bits, or ML-DSA)',
    );
  const objection = opticalObjection(pathway, optical);
  if (objection) return verdict(false, objection);
  const authenticated =
    pathway.authentication === 'pre-shared' ? 'pre-shared keys of at least 256 bits' : 'ML-DSA certificates';
  return verdict(
    true,
    `${opticalStrength(pathway, optical!)}; the exchange is authenticated with ${authenticated}; until the encryptors are replaced by some that run post-quantum software`,
  );
}

/** What speaks against keys from the fibre here, whatever they are combined with. */
function opticalObjection(pathway: DeclaredPathway, optical: Optical | undefined): string | undefined {
  if (pathway.qkdExcluded)
    return 'not accepted for this use: NSA for national security systems, NCSC for government and military';
  if (!optical)
    return pathway.medium === 'fibre' ? 'the distance is not stated' : 'there is no fibre between the two ends';
  if (pathway.fibre !== 'owned' && pathway.fibre !== 'leased') return 'no dark fibre of its own is stated';
  if (pathway.endsControlled !== true) return 'both ends have to stand in rooms under own control';
  if (optical.lossDb > LOSS_LIMIT)
    return `${tenth(optical.lossDb)} dB on a span is more than the ${LOSS_LIMIT} dB at which a key still comes; trusted nodes would hold the key in the clear`;
  if (optical.rate < optical.need)
    return `${significant(optical.rate)} bit/s is below the need of ${optical.need} bit/s`;
  if (optical.qber >= QBER_LIMIT) return `an error rate of ${tenth(optical.qber * 100)} % gives no key`;
  if (pathway.qkdAccepted !== true) return 'feasible, but nobody has accepted its cost and its equipment';
  return undefined;
}

function opticalStrength({ trustedNodes }: DeclaredPathway, { rate, need, lossDb }: Optical): string {
  const nodes = trustedNodes ? `; ${trustedNodes} trusted nodes accepted` : '';
  return `${significant(rate)} bit/s against a need of ${need} bit/s over ${tenth(lossDb)} dB${nodes}`;
}

function enclave({ pathway }: PathwayFacts): Verdict {
  const option = 'isolated-optical-enclave';
  const isFibre = pathway.medium === 'fibre';
  if (!isFibre || pathway.isolated !== true)
    return { option, feasible: false, verdict: 'the path has a route to shared networks, or is no fibre' };
  if (pathway.upgradable !== false)
    return {
      option,
      feasible: false,
      verdict: 'feasible, but the equipment can be upgraded, which protects the path wherever it leads later',
    };
  return {
    option,
    feasible: true,
    verdict:
      'point-to-point fibre without a route elsewhere: keys by courier with AES-256 in the line encryptors, and the fibre watched for taps, until the equipment is replaced',
  };
}

type Optical = NonNullable<ReturnType<typeof opticalFigures>>;

/** Loss, bound, rate and error rate: measured where there are measurements, else computed for the longest span. */
function opticalFigures(pathway: DeclaredPathway, link: LinkJudgement | undefined) {
  if (pathway.medium !== 'fibre' || pathway.distanceKm === undefined) return undefined;
  const span = pathway.distanceKm / ((pathway.trustedNodes ?? 0) + 1);
  const computed = qkdFigures(span, pathway.lossPerKm ?? FIBRE_LOSS);
  const measured = (key: string) => {
    const value = link?.figures[key];
    return typeof value === 'number' ? value : undefined;
  };
  const need = pathway.keyRate ?? USUAL_NEED;
  const rate = measured('measuredKeyRateLowest') ?? computed.decoyBitsPerSecond;
  const qber = measured('measuredQber') ?? computed.qber;
  return {
    lossDb: measured('measuredLossDb') ?? computed.lossDb,
    rate,
    qber,
    need,
    figures: {
      spanKm: tenth(span),
      lossDb: tenth(computed.lossDb),
      plobBitsPerUse: significant(Math.min(computed.plobBitsPerUse, 1e6)),
      decoyBitsPerSecond: significant(computed.decoyBitsPerSecond),
      qberPercent: significant(computed.qber * 100),
      neededBitsPerSecond: need,
      trustedNodes: pathway.trustedNodes ?? 0,
      ...link?.figures,
    },
  };
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
