/** How the tests run: every file under tests/ but those that need a browser, in Node, with real files and loopback servers. */
import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'tests/**/*.page.test.ts'],
    // Only a net for what hangs: a loaded machine must not make a test fail. What waits for something gives up in 60 s, and
    // says then what it waited for.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    // No test changes a module, so files of one worker share them: to load all of them for each took half the time.
    isolate: false,
    // By default one core is left to the reporter, which needs none.
    maxWorkers: '100%',
  },
});
