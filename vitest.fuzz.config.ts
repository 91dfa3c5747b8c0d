/** How `npm run test:fuzz` runs: every property with at least 10,000 cases, however long that takes. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/fuzz/**/*.test.ts'],
    env: { FUZZ_CASES: '10000' },
    // Only a net for what hangs: the slowest property takes minutes on a machine that has nothing else to do.
    testTimeout: 7_200_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
