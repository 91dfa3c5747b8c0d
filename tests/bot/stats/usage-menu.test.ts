/** Usage & Stats in chat: the menu, its views, arrows, exports, and who sees whose figures. */
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import type { Message } from '../../../src/local-telegram/bot-api/bot-api-types.ts';
import type { LocalUser } from '../../../src/local-telegram/user-actions.ts';
import type { InvoiceUsageRecord } from '../../../src/usage/records/invoice-record.ts';
import { ASHA, RAVI, type World } from '../../support/test-app.ts';
import { addressOf, callTelegram, dataOf, labelsOf, SUCCESS, sendGoodPage } from '../conversation.ts';
import { createTrackedWorld, type TrackedWorldOptions } from './tracked-world.ts';

const ADMIN = { ADMIN_USER_IDS: String(ASHA.id), REPORT_TIMEZONE: 'UTC' };

/** Now, and days before it, in the ledger's own time zone of these tests. */
const at = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString();
const dayOf = (daysAgo: number) => at(daysAgo).slice(0, 10);

function createAdminWorld(
  records: readonly Partial<InvoiceUsageRecord>[],
  options: TrackedWorldOptions = {},
) {
  return createTrackedWorld(records, { ...options, env: { ...ADMIN, ...options.env } });
}

async function ask(world: World, text: string, user: LocalUser = ASHA): Promise<Message> {
  const asked = world.telegram.sendText(user, text);
  const since = { ...asked, message_id: asked.message_id + 1 };
  return world.telegram.waitForReply(user.id, /./, { since });
}

async function press(world: World, message: Message, wanted: string, reads: string | RegExp, user = ASHA) {
  const data = labelsOf(message).includes(wanted) ? dataOf(message, wanted) : wanted;
  world.telegram.pressButton(user, message, data, { stale: true });
  return world.telegram.waitForReply(user.id, reads);
}

function documentOf(world: World): Promise<Message> {
  const find = () => world.telegram.messages(ASHA.id).find(({ from, document }) => from.is_bot && document);
  return world.telegram.waitFor(find, { what: 'a document' });
}

async function download(world: World, { document }: Message): Promise<string> {
  const bytes = world.telegram.fileBytes(document?.file_id ?? '');
  return Buffer.from(bytes ?? []).toString('utf8');
}

describe('/usage', () => {
  test('opens a menu; Quick, Detailed and 30 days take its place', async () => {
    const world = await createAdminWorld([{ timestamp: at(0) }, { timestamp: at(0), outcome: 'failed' }]);
    const menu = await ask(world, '/usage');
    expect(menu.text).toMatch(/^📊 Usage & Stats: all customers\n/);
    expect(labelsOf(menu)).toEqual(['⚡ Quick', '🔬 Detailed', '📅 30 days', '📄 CSV', '🧾 JSON']);
    expect(dataOf(menu, '⚡ Quick')).toBe('stats_quick');
    expect(dataOf(menu, '🔬 Detailed')).toBe('stats_detailed');
    const quick = await press(world, menu, '⚡ Quick', '⚡ Usage: all customers');
    expect(quick.message_id).toBe(menu.message_id);
    expect(quick.text).toContain('Today:\n• Invoices: 2\n• Pages: 6\n• Cost: $0.0024\n');
    expect(quick.text).toContain('• Success Rate: 50%');
    const detailed = await press(world, quick, '🔬 Detailed', '🔬 Usage in detail');
    expect(detailed.text).toContain('No calls are recorded.');
    const history = await press(world, detailed, '📅 30 days', '📅 Last 30 days');
    expect(history.text).toMatch(/• \d+ \w{3}: 2 invoices, \$0\.0024$/);
  });

  test('tells per model and operation what a scan took', async () => {
    const world = await createAdminWorld([]);
    await sendGoodPage(world);
    world.telegram.sendText(ASHA, '/done');
    await world.telegram.waitForReply(ASHA.id, SUCCESS);
    await expect.poll(world.logged).toContain('[BACKGROUND]');
    const detailed = await press(world, await ask(world, '/usage'), '🔬 Detailed', /Header: 1 call/);
    expect(detailed.text).toMatch(
      /• Header: 1 call, [\d,]+ tokens, \$0\.\d+, p50 [\d.]+s, p95 [\d.]+s\n• Line items: 1 call/,
    );
  });

  test('sends this month as CSV, which no spreadsheet takes for formulas, and as JSON', async () => {
    const world = await createAdminWorld([
      { timestamp: at(0), invoice_id: '=HYPERLINK("http://127.0.0.1/","x")', total_cost_usd: 1.5e-7 },
      { timestamp: '2024-01-06T09:00:00.000Z', invoice_id: 'OLD' },
    ]);
    const menu = await ask(world, '/usage');
    world.telegram.pressButton(ASHA, menu, 'stats_csv');
    const csv = await documentOf(world);
    expect(csv.document?.file_name).toBe(`usage-${dayOf(0).slice(0, 7)}.csv`);
    expect(csv.caption).toMatch(/^1 scan of /);
    const rows: Record<string, string>[] = parse(await download(world, csv), { columns: true, bom: true });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      invoice_id: `'=HYPERLINK("http://127.0.0.1/","x")`,
      total_cost_usd: '0.000000150',
    });
    world.telegram.pressButton(ASHA, menu, 'stats_json');
    const json = await world.telegram.waitFor(
      () => world.telegram.messages(ASHA.id).find(({ document }) => document?.file_name?.endsWith('.json')),
      { what: 'the JSON' },
    );
    expect(JSON.parse(await download(world, json))).toEqual([
      expect.objectContaining({ invoice_id: '=HYPERLINK("http://127.0.0.1/","x")' }),
    ]);
  });
});

describe('arrows', () => {
  test('lead to the nearest day with records, in the same message, and never beyond them', async () => {
    const world = await createAdminWorld([{ timestamp: at(40), page_count: 7 }, { timestamp: at(0) }]);
    const today = await ask(world, '/daily_stats');
    expect(labelsOf(today)).toEqual([`◀ ${dayOf(40)}`]);
    const before = await press(world, today, `◀ ${dayOf(40)}`, 'Pages: 7');
    expect(before.message_id).toBe(today.message_id);
    expect(labelsOf(before)).toEqual([`${dayOf(0)} ▶`]);
    const month = await ask(world, '/monthly_stats');
    expect(labelsOf(month)).toEqual([`◀ ${dayOf(40).slice(0, 7)}`]);
  });
});

describe('a chart', () => {
  const TWO_DAYS = [{ timestamp: at(40), page_count: 7 }, { timestamp: at(0) }];
  const CHARTS = { env: { ENABLE_STATS_CHARTS: 'true' } };
  const findCharts = (world: World) =>
    world.telegram.messages(ASHA.id).filter(({ from, photo }) => from.is_bot && photo);

  function waitForChart(world: World, isWanted: (chart: Message) => boolean = () => true): Promise<Message> {
    const find = () => findCharts(world).find(isWanted);
    return world.telegram.waitFor(find, { what: 'a chart' });
  }

  test('follows the answer as a picture', async () => {
    const world = await createAdminWorld([{ timestamp: at(0) }], CHARTS);
    await ask(world, '/daily_stats');
    const { photo } = await waitForChart(world);
    expect(photo?.at(-1)).toMatchObject({ width: 1600, height: 992 });
  });

  test('is drawn anew, in its place, when an arrow turns to another day', async () => {
    const world = await createAdminWorld(TWO_DAYS, CHARTS);
    const today = await ask(world, '/daily_stats');
    const chart = await waitForChart(world);
    const fileOf = ({ photo }: Message) => photo?.at(-1)?.file_unique_id;
    await press(world, today, `◀ ${dayOf(40)}`, 'Pages: 7');
    const turned = await waitForChart(world, (each) => fileOf(each) !== fileOf(chart));
    expect(turned.message_id).toBe(chart.message_id);
    expect(findCharts(world)).toHaveLength(1);
  });

  test('comes as a new picture where the last one was deleted', async () => {
    const world = await createAdminWorld(TWO_DAYS, CHARTS);
    const today = await ask(world, '/daily_stats');
    const chart = await waitForChart(world);
    await callTelegram(world, 'deleteMessage', addressOf(chart));
    await press(world, today, `◀ ${dayOf(40)}`, 'Pages: 7');
    const next = await waitForChart(world);
    expect(next.message_id).not.toBe(chart.message_id);
  });
});

describe('whose figures are seen', () => {
  const CUSTOMERS = [
    { customerId: 'CUST002', customerName: 'Gulmohar <Traders> & Sons', userIds: [RAVI.id] },
  ];
  const RECORDS = [
    { timestamp: at(0), invoice_id: 'MINE-1', customer_id: 'CUST002', total_tokens: 111 },
    { timestamp: at(0), invoice_id: 'OTHER-1', customer_id: 'CUST001', total_tokens: 222 },
  ];

  test('a user sees those of their own customer by no way but their own', async () => {
    const world = await createAdminWorld(RECORDS, { customers: CUSTOMERS });
    expect((await ask(world, '/daily_stats', RAVI)).text).toContain('Tokens: 111\n');
    expect((await ask(world, '/invoice_stats OTHER-1', RAVI)).text).toContain(
      'Nothing is recorded for OTHER-1.',
    );
    expect((await ask(world, '/invoice_stats scan_2', RAVI)).text).toContain(
      'Nothing is recorded for scan_2.',
    );
    const menu = await ask(world, '/usage', RAVI);
    expect(menu.text).toContain('Usage & Stats: Gulmohar <Traders> & Sons');
    expect(labelsOf(menu).some((label) => label.startsWith('👥'))).toBe(false);
    const quick = await press(world, menu, 'stats_quick:1', /⚡ Usage/, RAVI);
    expect(quick.text).toContain('Gulmohar');
    expect(quick.text).toContain('Invoices: 1\n');
    const stillMenu = await press(world, menu, 'stats_customers:0', '📊 Usage & Stats', RAVI);
    expect(stillMenu.text).toContain('Gulmohar');
  });

  test('an administrator sees all, and can pick one', async () => {
    const world = await createAdminWorld(RECORDS, { customers: CUSTOMERS });
    expect((await ask(world, '/daily_stats')).text).toContain('Tokens: 333\n');
    const menu = await ask(world, '/usage');
    const choice = await press(world, menu, '👥 all customers', '👥 Whose usage?');
    expect(labelsOf(choice)).toEqual(['👥 All customers', 'Gulmohar <Traders> & Sons', 'Default Customer']);
    const picked = await press(world, choice, 'Gulmohar <Traders> & Sons', /Usage & Stats: Gulmohar/);
    const quick = await press(world, picked, '⚡ Quick', '⚡ Usage: Gulmohar');
    expect(quick.text).toContain('• Tokens: 111');
  });

  test('a scan counts for the customer of who sent it', async () => {
    const world = await createAdminWorld([], { customers: CUSTOMERS });
    const sent = world.telegram.sendPhoto(RAVI, await (await import('../conversation.ts')).drawGoodPhoto());
    await world.telegram.waitForReply(RAVI.id, '1 page received', { since: sent });
    world.telegram.sendText(RAVI, '/done');
    await world.telegram.waitForReply(RAVI.id, SUCCESS);
    await expect.poll(world.logged).toContain('Usage tracked');
    expect((await ask(world, '/usage', ASHA)).text).toContain('all customers');
    expect((await ask(world, '/daily_stats', RAVI)).text).toContain('Invoices: 1\n');
  });
});
