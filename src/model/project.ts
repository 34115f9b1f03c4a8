import type { Exposure } from './lifespan.js';

/** What a project states about a part of itself. A statement of the user wins over everything found. */
export interface Statement {
  /** Data class ids. */
  readonly data?: readonly string[];
  readonly secrecyYears?: number;
  readonly retentionYears?: number;
  readonly integrityYears?: number;
  readonly exposure?: Exposure;
  readonly owner?: string;
  /** Printed as the reason. */
  readonly reason?: string;
}

/** A statement for the paths, components or endpoints that a glob matches: `*` within a segment, `**` across. */
export interface Scope extends Statement {
  readonly match: string;
  readonly name?: string;
  /** Bought or run by someone else: changes take a request, not a commit. */
  readonly thirdParty?: boolean;
}

/** Years known or changed for a data class, and further terms by which it is recognised. */
export interface OwnDataClass {
  readonly id: string;
  readonly title?: string;
  readonly secrecyYears?: number;
  readonly retentionYears?: number;
  readonly integrityYears?: number;
  readonly terms?: readonly string[];
}

export type Medium = 'fibre' | 'internet' | 'leased-line' | 'wireless' | 'satellite' | 'mobile';

/** A way between two places whose protection is decided as a whole. */
export interface DeclaredPathway extends Statement {
  readonly id: string;
  readonly name?: string;
  readonly from: string;
  readonly to: string;
  readonly endpoints?: readonly string[];
  readonly medium?: Medium;
  readonly distanceKm?: number;
  readonly fibre?: 'owned' | 'leased' | 'none';
  /** dB per km; 0.2 at 1550 nm where nothing is stated. */
  readonly lossPerKm?: number;
  /** Key bits per second that the encryptors need. */
  readonly keyRate?: number;
  /** Both ends stand in rooms under the organisation's own control. */
  readonly endsControlled?: boolean;
  /** Intermediate stations in which the key is in the clear. */
  readonly trustedNodes?: number;
  /** The risk owner accepts the cost and the trusted nodes of quantum key distribution. */
  readonly qkdAccepted?: boolean;
  /** Government or military use under UK or US rules, which do not accept quantum key distribution. */
  readonly qkdExcluded?: boolean;
  /** No route to any shared network. */
  readonly isolated?: boolean;
  /** The equipment can be given post-quantum software before the deadline. */
  readonly upgradable?: boolean;
  /** The encryptors take keys from outside (ETSI GS QKD 014). */
  readonly externalKeys?: boolean;
  /** How the two ends know each other, where that is quantum-safe: pre-shared keys of at least 256 bits, or ML-DSA. */
  readonly authentication?: 'pre-shared' | 'ml-dsa';
  /** Keys are shared beforehand and only symmetric cryptography is used. */
  readonly preShared?: boolean;
  /** ISO date on which the path is taken out of use. */
  readonly retires?: string;
  /** CSV file with measured link data, relative to the configuration file. */
  readonly measurements?: string;
}

/** A distribution of the year in which a cryptographically relevant quantum computer exists. */
export interface ThreatScenario {
  readonly id: string;
  readonly title: string;
  /** Cumulative probability at the end of each year, rising. */
  readonly points: readonly {
    readonly year: number;
    readonly probability: number;
    readonly source?: string;
    readonly assumed?: boolean;
  }[];
  readonly source: string;
}

/** `qday.yaml`: what the user knows and no file of the tree says. */
export interface ProjectConfig {
  readonly name?: string;
  readonly owner?: string;
  /** Jurisdictions or policy ids whose dates bind: `us-fed`, `eu`, `de`, `pci` ... */
  readonly jurisdictions?: readonly string[];
  /** Id of a scenario of `rules/lifespan/`, or points of the project's own. */
  readonly threat?: string | ThreatScenario;
  readonly exposure?: Exposure;
  readonly paths?: readonly Scope[];
  readonly components?: readonly Scope[];
  readonly endpoints?: readonly Scope[];
  readonly dataClasses?: readonly OwnDataClass[];
  readonly effort?: readonly {
    readonly remedy?: string;
    readonly component?: string;
    readonly days?: readonly [number, number];
    /** Y: years from decision to done. */
    readonly years?: number;
    readonly reason?: string;
  }[];
  readonly pathways?: readonly DeclaredPathway[];
}
