import { describe, expect, test } from 'vitest';
import { ConfigError, loadConfig } from '../../src/config/config.ts';
import type { ConfigSources } from '../../src/config/google-sheet-config.ts';
import { findUnknownVariables } from '../../src/config/unknown-variables.ts';
import type { Env } from '../../src/config/variables.ts';

const TOKEN = '123456789:AAaaBBbbCCccDDddEEeeFFffGGggHHhhIIi';
const GEMINI_KEY = 'AIzaSyntheticGeminiKey';
const GOOGLE_KEY = 'AIzaSyntheticGoogleKey';
const MINIMAL: Env = { TELEGRAM_BOT_TOKEN: TOKEN, GEMINI_API_KEY: GEMINI_KEY };
const ACCOUNT = { clientEmail: 'bot@project.iam.gserviceaccount.com', privateKey: 'PEM' };

const sources: ConfigSources = {
  readFile(path) {
    if (path === 'key.json') return '{"key":"in a file"}';
    throw new Error(`there is no file ${path}`);
  },
  readFiles(folder) {
    throw new Error(`there is no folder ${folder}`);
  },
  parseServiceAccount(json) {
    if (json.startsWith('{')) return ACCOUNT;
    throw new Error('this is not JSON');
  },
};

function problemsOf(env: Env): readonly string[] {
  try {
    loadConfig(env, sources);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('loadConfig', () => {
  test('takes a bot token and a Gemini key; the rest has defaults', () => {
    const config = loadConfig(MINIMAL, sources);
    expect(config.gemini).toMatchObject({
      apiKey: GEMINI_KEY,
      model: 'gemini-3.5-flash-lite',
      concurrency: 16,
    });
    expect(config).toMatchObject({ maxPagesPerInvoice: 20, dataDir: 'data', timeZone: 'Asia/Kolkata' });
    expect(config.telegram?.allowedUserIds).toEqual([]);
    expect(config.googleSheet).toBeUndefined();
  });

  test('lists every problem at once, by variable name, with what is expected', () => {
    expect(
      problemsOf({
        TELEGRAM_BOT_TOKEN: 'nonsense',
        ALLOWED_USER_IDS: '@asha',
        TELEGRAM_API_ROOT: 'ftp://example.org',
        GOOGLE_API_KEY: 'my key',
        GEMINI_CONCURRENCY: '0',
        GEMINI_TIMEOUT_MS: 'soon',
        GOOGLE_SHEET_ID: 'x',
        REPORT_TIMEZONE: 'Asia/Atlantis',
        LOG_LEVEL: 'loud',
      }),
    ).toEqual([
      'TELEGRAM_BOT_TOKEN: expected a bot token from @BotFather, like 123456789:AA…',
      'ALLOWED_USER_IDS: expected numeric Telegram user ids, separated by commas',
      'TELEGRAM_API_ROOT: expected an http(s) URL',
      'GOOGLE_API_KEY: expected an API key: one word of at least 16 characters',
      'GEMINI_CONCURRENCY: expected a whole number from 1 to 1000',
      'GEMINI_TIMEOUT_MS: expected a whole number from 1000 to 600000',
      'GOOGLE_SHEET_ID: expected the id between /d/ and /edit in the spreadsheet’s URL',
      'REPORT_TIMEZONE: expected an IANA time zone such as Asia/Kolkata',
      'LOG_LEVEL: expected one of trace, debug, info, warn, error, fatal, silent',
    ]);
  });

  test('asks for nothing: an empty environment is a bot with stand-ins for all three accounts', () => {
    const { telegram, gemini, googleSheet } = loadConfig({}, sources);
    expect({ telegram, gemini, googleSheet }).toEqual({});
  });

  test('takes a variable that is set to nothing as not set', () => {
    const config = loadConfig({ ...MINIMAL, GEMINI_MODEL: ' ', GOOGLE_SHEET_ID: '' }, sources);
    expect(config.gemini?.model).toBe('gemini-3.5-flash-lite');
    expect(config.googleSheet).toBeUndefined();
  });

  test('accepts GOOGLE_API_KEY, and prefers GEMINI_API_KEY', () => {
    const { GEMINI_API_KEY: _, ...rest } = MINIMAL;
    expect(loadConfig({ ...rest, GOOGLE_API_KEY: GOOGLE_KEY }, sources).gemini?.apiKey).toBe(GOOGLE_KEY);
    expect(loadConfig({ ...MINIMAL, GOOGLE_API_KEY: GOOGLE_KEY }, sources).gemini?.apiKey).toBe(GEMINI_KEY);
  });

  test('reads user ids, and URLs without the slash at their end', () => {
    const env = { ...MINIMAL, ALLOWED_USER_IDS: '42, 77', TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/' };
    expect(loadConfig(env, sources).telegram).toMatchObject({
      allowedUserIds: [42, 77],
      apiRoot: 'http://127.0.0.1:8081',
    });
  });

  test.each([
    ['a file', { GOOGLE_SHEETS_CREDENTIALS_FILE: 'key.json' }],
    ['the variable itself', { GOOGLE_SHEETS_CREDENTIALS_JSON: '{}' }],
  ])('reads the service account from %s', (_, credentials) => {
    const config = loadConfig({ ...MINIMAL, GOOGLE_SHEET_ID: 'abcdefghij', ...credentials }, sources);
    expect(config.googleSheet).toMatchObject({ spreadsheetId: 'abcdefghij', credentials: ACCOUNT });
  });

  test.each([
    [
      { GOOGLE_SHEET_ID: 'abcdefghij' },
      'GOOGLE_SHEETS_CREDENTIALS_FILE is not set although GOOGLE_SHEET_ID is: expected the path of a service account key',
    ],
    [
      { GOOGLE_SHEETS_CREDENTIALS_JSON: '{}' },
      'GOOGLE_SHEET_ID is not set although credentials are: expected the id of the spreadsheet',
    ],
    [
      { GOOGLE_SHEET_ID: 'abcdefghij', GOOGLE_SHEETS_CREDENTIALS_FILE: 'gone.json' },
      'GOOGLE_SHEETS_CREDENTIALS_FILE: there is no file gone.json',
    ],
    [
      { GOOGLE_SHEET_ID: 'abcdefghij', GOOGLE_SHEETS_CREDENTIALS_JSON: 'key' },
      'GOOGLE_SHEETS_CREDENTIALS_JSON: this is not JSON',
    ],
  ])('reports half a Google Sheets account: %j', (extra, problem) => {
    expect(problemsOf({ ...MINIMAL, ...extra })).toEqual([problem]);
  });

  test('takes a limit of 0 as none', () => {
    const none = { MAX_PAGES_PER_USER_PER_DAY: '0', USER_RATE_LIMIT_PER_MINUTE: '0' };
    const config = loadConfig({ ...MINIMAL, ...none }, sources);
    expect(config).toMatchObject({ maxPagesPerUserPerDay: undefined, userRateLimitPerMinute: undefined });
    expect(config.gemini).toMatchObject({ requestsPerMinute: undefined, tokensPerMinute: undefined });
    expect(loadConfig(MINIMAL, sources)).toMatchObject({
      maxPagesPerUserPerDay: 1000,
      userRateLimitPerMinute: 120,
    });
  });

  test('gives a webhook a secret of its own, the same at every start and never shown', () => {
    const env = { ...MINIMAL, TELEGRAM_WEBHOOK_URL: 'https://bot.example.org/hook/' };
    const { telegram, secrets } = loadConfig(env, sources);
    expect(telegram?.webhook).toMatchObject({ url: 'https://bot.example.org/hook', port: 8443 });
    expect(telegram?.webhook?.secret).toMatch(/^[\w-]{43}$/);
    expect(secrets).toContain(telegram?.webhook?.secret);
    expect(loadConfig(env, sources).telegram?.webhook).toEqual(telegram?.webhook);
  });

  test.each([
    [
      { ...MINIMAL, TELEGRAM_WEBHOOK_URL: 'http://bot.example.org' },
      'TELEGRAM_WEBHOOK_URL: expected an https URL',
    ],
    [
      { TELEGRAM_WEBHOOK_URL: 'https://bot.example.org' },
      'TELEGRAM_BOT_TOKEN is not set although TELEGRAM_WEBHOOK_URL is: expected a token from @BotFather',
    ],
    [
      { ...MINIMAL, ALLOWED_GROUP_IDS: '42' },
      'ALLOWED_GROUP_IDS: expected Telegram group ids such as -1001234567890, separated by commas',
    ],
  ])('reports a way to Telegram that leads nowhere: %j', (env, problem) => {
    expect(problemsOf(env)).toEqual([problem]);
  });

  test('refuses two tabs of one name', () => {
    expect(problemsOf({ ...MINIMAL, HSN_MASTER_SHEET: 'line_items' })).toEqual([
      'HSN_MASTER_SHEET: expected a name that no other tab has',
    ]);
  });

  test('names every secret, so that the logger can scrub it', () => {
    const config = loadConfig(
      { ...MINIMAL, GOOGLE_SHEET_ID: 'abcdefghij', GOOGLE_SHEETS_CREDENTIALS_FILE: 'key.json' },
      sources,
    );
    expect(config.secrets).toEqual([TOKEN, GEMINI_KEY, 'PEM']);
  });
});

describe('findUnknownVariables', () => {
  test('finds a typo anywhere, and any unknown name in .env', () => {
    const env = { GEMINI_MODLE: 'x', PATH: '/bin', MY_OWN: '1', GEMINI_MODEL: 'y' };
    expect(findUnknownVariables(env, ['MY_OWN', 'GEMINI_MODEL'])).toEqual([
      'GEMINI_MODLE is not a variable of this program. Did you mean GEMINI_MODEL?',
      'MY_OWN in .env is not a variable of this program',
    ]);
  });
});
