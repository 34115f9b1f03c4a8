import { defineConfig } from 'vitest/config';

/** Measurements, run on purpose: `npm run bench:detection`. */
export default defineConfig({
  test: {
    include: ['test/bench/**/*.ts'],
    globalSetup: ['test/setup.ts'],
    testTimeout: 300_000,
  },
});
