/** How `npm run test:fuzz` runs: every property with at least 10,000 cases, however long that takes. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/fuzz/**/*.test.ts'],
    env: { FUZZ_CASES: '10000' },
    testTimeout: 600_000,
    hookTimeout: 30_000,
  },
});
