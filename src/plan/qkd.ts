/** Assumed equipment: InGaAs detectors and a 1 GHz source, in the middle of what is sold. */
export interface QkdEquipment {
  /** Detector and receiver efficiency. */
  readonly receiver: number;
  /** Background probability for a pulse: dark counts. */
  readonly background: number;
  /** Probability that a photon meets the wrong detector. */
  readonly misalignment: number;
  /** Mean photon number of the signal state. */
  readonly mean: number;
  /** Error-correction inefficiency. */
  readonly inefficiency: number;
  /** Pulses per second. */
  readonly rate: number;
  /** Sifting factor of BB84. */
  readonly sifting: number;
}

const EQUIPMENT: QkdEquipment = {
  receiver: 0.2,
  background: 2e-6,
  misalignment: 0.015,
  mean: 0.5,
  inefficiency: 1.16,
  rate: 1e9,
  sifting: 0.5,
};

/** Standard fibre at 1550 nm, dB per km. */
export const FIBRE_LOSS = 0.2;
/** One-way BB84 gives no key at or above this error rate: 1 − 2·H2(e) = 0. */
export const QBER_LIMIT = 0.11;

export interface QkdFigures {
  readonly lossDb: number;
  /** Secret bits per use that no repeaterless protocol exceeds: K ≤ −log2(1 − η) (Pirandola et al. 2017). */
  readonly plobBitsPerUse: number;
  /** Asymptotic decoy-state BB84 rate, bits per second (GLLP; Lo, Ma, Chen 2005). */
  readonly decoyBitsPerSecond: number;
  /** Expected quantum bit error rate of the signal state, 0..1. */
  readonly qber: number;
}

/** Figures for one span of fibre without trusted nodes. */
export function qkdFigures(km: number, lossPerKm = FIBRE_LOSS, equipment: QkdEquipment = EQUIPMENT): QkdFigures {
  return figuresForLoss(km * lossPerKm, equipment);
}

/** The same for a loss in dB, as measured. */
export function figuresForLoss(lossDb: number, equipment: QkdEquipment = EQUIPMENT): QkdFigures {
  const channel = 10 ** (-lossDb / 10);
  const { receiver, background: y0, misalignment, mean, inefficiency, rate, sifting } = equipment;
  const eta = channel * receiver;
  const gain = y0 + 1 - Math.exp(-eta * mean);
  const qber = (0.5 * y0 + misalignment * (1 - Math.exp(-eta * mean))) / gain;
  const yield1 = y0 + eta - y0 * eta;
  const gain1 = yield1 * mean * Math.exp(-mean);
  const error1 = (0.5 * y0 + misalignment * eta) / yield1;
  const perPulse = sifting * (-gain * inefficiency * entropy(qber) + gain1 * (1 - entropy(error1)));
  return {
    lossDb,
    plobBitsPerUse: channel >= 1 ? Number.POSITIVE_INFINITY : -Math.log2(1 - channel),
    decoyBitsPerSecond: Math.max(0, perPulse * rate),
    qber,
  };
}

/** Binary entropy in bits. */
export function entropy(p: number): number {
  if (p <= 0 || p >= 1) return 0;
  return -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);
}
