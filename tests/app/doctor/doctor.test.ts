/** The doctor against loopback servers: each fault has its sentence, and everything that is well is said to be. */
import { chmod } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { Api } from 'grammy';
import { describe, expect, onTestFinished, test } from 'vitest';
import { errorInfo, quotaFailure } from '../../../loopback/gemini/gemini-answers.ts';
import { TEST_TOKEN } from '../../../loopback/telegram/telegram-server.ts';
import { CONFIG_SOURCES } from '../../../src/app/config-sources.ts';
import { type DoctorOptions, examine } from '../../../src/app/doctor/doctor.ts';
import type { Finding } from '../../../src/app/doctor/finding.ts';
import { loadConfig } from '../../../src/config/config.ts';
import { createFolder } from '../../support/folders.ts';
import { createWorld, type World } from '../../support/test-app.ts';

/** Nobody listens there. */
const DEAD_END = 'http://127.0.0.1:9';
const PLENTY_BYTES = 50 * 1024 ** 3;

type Overrides = Partial<Omit<DoctorOptions, 'config'>>;

async function examineEnv(env: Readonly<Record<string, string>>, overrides: Overrides = {}) {
  return await examine({
    config: loadConfig(env, CONFIG_SOURCES),
    nodeVersion: '22.12.0',
    now: () => new Date(),
    timeoutMs: 60_000,
    pollSeconds: 0,
    freeBytes: async () => PLENTY_BYTES,
    ...overrides,
  });
}

function examineWorld(world: World, overrides?: Overrides): Promise<readonly Finding[]> {
  return examineEnv(world.env, overrides);
}

/** All that is not well, as one line each. */
function complaintsOf(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ verdict }) => verdict !== 'well')
    .map(({ subject, verdict, sentence }) => `${verdict} ${subject}: ${sentence}`);
}

async function createHealthyWorld(env: Readonly<Record<string, string>> = {}): Promise<World> {
  const world = await createWorld({ env: { ADMIN_USER_IDS: '7', ...env } });
  await chmod(world.dataDir, 0o700);
  return world;
}

test('everything well: says so of each, and has changed nothing', async () => {
  const world = await createHealthyWorld({ ENABLE_USAGE_TRACKING: 'true', LOGS_DIR: await createFolder() });
  const before = world.sheets.tab('Sheet1');
  const findings = await examineWorld(world);
  expect(findings.map(({ subject, verdict }) => `${subject} ${verdict}`)).toEqual([
    'Node.js well',
    'DATA_DIR well',
    'LOGS_DIR well',
    'Clock well',
    'Telegram well',
    'Updates well',
    'Gemini well',
    'Google Sheets well',
  ]);
  expect(findings.at(-1)?.sentence).toContain('The first invoice creates Invoice_Header, Line_Items');
  expect(world.sheets.tab('Sheet1')).toEqual(before);
  expect(world.gemini.calls).toHaveLength(0);
});

test('accounts that are absent are named, with what stands in', async () => {
  const dataDir = join(await createFolder(), 'made');
  const findings = await examineEnv({ DATA_DIR: dataDir });
  expect(findings.map(({ subject, verdict }) => `${subject} ${verdict}`)).toEqual([
    'Node.js well',
    'DATA_DIR well',
    'Telegram absent',
    'Gemini absent',
    'Google Sheets absent',
  ]);
  expect(findings.at(-1)?.sentence).toContain(`Rows go to CSV files in ${dataDir}.`);
});

describe('Telegram', () => {
  test('does not know the token', async () => {
    const world = await createHealthyWorld();
    world.env.TELEGRAM_BOT_TOKEN = TEST_TOKEN.replace(/.$/, 'x');
    expect(complaintsOf(await examineWorld(world))).toEqual([
      'broken Telegram: it does not know this token. Copy it again from @BotFather into TELEGRAM_BOT_TOKEN.',
    ]);
  });

  test("can't be reached: the sentence does not hold the token", async () => {
    const world = await createHealthyWorld({ TELEGRAM_API_ROOT: DEAD_END });
    const [complaint] = complaintsOf(await examineWorld(world));
    expect(complaint).toMatch(/^broken Telegram: http:\/\/127\.0\.0\.1:9 can't be reached: /);
    expect(complaint).toContain('Check the network and TELEGRAM_API_ROOT.');
  });

  test('has a webhook of another installation', async () => {
    const world = await createHealthyWorld();
    const api = new Api(TEST_TOKEN, { apiRoot: world.telegram.apiRoot });
    await api.setWebhook('https://other.example.org/hook');
    expect(complaintsOf(await examineWorld(world))).toEqual([
      expect.stringContaining('doubtful Updates: a webhook is set (https://other.example.org/hook);'),
    ]);
  });

  test('is asked for updates by another program, which the question does not end', async () => {
    const world = await createHealthyWorld();
    await world.startBot();
    await world.telegram.waitForOpenCall('getUpdates');
    const findings = await examineWorld(world, { pollSeconds: 5 });
    expect(complaintsOf(findings)).toEqual([
      'doubtful Updates: a program fetches them just now. If that is this bot, all is well; only one program can, so stop any other.',
    ]);
    world.telegram.sendText({ id: 42, firstName: 'Asha' }, '/help');
    await world.telegram.waitForReply(42, 'How it works');
  });

  test('does not deliver to the address that is configured', async () => {
    const world = await createHealthyWorld({ TELEGRAM_WEBHOOK_URL: 'https://bot.example.org/hook' });
    expect(complaintsOf(await examineWorld(world))).toEqual([
      'doubtful Updates: Telegram does not deliver to https://bot.example.org/hook yet; the bot asks for it when it starts.',
    ]);
  });

  test('has nobody who may use the bot', async () => {
    const world = await createHealthyWorld({ ADMIN_USER_IDS: '', ALLOWED_USER_IDS: '' });
    expect(complaintsOf(await examineWorld(world))).toEqual([
      'doubtful People: nobody may use the bot. Send it /start, and put the number that it answers into ADMIN_USER_IDS.',
    ]);
  });
});

describe('Gemini', () => {
  test('refuses the key', async () => {
    const world = await createHealthyWorld();
    const details = [errorInfo('API_KEY_INVALID')];
    world.gemini.refuseModels(400, { message: 'API key not valid.', details });
    expect(complaintsOf(await examineWorld(world))).toEqual([
      'broken Gemini: it refuses the key (Gemini answered [400] API key not valid.). Make a new one at https://aistudio.google.com/apikey and put it into GEMINI_API_KEY.',
    ]);
  });

  test('knows no such model', async () => {
    const world = await createHealthyWorld({ GEMINI_MODEL: 'gemnii-3.5' });
    expect(complaintsOf(await examineWorld(world))).toEqual([
      'broken Gemini: it knows no model gemnii-3.5 for this key. Check the spelling of GEMINI_MODEL, or leave it out.',
    ]);
  });

  test.each([
    [429, [quotaFailure('RequestsPerDay')], 'the key has used up its quota of today'],
    [503, [], 'does not answer as it should'],
    [418, [], 'it refuses the question'],
  ])('answers %i', async (status, details, words) => {
    const world = await createHealthyWorld();
    world.gemini.refuseModels(status, { message: 'no', details });
    expect(complaintsOf(await examineWorld(world))).toEqual([expect.stringContaining(words)]);
  });

  test("can't be reached", async () => {
    const world = await createHealthyWorld({ GEMINI_BASE_URL: DEAD_END });
    expect(complaintsOf(await examineWorld(world))).toEqual([
      expect.stringMatching(/^broken Gemini: http:\/\/127\.0\.0\.1:9 does not answer as it should \(/),
    ]);
  });
});

describe('Google Sheets', () => {
  test.each([
    ['token', { status: 400, message: 'Invalid JWT Signature.' }, 'Google refused the service account:'],
    ['read', { status: 404 }, 'There is no spreadsheet 1SyntheticSpreadsheetOfTheTests: check its id'],
    ['read', { status: 403, message: 'no' }, 'share it with this address as Editor'],
    ['read', { status: 403, reason: 'SERVICE_DISABLED' }, 'The Google Sheets API is not enabled'],
    ['write', { status: 403, message: 'no' }, 'for reading only. Share it with this address as Editor.'],
    ['write', { status: 500 }, 'Google Sheets'],
  ] as const)('%s answers %j', async (kind, fault, words) => {
    const world = await createHealthyWorld();
    world.sheets.fail(kind, fault);
    const complaints = complaintsOf(await examineWorld(world));
    expect(complaints).toEqual([expect.stringMatching(/^broken Google Sheets: /)]);
    expect(complaints[0]).toContain(words);
  });
});

describe('this machine', () => {
  test.each([
    ['18.20.0', 'broken'],
    ['20.18.9', 'broken'],
    ['20.19.0', 'well'],
    ['24.0.0', 'well'],
  ])('with Node %s is %s', async (nodeVersion, verdict) => {
    const [finding] = await examineEnv({ DATA_DIR: await createFolder() }, { nodeVersion });
    expect(finding).toMatchObject({ subject: 'Node.js', verdict });
  });

  test('has a data folder that is no folder', async () => {
    const findings = await examineEnv({ DATA_DIR: '/dev/null/data' });
    expect(complaintsOf(findings)[0]).toMatch(
      /^broken DATA_DIR: \/dev\/null\/data can't be written \(.+\)\. Give this user the right to, or name another folder in DATA_DIR\.$/,
    );
  });

  test.each([
    [50, 'broken DATA_DIR: the disk of '],
    [500, 'doubtful DATA_DIR: '],
  ])('has only %i MB left', async (megabytes, words) => {
    const world = await createHealthyWorld();
    const findings = await examineWorld(world, { freeBytes: async () => megabytes * 1024 ** 2 });
    expect(complaintsOf(findings)).toEqual([expect.stringContaining(words)]);
    expect(complaintsOf(findings)[0]).toContain(`${megabytes} MB`);
  });

  test('lets others look into the data folder', async () => {
    const world = await createHealthyWorld();
    await chmod(world.dataDir, 0o755);
    expect(complaintsOf(await examineWorld(world))).toEqual([
      `doubtful DATA_DIR: other users of this machine can look into ${world.dataDir}. If they should not: chmod 700 ${world.dataDir}`,
    ]);
  });

  test.each([
    [-7, '7 min ahead of'],
    [5, '5 min behind'],
  ])('has a clock that the servers see %i min off', async (minutes, words) => {
    const server = createServer((_request, response) => {
      response.setHeader('date', new Date(Date.now() + minutes * 60_000).toUTCString()).end();
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    const findings = await examineEnv({
      DATA_DIR: await createFolder(),
      GEMINI_API_KEY: 'AIzaSyntheticGeminiKey',
      GEMINI_BASE_URL: url,
    });
    const clock = findings.find(({ subject }) => subject === 'Clock');
    expect(clock).toMatchObject({ verdict: 'broken', sentence: expect.stringContaining(words) });
  });
});
