/** Two customers with two sheets: nothing of one reaches the other, and the trouble of one is not the other's. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answer } from '../../../loopback/gemini/gemini-answers.ts';
import { SAMPLE_PAGE_TEXT } from '../../../loopback/gemini/gemini-sample-invoice.ts';
import { NOT_FOUND, OVER_QUOTA } from '../../../loopback/sheets/sheets-faults.ts';
import type { LocalUser } from '../../../src/local-telegram/user-actions.ts';
import { createGate, SUCCESS, saidTo } from '../conversation.ts';
import {
  ADMIN,
  createCustomersWorld,
  customerOf,
  drawInvoice,
  markOf,
  NORTH,
  numbersIn,
  SOUTH,
  scanInvoice,
} from './customers-world.ts';

const TRACKED = {
  ENABLE_USAGE_TRACKING: 'true',
  ENABLE_OCR_LEVEL_TRACKING: 'true',
  ENABLE_INVOICE_LEVEL_TRACKING: 'true',
};

describe('two customers', () => {
  test('save into sheets of their own, and the same invoice at both is no duplicate', async () => {
    const world = await createCustomersWorld();
    await world.startBot();
    await scanInvoice(world, NORTH, 'BOTH-1');
    await world.telegram.waitForReply(NORTH.id, SUCCESS);
    await scanInvoice(world, SOUTH, 'BOTH-1');
    await world.telegram.waitForReply(SOUTH.id, SUCCESS);
    expect([numbersIn(world.north), numbersIn(world.south)]).toEqual([['BOTH-1'], ['BOTH-1']]);
    expect(world.sheets.rows('Invoice_Header')).toBeUndefined();
    await scanInvoice(world, NORTH, 'BOTH-1');
    await world.telegram.waitForReply(NORTH.id, 'This invoice is saved already');
  });

  test('tell nothing of each other: no word, row, record or line of the log', async () => {
    const world = await createCustomersWorld();
    world.env.LOGS_DIR = join(world.dataDir, 'logs');
    Object.assign(world.env, TRACKED);
    const app = await world.startBot();
    for (const [user, no] of [
      [NORTH, 'NORTH-11'],
      [SOUTH, 'SOUTH-22'],
      [NORTH, 'NORTH-12'],
    ] as const) {
      await scanInvoice(world, user, no);
      await world.telegram.waitForReply(user.id, new RegExp(`saved successfully.*${no}`, 's'));
    }
    for (const user of [NORTH, SOUTH]) {
      for (const command of [
        '/usage',
        '/invoice_stats',
        '/daily_stats',
        '/monthly_stats',
        '/jobs',
        '/help',
      ]) {
        const sent = world.telegram.sendText(user, command);
        await world.telegram.waitForReply(user.id, /./, { since: sent });
      }
    }
    await app.stop();
    const north = /NORTH|Uttar|Naina|\b101\b/;
    const south = /SOUTH|Dakshin|Sunita|\b202\b/;
    expect(saidTo(world, SOUTH).join('\n')).not.toMatch(north);
    expect(saidTo(world, NORTH).join('\n')).not.toMatch(south);
    expect(saidTo(world, NORTH).join('\n')).toMatch(/NORTH-12/);
    expect(JSON.stringify(world.south.rows('Invoice_Header'))).not.toMatch(north);
    expect(JSON.stringify(world.north.rows('Invoice_Header'))).not.toMatch(south);
    const records = (await readFile(join(world.env.LOGS_DIR, 'invoice_usage.jsonl'), 'utf8'))
      .trim()
      .split('\n');
    expect(records.map((line) => JSON.parse(line).customer_id)).toEqual(['NORTH', 'SOUTH', 'NORTH']);
    for (const line of [...records, ...world.logged().split('\n')]) {
      expect(north.test(line) && south.test(line)).toBe(false);
    }
    expect(await readdir(join(world.dataDir, 'scans'))).toEqual([]);
  });

  test.each([
    ['is away', { status: 503 } as const, /spreadsheet can't be reached/],
    ['has a wrong id', NOT_FOUND, /the spreadsheet does not exist/],
    ['is out of quota', OVER_QUOTA, /spreadsheet can't be reached/],
    ['does not answer', 'hang' as const, /Saving…/],
  ])('one whose sheet %s does not keep the other waiting', async (_, fault, told) => {
    const world = await createCustomersWorld();
    await world.startBot();
    world.north.failAll(fault);
    await scanInvoice(world, NORTH, 'NORTH-1');
    await world.telegram.waitForReply(NORTH.id, told);
    for (const no of ['SOUTH-1', 'SOUTH-2', 'SOUTH-3']) {
      await scanInvoice(world, SOUTH, no);
      await world.telegram.waitForReply(SOUTH.id, new RegExp(`saved successfully.*${no}`, 's'));
    }
    expect(numbersIn(world.south)).toEqual(['SOUTH-1', 'SOUTH-2', 'SOUTH-3']);
    expect(saidTo(world, NORTH).some((text) => SUCCESS.test(text))).toBe(false);
    expect(numbersIn(world.north)).toEqual([]);
  });

  test('forty chats, one sheet away: those of the other all end, and these when it is back', async () => {
    const users = Array.from({ length: 40 }, (_, at): LocalUser => ({ id: 1000 + at, firstName: `P${at}` }));
    const world = await createCustomersWorld({
      env: { ALLOWED_USER_IDS: users.map(({ id }) => id).join(',') },
    });
    const northern = users.filter((_, at) => at % 2 === 0);
    const southern = users.filter((_, at) => at % 2 === 1);
    const idsOf = (people: readonly LocalUser[]) => people.map(({ id }) => id);
    await world.declare([
      customerOf('NORTH', 'Uttar Traders', { userIds: idsOf(northern), sheetId: world.north.spreadsheetId }),
      customerOf('SOUTH', 'Dakshin Stores', { userIds: idsOf(southern), sheetId: world.south.spreadsheetId }),
    ]);
    await world.startBot();
    world.north.failAll({ status: 503 });
    await Promise.all(
      users.map((user, at) => scanInvoice(world, user, `${at % 2 ? 'SOUTH' : 'NORTH'}-${at}`)),
    );
    await Promise.all(southern.map(({ id }) => world.telegram.waitForReply(id, SUCCESS)));
    expect(numbersIn(world.south)).toHaveLength(20);
    expect(numbersIn(world.north)).toEqual([]);
    world.north.heal();
    await Promise.all(northern.map(({ id }) => world.telegram.waitForReply(id, SUCCESS)));
    expect([...numbersIn(world.north)].sort()).toEqual(northern.map((_, at) => `NORTH-${at * 2}`).sort());
  });

  test('the many pages of one do not keep a page of the other from being read', async () => {
    const world = await createCustomersWorld({ env: { ENABLE_READ_AHEAD: 'true', GEMINI_CONCURRENCY: '1' } });
    await world.startBot();
    const { opened, open } = createGate();
    world.gemini.enqueue('ocr', async (response, call) => {
      await opened;
      await answer({ text: SAMPLE_PAGE_TEXT })(response, call);
    });
    const sendPages = async (user: LocalUser, count: number) => {
      for (let no = 1; no <= count; no++) {
        const invoiceNo = `${user === NORTH ? 'NORTH' : 'SOUTH'}-${no}`;
        world.telegram.sendPhoto(user, await drawInvoice(invoiceNo));
        await world.telegram.waitForReply(user.id, `📄 ${no} page`);
      }
    };
    await sendPages(NORTH, 6);
    await sendPages(SOUTH, 1);
    open();
    await world.gemini.waitForCalls(7);
    expect(world.gemini.calls.map(markOf).indexOf('SOUTH-1')).toBeLessThan(3);
  });

  test('a customer that is not declared any more saves nowhere and costs nothing, until it is declared again', async () => {
    const world = await createCustomersWorld();
    world.env.ENABLE_READ_AHEAD = 'false';
    const app = await world.startBot();
    world.telegram.sendPhoto(NORTH, await drawInvoice('NORTH-5'));
    await world.telegram.waitForReply(NORTH.id, '1 page received');
    await world.declare([customerOf('SOUTH', 'Dakshin Stores', { sheetId: world.south.spreadsheetId })]);
    app.reloadCustomers();
    const draft = world.telegram.messages(NORTH.id).at(-1);
    if (!draft) throw new Error('no draft');
    world.telegram.pressButton(
      NORTH,
      draft,
      draft.reply_markup?.inline_keyboard[0]?.[0]?.callback_data ?? '',
    );
    const failed = await world.telegram.waitForReply(NORTH.id, 'not set up here any more');
    expect([numbersIn(world.north), numbersIn(world.south)]).toEqual([[], []]);
    expect(world.sheets.rows('Invoice_Header')).toBeUndefined();
    expect(world.gemini.calls).toEqual([]);
    await world.declare([
      customerOf('NORTH', 'Uttar Traders', { userIds: [NORTH.id], sheetId: world.north.spreadsheetId }),
    ]);
    app.reloadCustomers();
    world.telegram.pressButton(NORTH, failed, '🔁 Try again');
    await world.telegram.waitForReply(NORTH.id, SUCCESS);
    expect(numbersIn(world.north)).toEqual(['NORTH-5']);
  });
});

describe('an administrator', () => {
  test('invites into a customer, sees who belongs where, moves people, and reloads', async () => {
    const world = await createCustomersWorld();
    await world.startBot();
    const { telegram } = world;
    const ask = async (text: string, wanted: string | RegExp, user = ADMIN) => {
      const since = telegram.sendText(user, text);
      return (await telegram.waitForReply(user.id, wanted, { since })).text ?? '';
    };
    expect(await ask('/invite EAST', 'no customer EAST')).toContain('• NORTH Uttar Traders');
    const invitation = await ask('/invite SOUTH', 'It leads to Dakshin Stores (SOUTH).');
    const token = /start=([\w-]+)/.exec(invitation)?.[1] ?? '';
    const guest: LocalUser = { id: 303, firstName: 'Geeta' };
    await ask(`/start ${token}`, /./, guest);
    await telegram.waitForReply(
      ADMIN.id,
      'Geeta (303) has used your invitation and may now use the bot for Dakshin Stores',
    );
    await scanInvoice(world, guest, 'SOUTH-9');
    await telegram.waitForReply(guest.id, SUCCESS);
    expect(numbersIn(world.south)).toEqual(['SOUTH-9']);

    expect(await ask('/members', 'Here by invitation')).toContain('Geeta (303), since');
    expect(await ask('/members', 'Here by invitation')).toContain('· Dakshin Stores (SOUTH)');
    await ask('/move', 'Say who moves where');
    await ask('/move 303 EAST', 'no customer EAST');
    await ask('/move 404 NORTH', '404 may not use this bot');
    await ask('/move 101 SOUTH', '101 is declared for Uttar Traders (NORTH)');
    await ask('/move 303 NORTH', '303 belongs to Uttar Traders (NORTH) from now on');
    await scanInvoice(world, guest, 'NORTH-9');
    await telegram.waitForReply(guest.id, /saved successfully.*NORTH-9/s);
    expect(numbersIn(world.north)).toEqual(['NORTH-9']);

    await world.declare([{ customerId: 'NORTH' }]);
    await ask('/reload', 'CUSTOMERS_FILE has mistakes, so all stays as it was');
    await world.declare([customerOf('SOUTH', 'Dakshin Stores', { sheetId: world.south.spreadsheetId })]);
    expect(await ask('/reload', '2 customers declared')).toContain('• 303 (NORTH)');
    const refused = telegram.sendText(guest, '/help');
    await telegram.waitForReply(guest.id, 'private', { since: refused });
    await ask('/move 303 SOUTH', 'belongs to Dakshin Stores');
    await ask('/help', 'How it works', guest);
  });

  test('adds own fields by a reload: columns are added to the same sheet', async () => {
    const world = await createCustomersWorld();
    await world.startBot();
    const { telegram, north } = world;
    await scanInvoice(world, NORTH, 'NORTH-1');
    await telegram.waitForReply(NORTH.id, SUCCESS);
    const before = north.rows('Invoice_Header')?.[0] ?? [];
    const extraFields = [
      { name: 'PO_No', description: 'the purchase order’s number', type: 'text', of: 'header' },
    ];
    await world.declare([
      customerOf('NORTH', 'Uttar Traders', {
        userIds: [NORTH.id],
        sheetId: north.spreadsheetId,
        extraFields,
      }),
    ]);
    telegram.sendText(ADMIN, '/reload');
    await telegram.waitForReply(ADMIN.id, '2 customers declared');
    await scanInvoice(world, NORTH, 'NORTH-2');
    await telegram.waitForReply(NORTH.id, /saved successfully.*NORTH-2/s);
    expect(north.rows('Invoice_Header')?.[0]).toEqual([...before, 'PO_No']);
    expect(numbersIn(north)).toEqual(['NORTH-1', 'NORTH-2']);
  });

  test('hears of mistakes that a signal to reload came upon', async () => {
    const world = await createCustomersWorld();
    const app = await world.startBot();
    world.telegram.sendText(ADMIN, '/help');
    await world.telegram.waitForReply(ADMIN.id, 'How it works');
    await world.declare('nonsense');
    app.reloadCustomers();
    await world.telegram.waitForReply(ADMIN.id, 'CUSTOMERS_FILE has mistakes');
  });

  test('nobody else can use these commands', async () => {
    const world = await createCustomersWorld();
    await world.startBot();
    for (const command of ['/move 202 NORTH', '/reload', '/invite SOUTH', '/members']) {
      const since = world.telegram.sendText(NORTH, command);
      await world.telegram.waitForReply(NORTH.id, /./, { since });
    }
    expect(saidTo(world, NORTH).join('\n')).not.toMatch(/SOUTH|Dakshin|declared|invit/);
  });
});
