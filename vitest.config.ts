import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/setup.ts'],
    reporters: ['default', './test/count-reporter.ts'],
    // Generous: nothing here asserts time, and two slow cores must not fail a test.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
