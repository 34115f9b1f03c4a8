/** What GitHub's code scanning accepts; a file beyond it is rejected as a whole. */
export const SARIF_LIMITS = {
  results: 25_000,
  /** Kept per result of the 1,000 accepted. */
  locations: 100,
  tags: 20,
  text: 1024,
  notifications: 1_000,
} as const;
