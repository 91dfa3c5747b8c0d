/** Talks with the whole bot about what its invoices cost. */
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createTestTelegram, TEST_TOKEN } from '../../../loopback/telegram/telegram-server.ts';
import { createBotClient, useHandlers } from '../../../src/bot/bot.ts';
import { createStats } from '../../../src/bot/stats/stats.ts';
import { createStatsDesk } from '../../../src/bot/stats/stats-desk.ts';
import { createLogger } from '../../../src/logger.ts';
import { ASHA, createRunningWorld, createWorld, RAVI, type World } from '../../support/test-app.ts';
import {
  drawGoodPhoto,
  labelsOf,
  pressAndRead,
  reads,
  SUCCESS,
  saidTo,
  sendGoodPage,
} from '../conversation.ts';
import { createTrackedWorld, TRACKING } from './tracked-world.ts';

const OFF_ANSWER =
  'Nothing is recorded, because usage tracking is off. To switch it on, set ENABLE_USAGE_TRACKING=true and ENABLE_INVOICE_LEVEL_TRACKING=true and restart the bot.';
const COMMANDS = ['/invoice_stats', '/daily_stats', '/monthly_stats'];

/** What the bot answers to this. */
async function ask(world: World, text: string): Promise<string> {
  const asked = world.telegram.sendText(ASHA, text);
  const since = { ...asked, message_id: asked.message_id + 1 };
  return (await world.telegram.waitForReply(ASHA.id, /./, { since })).text ?? '';
}

describe('/invoice_stats', () => {
  test('tells of the newest invoice, and of any by its number or scan id', async () => {
    const world = await createTrackedWorld([{}, { invoice_id: 'B/17', total_tokens: 1_234_567 }]);
    const newest = await ask(world, '/invoice_stats');
    expect(newest).toMatch(/^📊 Invoice: B\/17\n\nProcessing:\n.*• Total Tokens: 1,234,567\n/s);
    expect(await ask(world, '/invoice_stats b/17')).toBe(newest);
    expect(await ask(world, '/invoice_stats scan_2')).toBe(newest);
    expect(await ask(world, '/invoice_stats  INV-2024-12345 ')).toMatch(/^📊 Invoice: INV-2024-12345\n/);
  });

  test('of what nobody recorded says so, and how to ask', async () => {
    const world = await createTrackedWorld([{}]);
    expect(await ask(world, '/invoice_stats NO/1')).toBe(
      'Nothing is recorded for NO/1.\n\nUsage: /invoice_stats [invoice no or scan id]\nExample: /invoice_stats INV-2024-12345',
    );
  });

  test('of several scans with one number lets the user choose, newest first', async () => {
    const world = await createTrackedWorld([
      { timestamp: '2026-02-06T09:00:00Z', page_count: 1 },
      { timestamp: '2026-02-06T10:00:00Z', page_count: 2, outcome: 'failed' },
    ]);
    const question = `📊 INV-2024-12345 was scanned 2 times, newest first. Which one?

1. 6 Feb 2026, 15:30, failed: $0.0012
2. 6 Feb 2026, 14:30, saved: $0.0012`;
    expect(await ask(world, '/invoice_stats INV-2024-12345')).toBe(question);
    const asked = await reads(world, question);
    expect(labelsOf(asked)).toEqual(['1', '2']);
    expect(await pressAndRead(world, asked, '2')).toBeUndefined();
    await world.telegram.waitForReply(ASHA.id, '• Pages: 1\n');
    await pressAndRead(world, asked, '1');
    await world.telegram.waitForReply(ASHA.id, '• Outcome: ❌ FAILED');
  });

  test('shows no button whose scan id would not fit; the others still choose the right scan', async () => {
    const world = await createTrackedWorld([{ page_count: 1 }, { scan_id: 'ई'.repeat(40) }]);
    await ask(world, '/invoice_stats INV-2024-12345');
    const asked = await world.telegram.waitForReply(ASHA.id, 'Which one?');
    expect(labelsOf(asked)).toEqual(['2']);
    await pressAndRead(world, asked, '2');
    await world.telegram.waitForReply(ASHA.id, '• Pages: 1\n');
  });

  test('a button of a scan that is not in the ledger says so and sends nothing', async () => {
    const world = await createTrackedWorld([{}]);
    await ask(world, '/invoice_stats');
    const shown = await world.telegram.waitForReply(ASHA.id, '📊 Invoice');
    for (const data of ['invoice_stats:scan_gone', 'invoice_stats:INV-2024-12345']) {
      expect(await pressAndRead(world, shown, data)).toBe('This scan is not in the usage records any more.');
    }
    expect(await pressAndRead(world, shown, 'invoice_stats:')).toMatch(/no longer open/);
    expect(saidTo(world)).toHaveLength(1);
  });
});

describe('/daily_stats', () => {
  test("tells of any day in the report's time zone, and of its outliers", async () => {
    const world = await createTrackedWorld(
      [
        { timestamp: '2026-02-05T18:29:59Z' }, // still the 5th in India
        { timestamp: '2026-02-05T18:30:00Z', confidence_avg: 0.9 },
        { timestamp: '2026-02-06T09:00:00Z', invoice_id: 'LONG-1', page_count: 12, outcome: 'failed' },
      ],
      { env: { ENABLE_OUTLIER_DETECTION: 'true' } },
    );
    expect(await ask(world, '/daily_stats 2026-02-06')).toBe(`📊 Daily Summary: February 6, 2026

Invoices: 2
Pages: 15
Tokens: 14,902
Cost: $0.0024

Quality:
• Success Rate: 50%
• Avg Confidence: 90%

⚠️ Outliers Detected:
• LONG-1: 7,451 tokens (12 pages)`);
    expect(await ask(world, '/daily_stats 2026-02-07')).toBe('Nothing is recorded for February 7, 2026.');
    expect(await ask(world, '/daily_stats')).toMatch(/^Nothing is recorded for .+\.$/);
  });

  test('of today, right after an invoice', async () => {
    const world = await createTrackedWorld();
    await sendGoodPage(world);
    world.telegram.sendText(ASHA, '/done');
    await world.telegram.waitForReply(ASHA.id, SUCCESS);
    const tracked = () => (world.logged().includes('[BACKGROUND] Usage tracked') ? true : undefined);
    await expect.poll(tracked, { interval: 5 }).toBe(true);
    expect(await ask(world, '/daily_stats')).toMatch(/\n\nInvoices: 1\nPages: 1\nTokens: [\d,]+\nCost: /);
    expect(await ask(world, '/invoice_stats')).toMatch(/^📊 Invoice: INV-2026-0042\n/);
    expect(await ask(world, '/monthly_stats')).toMatch(/\nInvoices: 1\n.*\n1\. INV-2026-0042: /s);
  });

  test('with anything but a day says what it takes', async () => {
    const world = await createTrackedWorld([{}]);
    for (const argument of ['yesterday', '2026-02-30', '06/02/2026', '2026-02']) {
      expect(await ask(world, `/daily_stats ${argument}`)).toBe(
        'Usage: /daily_stats [YYYY-MM-DD]\nExample: /daily_stats 2026-02-06',
      );
    }
  });
});

describe('/monthly_stats', () => {
  test('tells of any month', async () => {
    const world = await createTrackedWorld([
      { page_count: 1, total_cost_usd: 28 },
      { invoice_id: 'B/17', page_count: 2, total_cost_usd: 56 },
      { invoice_id: 'C', timestamp: '2026-03-06T09:00:00Z' },
    ]);
    expect(await ask(world, '/monthly_stats 2026-02')).toBe(`📊 Monthly Summary: February 2026

Invoices: 2
Pages: 3
Total Cost: $84.00

Averages:
• Per Day: $3.00
• Per Invoice: $42.00
• Pages Per Invoice: 1.50

Top 2 Expensive Invoices:
1. B/17: $56.00 (2 pages)
2. INV-2024-12345: $28.00 (1 page)`);
    expect(await ask(world, '/monthly_stats 2025-12')).toBe('Nothing is recorded for December 2025.');
  });

  test('with anything but a month says what it takes', async () => {
    const world = await createTrackedWorld([{}]);
    for (const argument of ['2026-13', 'February', '2026-02-06']) {
      expect(await ask(world, `/monthly_stats ${argument}`)).toBe(
        'Usage: /monthly_stats [YYYY-MM]\nExample: /monthly_stats 2026-02',
      );
    }
  });
});

describe('while nothing is recorded', () => {
  test('because tracking is off, or its level of invoices: how to switch it on', async () => {
    for (const env of [{}, { ENABLE_USAGE_TRACKING: 'true', ENABLE_OCR_LEVEL_TRACKING: 'true' }]) {
      const world = await createWorld({ env });
      world.env.LOGS_DIR = join(world.dataDir, 'logs');
      await world.startBot();
      for (const command of COMMANDS) expect(await ask(world, command)).toBe(OFF_ANSWER);
    }
  });

  test('because no invoice has come yet: so', async () => {
    const world = await createTrackedWorld();
    for (const command of COMMANDS) {
      expect(await ask(world, command)).toBe(
        'Nothing is recorded yet. Usage tracking is on: the next invoice will show up here.',
      );
    }
  });

  test('can be asked by whoever may use the bot only', async () => {
    const world = await createRunningWorld({ env: { ALLOWED_USER_IDS: String(RAVI.id) } });
    world.telegram.sendText(ASHA, '/daily_stats');
    await world.telegram.waitForReply(ASHA.id, 'this bot is private');
    expect(saidTo(world)).toHaveLength(1);
  });
});

test.each([
  ['that does not come', () => new Promise<never>(() => {})],
  ['that fails', () => Promise.reject(new Error('another process tracks here'))],
])('an answer %s keeps nobody waiting', async (_, stats) => {
  const telegram = await createTestTelegram();
  onTestFinished(telegram.close);
  const bot = createBotClient({ token: TEST_TOKEN, apiRoot: telegram.apiRoot });
  const log = createLogger({ level: 'silent', secrets: [], isTerminal: false });
  const whose = { isAdmin: () => true, customerOf: () => 'CUST001', customerName: (id: string) => id };
  const desk = createStatsDesk({ stats, timeoutMs: 20, ...whose });
  useHandlers(bot, { log, rooms: [createStats({ desk, timeZone: 'Asia/Kolkata', drawChart: undefined })] });
  const polling = bot.start();
  onTestFinished(async () => {
    await bot.stop();
    await polling;
  });
  telegram.sendText(ASHA, '/daily_stats');
  await telegram.waitForReply(ASHA.id, "The usage records can't be read just now.");
});

describe('a scan that stands out', () => {
  const WATCHED = {
    ...TRACKING,
    ALLOWED_USER_IDS: String(ASHA.id),
    ADMIN_USER_IDS: `${RAVI.id},4711`,
    ENABLE_OUTLIER_DETECTION: 'true',
    OUTLIER_PAGE_COUNT_THRESHOLD: '1',
  };
  const ALERT = /^⚠️ Outlier Alert: INV-2026-0042\n\nCost: /;

  async function scanTwoPages({ telegram }: World): Promise<void> {
    telegram.sendText(RAVI, '/start');
    telegram.sendAlbum(ASHA, [await drawGoodPhoto(), await drawGoodPhoto()]);
    await telegram.waitForReply(ASHA.id, '2 pages received. Send more, or /done');
    telegram.sendText(ASHA, '/done');
    await telegram.waitForReply(ASHA.id, SUCCESS);
  }

  test('is told to administrators and nobody else, also if one of them cannot be reached', async () => {
    const world = await createTrackedWorld([], { env: WATCHED });
    await scanTwoPages(world);
    const alert = await world.telegram.waitForReply(RAVI.id, ALERT);
    expect(alert.text).toMatch(
      /\nPages: 2\n.*\n\nPossible Reasons:\n• Multi-page invoice with complex layouts$/s,
    );
    expect(saidTo(world).join('\n')).not.toContain('Outlier');
  });

  test('is told although the bot is stopped at once', async () => {
    const world = await createWorld({ env: WATCHED });
    world.env.LOGS_DIR = join(world.dataDir, 'logs');
    const app = await world.startBot();
    await scanTwoPages(world);
    world.telegram.injectFault('sendMessage', { delayMs: 100 });
    await app.stop();
    expect(saidTo(world, RAVI).filter((text) => ALERT.test(text))).toHaveLength(1);
  });
});
