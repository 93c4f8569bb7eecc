import { defineConfig } from 'vitest/config';

/** Unit tests stand beside their file; tests that need the host's tools or a browser are in tests/. */
export default defineConfig({
  test: {
    include: ['lib/**/*.test.ts', 'app/**/*.test.ts', 'app/**/*.test.tsx', 'tests/**/*.test.ts'],
    globalSetup: 'tests/descriptors.ts',
    testTimeout: 240_000,
    hookTimeout: 300_000,
    // A page on a busy machine takes its time; what is wrong stays wrong longer than this.
    expect: { poll: { timeout: 60_000 } },
  },
});
