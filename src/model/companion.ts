/**
 * Another file of the tree with which a file has to be read: what it includes, and the files that give its variables
 * their values. Asked for on the first reading, handed in on the second.
 */
export interface CompanionAsk {
  /** The file that asks, as a path from the scan root. */
  readonly from: string;
  /** As written there: relative, absolute on the machine it is made for, with `*`. */
  readonly pattern: string;
}

export interface Companion {
  readonly path: string;
  readonly bytes: Uint8Array;
}
