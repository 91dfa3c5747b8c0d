/** Faults of vendors, disk and clock against the whole bot: each invoice is saved once, recorded once and told once all the same. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, expect, onTestFinished, test, vi } from 'vitest';
import {
  afterCallerGaveUp,
  answer,
  hang,
  heldUntil,
  reset,
  type ScriptedAnswer,
  statusError,
  truncatedBody,
} from '../../loopback/gemini/gemini-answers.ts';
import { SAMPLE_PAGE_TEXT } from '../../loopback/gemini/gemini-sample-invoice.ts';
import type { SheetsFault } from '../../loopback/sheets/sheets-faults.ts';
import type { Fault as TelegramFault } from '../../loopback/telegram/telegram-faults.ts';
import { formatTable } from '../../papers/measures/tables.ts';
import {
  createGate,
  dataOf,
  drawGoodPhoto,
  headerRows,
  labelsOf,
  pressAndRead,
  reads,
  SUCCESS,
  saidTo,
} from '../bot/conversation.ts';
import { breakDisk, type DiskFault } from '../support/disk-faults.ts';
import { createFolder } from '../support/folders.ts';
import { type HeldTimeouts, holdTimeouts } from '../support/held-timeouts.ts';
import { ASHA, createWorld, type World } from '../support/test-app.ts';

interface Fault {
  readonly where: string;
  readonly what: string;
  /** Before the bot starts, or while it waits for a page. */
  readonly before?: (world: World) => Promise<void>;
  readonly inject?: (world: World, timeouts: HeldTimeouts) => void;
}

/** No machine is so slow; what is to run out runs out when a test says so. */
const PATIENCE_MS = { gemini: 61_000, sheets: 62_000 };

const readPage = answer({ text: SAMPLE_PAGE_TEXT });
const ofGemini = (what: string, ...answers: ScriptedAnswer[]): Fault => ({
  where: 'Gemini',
  what,
  inject: ({ gemini }) => gemini.enqueue('ocr', ...answers),
});
/** The bot's patience with Gemini ends as soon as its call has come. */
const ofSilentGemini = (what: string, scripted: ScriptedAnswer): Fault => ({
  where: 'Gemini',
  what,
  inject: ({ gemini }, timeouts) =>
    gemini.enqueue('ocr', (response, call) => {
      const answered = scripted(response, call);
      timeouts.runOut(PATIENCE_MS.gemini);
      return answered;
    }),
});
const ofSheets = (what: string, fault: SheetsFault, kind: 'token' | 'read' | 'write' = 'write'): Fault => ({
  where: 'Sheets',
  what: `${kind}: ${what}`,
  inject: ({ sheets }, timeouts) => {
    sheets.fail(kind, fault);
    if (fault !== 'hang') return;
    const next = sheets.calls.filter((call) => call.kind === kind).length + 1;
    void sheets.arrived(kind, next).then(() => timeouts.runOut(PATIENCE_MS.sheets));
  },
});
const ofTelegram = (method: string, what: string, fault: TelegramFault): Fault => ({
  where: 'Telegram',
  what: `${method}: ${what}`,
  inject: ({ telegram }) => telegram.injectFault(method, fault),
});
const jump = (hours: number): Fault => ({
  where: 'Clock',
  what: `jumps by ${hours} h during the scan`,
  inject: ({ gemini }) => {
    gemini.enqueue('ocr', async (response, call) => {
      vi.setSystemTime(Date.now() + hours * 3_600_000);
      await readPage(response, call);
    });
  },
});

const FAULTS: readonly Fault[] = [
  ofGemini('slow', (response, call) => heldUntil(delay(500), readPage)(response, call)),
  ofGemini('429', statusError(429)),
  ofGemini('500', statusError(500)),
  ofGemini('503', statusError(503)),
  ofGemini('connection reset', reset()),
  ofGemini('cut in the middle of an answer', truncatedBody()),
  ofSilentGemini('answers after the caller gave up', afterCallerGaveUp(readPage)),
  ofSilentGemini('hangs', hang()),
  {
    where: 'Sheets',
    what: 'write: slow',
    inject: ({ sheets }) => sheets.fail('write', { until: delay(500) }),
  },
  ofSheets('429', { status: 429, retryAfter: '0' }),
  ofSheets('500', { status: 500 }),
  ofSheets('503', { status: 503 }),
  ofSheets('connection reset', 'reset'),
  ofSheets('applied, then reset', 'applied_then_reset'),
  ofSheets('hangs', 'hang'),
  ofSheets('503', { status: 503 }, 'read'),
  ofSheets('hangs', 'hang', 'read'),
  ofSheets('503', { status: 503 }, 'token'),
  ofTelegram('getUpdates', '500', { status: 500 }),
  ofTelegram('getUpdates', 'connection reset', 'reset'),
  ofTelegram('sendMessage', '500', { status: 500 }),
  ofTelegram('sendMessage', 'applied, then reset', 'apply-then-reset'),
  ofTelegram('sendMessage', '429', { status: 429, retryAfterSeconds: 1 }),
  ofTelegram('sendMessage', '503', { status: 503 }),
  ofTelegram('sendMessage', 'slow', { delayMs: 500 }),
  ofTelegram('getUpdates', '429', { status: 429, retryAfterSeconds: 1 }),
  ofTelegram('getUpdates', 'applied, then reset', 'apply-then-reset'),
  ofTelegram('editMessageText', '500', { status: 500 }),
  ofTelegram('editMessageText', 'hangs', 'hang'),
  ofTelegram('getFile', '429', { status: 429, retryAfterSeconds: 1 }),
  ofTelegram('downloadFile', '503', { status: 503 }),
  ofTelegram('downloadFile', 'cut in the middle', 'cut'),
  ofTelegram('downloadFile', 'connection reset', 'reset'),
  jump(5),
  jump(-5),
  {
    where: 'Disk',
    what: 'a damaged scan file at the start',
    before: async ({ dataDir }) => {
      await mkdir(join(dataDir, 'scans', 'scan_damaged'), { recursive: true });
      await writeFile(join(dataDir, 'scans', 'scan_damaged', 'scan.json'), '{"version":1,"sca');
    },
  },
  {
    where: 'Disk',
    what: 'damaged journals of updates and jobs at the start',
    before: async ({ dataDir }) => {
      for (const name of ['updates.jsonl', 'jobs.jsonl'])
        await writeFile(join(dataDir, name), '\0\0{"upda\n{');
    },
  },
  {
    where: 'Disk',
    what: 'the ledger’s place is taken by a folder',
    before: async ({ env }) => {
      await mkdir(join(env.LOGS_DIR ?? '', 'invoice_usage.jsonl'), { recursive: true });
      // What is to be written never will be: the stop need not wait for it.
      env.SHUTDOWN_GRACE_MS = '300';
    },
  },
];

const TRACKED = { ENABLE_USAGE_TRACKING: 'true', ENABLE_INVOICE_LEVEL_TRACKING: 'true' };
const DISK_REPLY = "❌ This bot's disk is full or cannot be written.";

const outcomes: string[][] = [];
afterAll(() => {
  process.stdout.write(
    `\nFaults tried, and what came of them\n\n${formatTable(['where', 'fault', 'rows', 'records', 'told', 'after'], outcomes)}\n\n`,
  );
});

test.each(FAULTS)('$where, $what: saved, recorded and told once', async (fault) => {
  const logsDir = await createFolder();
  const timeouts = holdTimeouts();
  const world = await createWorld({
    sheetTimeoutMs: PATIENCE_MS.sheets,
    env: { ...TRACKED, GEMINI_TIMEOUT_MS: String(PATIENCE_MS.gemini), LOGS_DIR: logsDir },
  });
  vi.useFakeTimers({ toFake: ['Date'], shouldAdvanceTime: true });
  onTestFinished(() => void vi.useRealTimers());
  await fault.before?.(world);
  const app = await world.startBot();
  const startedMs = performance.now();
  fault.inject?.(world, timeouts);
  world.telegram.sendPhoto(ASHA, await drawGoodPhoto());
  await reads(world, '📄 1 page received. Send more, or /done');
  world.telegram.sendText(ASHA, '/done');
  await world.telegram.waitForReply(ASHA.id, SUCCESS);
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  await app.stop();

  const rows = headerRows(world).length;
  const told = saidTo(world).filter((text) => SUCCESS.test(text)).length;
  const records = await countRecords(logsDir);
  outcomes.push([fault.where, fault.what, String(rows), String(records), String(told), `${seconds} s`]);
  expect({ rows, isTold: told >= 1 }).toEqual({ rows: 1, isTold: true });
  expect(await readdir(join(world.dataDir, 'scans'))).toEqual(records === 1 ? [] : expect.any(Array));
});

/** What the user is doing when the disk fails. */
const MOMENTS = {
  page: 'when a page comes',
  done: 'from /done on',
  save: 'as the row is saved',
} as const;

const DISKS: readonly { readonly what: string; readonly fault: DiskFault }[] = [
  { what: 'full', fault: { code: 'ENOSPC' } },
  { what: 'read-only', fault: { code: 'EROFS' } },
  { what: 'failing', fault: { code: 'EIO' } },
  { what: 'slow', fault: { delayMs: 50 } },
];

const DISK_FAULTS = DISKS.flatMap((disk) =>
  (Object.keys(MOMENTS) as (keyof typeof MOMENTS)[]).map((when) => ({ ...disk, when })),
);

test.each(DISK_FAULTS)(
  'Disk, $what at $when: told, and saved and recorded once when it is mended',
  async ({ what, fault, when }) => {
    const logsDir = await createFolder();
    const world = await createWorld({ env: { ...TRACKED, LOGS_DIR: logsDir } });
    const app = await world.startBot();
    const breaks = 'code' in fault;
    const send = async () => world.telegram.sendPhoto(ASHA, await drawGoodPhoto());
    let mend: (() => void) | undefined;

    if (when === 'page') mend = await breakDisk(fault);
    await send();
    if (when === 'page' && breaks) {
      await reads(world, `${DISK_REPLY} Please tell whoever runs it, then send the page again.`);
      mend?.();
      await send();
    }
    await reads(world, '📄 1 page received. Send more, or /done');

    if (when === 'done') mend = await breakDisk(fault);
    const gate = createGate();
    if (when === 'save') world.sheets.fail('write', { until: gate.opened });
    world.telegram.sendText(ASHA, '/done');
    if (when === 'done' && breaks) {
      const failure = await world.telegram.waitForReply(ASHA.id, DISK_REPLY);
      expect(labelsOf(failure)).toEqual(['🔁 Try again', '🗑 Discard']);
      mend?.();
      await pressAndRead(world, failure, dataOf(failure, '🔁 Try again'));
    }
    if (when === 'save') {
      await world.sheets.arrived('write', 1);
      mend = await breakDisk(fault);
      gate.open();
    }
    await world.telegram.waitForReply(ASHA.id, SUCCESS);
    mend?.();
    await expect.poll(() => countRecords(logsDir)).toBe(1);
    await app.stop();

    const said = saidTo(world, ASHA);
    const told = said.filter((text) => SUCCESS.test(text)).length;
    const rows = headerRows(world).length;
    const records = await countRecords(logsDir);
    outcomes.push(['Disk', `${what}, ${MOMENTS[when]}`, String(rows), String(records), String(told), '']);
    expect({ rows, told, records }).toEqual({ rows: 1, told: 1, records: 1 });
    expect(said.join()).not.toContain('Something went wrong');
    expect(await readdir(join(world.dataDir, 'scans'))).toEqual([]);
  },
);

/** Of saved scans. */
async function countRecords(logsDir: string): Promise<number> {
  const text = await readFile(join(logsDir, 'invoice_usage.jsonl'), 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line.includes('"outcome":"saved"')).length;
}
