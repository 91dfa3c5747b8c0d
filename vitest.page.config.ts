/** How the tests of the chat page run: in a real Chromium, one file at a time. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.page.test.ts'],
    fileParallelism: false,
    // Only a net for what hangs: a loaded machine must not make a test fail. What waits for something gives up in 60 s, and
    // says then what it waited for.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
