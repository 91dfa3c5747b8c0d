/** The Chromium that the tests of the chat page drive: one for each test file. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** In the bare C locale Chromium can't name a file in any other script. */
const ENVIRONMENT = { ...process.env, LC_ALL: 'C.UTF-8' };

/** Started before the file's first test, ended after its last. */
export function useChromium(): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: findChromium(), args: ARGUMENTS, env: ENVIRONMENT });
  });
  afterAll(() => browser?.close());
  return () => {
    if (browser === undefined) throw new Error('Chromium is started by the first test');
    return browser;
  };
}

function findChromium(): string {
  const given = process.env.CHROMIUM_PATH;
  const path = given || USUAL_PLACES.find((place) => existsSync(place));
  if (path !== undefined && existsSync(path)) return path;
  const tried = given ? `CHROMIUM_PATH is ${given}, where there is nothing` : 'None is in the usual places';
  throw new Error(
    `The tests of the chat page need a Chromium or Chrome. ${tried}. Install one (Debian: apt-get install chromium), or set CHROMIUM_PATH to its program.`,
  );
}
