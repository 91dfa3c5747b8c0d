/** How the tests run: every file under tests/ but those that need a browser, in Node, with real files and loopback servers. */
import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'tests/**/*.page.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // By default one core is left to the reporter, which needs none.
    maxWorkers: '100%',
  },
});
