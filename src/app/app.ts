/** Puts the parts together: a checked configuration in, a running bot out. */
import type { Logger } from 'pino';
import { createBotClient, useHandlers } from '../bot/bot.ts';
import { setCommandMenu } from '../bot/command-menu.ts';
import { tellDamagedScans } from '../bot/scans/damaged-scans.ts';
import { createScanMessages } from '../bot/scans/scan-messages.ts';
import { createOutlierAlerts } from '../bot/stats/outlier-alerts.ts';
import { type PollingOptions, startPolling } from '../bot/updates/polling.ts';
import type { Reception } from '../bot/updates/reception.ts';
import { createUpdateIntake } from '../bot/updates/update-intake.ts';
import { openUpdateJournal } from '../bot/updates/update-journal.ts';
import { startWebhook } from '../bot/updates/webhook.ts';
import { createChartDrawer } from '../charts/chart-drawer.ts';
import type { Config } from '../config/config.ts';
import { createFolderStorage } from '../durable/folder-storage.ts';
import { type JobBook, openJobBook } from '../jobs/job-book.ts';
import { toJob } from '../jobs/scan-job.ts';
import type { CircuitPace } from '../model-reading/calls/circuit.ts';
import { createPageFileInspection } from '../page-files/page-files.ts';
import { openScanStore, type ScanStore } from '../scan/kept/scan-store.ts';
import { createPageExpiry } from '../scan/page-expiry.ts';
import type { SaveRetry } from '../scan/steps/save-invoice.ts';
import { isEnded, isWaiting } from '../scan/value/scan-states.ts';
import type { Tracker } from '../usage/tracker.ts';
import { type AppParts, stopApp } from './app-stop.ts';
import { openBotAccess } from './bot-access.ts';
import { createBotRooms } from './bot-rooms.ts';
import { createCustomersReload, tellReload } from './customers-reload.ts';
import { startHealthWatch } from './health-watch.ts';
import { createScanning } from './scanning.ts';
import { createSavedRows, createSaveObservation } from './sheets/saved-rows.ts';
import { createSheetOpening } from './sheets/sheet-opening.ts';
import { createWorkspaces } from './sheets/workspaces.ts';
import { openTelegramLine } from './telegram-line.ts';
import { startUsageTracking } from './usage-tracking.ts';

/** Telegram's bound on what a bot may fetch. */
const MAX_FILE_BYTES = 20 * 1024 ** 2;

/** Paces that a person sees; tests make them short. */
export interface Paces {
  /** Telegram asks for no more than about one message in 3 s to a group, edits included. */
  readonly minEditIntervalMs: number;
  /** Tries of one call to the model, and the time after which no further one begins. */
  readonly modelRetry: { readonly maxAttempts: number; readonly maxTotalMs: number };
  /** When calls to a model that is down stop for a while. */
  readonly circuit?: CircuitPace;
  readonly saveRetry: SaveRetry;
  /** Reads, and as many writes, of all spreadsheets in any 60 seconds. Google allows 60 per user. */
  readonly sheetCallsPerMinute: number;
  /** For each request to Google Sheets. */
  readonly sheetTimeoutMs: number;
  /** Between two tries to get at updates. */
  readonly receptionRetryMs: number;
}

const DEFAULT_PACES: Paces = {
  minEditIntervalMs: 3000,
  modelRetry: { maxAttempts: 4, maxTotalMs: 120_000 },
  saveRetry: { firstDelayMs: 1000, maxDelayMs: 60_000, settleMs: 20_000 },
  sheetCallsPerMinute: 50,
  sheetTimeoutMs: 30_000,
  receptionRetryMs: 3000,
};

export interface AppOptions {
  readonly config: Config;
  readonly log: Logger;
  /** Name and version of this program, for the rows. */
  readonly extractionVersion: string;
  readonly paces?: Paces;
  /** Whether QR codes are looked for where Gemini reads; default true. Its threads cost tests their time. */
  readonly looksForCodes?: boolean;
}

export interface App {
  /** Rejects if Telegram won't have this bot (a wrong token, a second process with it), or if another one tracks in LOGS_DIR. */
  readonly running: Promise<void>;
  /** Reads CUSTOMERS_FILE again; administrators are told of mistakes, and all stays as it was then. */
  reloadCustomers(): void;
  /** Takes no more updates, lets scans end or stop where they can go on, and resolves within about SHUTDOWN_GRACE_MS. */
  stop(): Promise<void>;
}

export async function startApp(options: AppOptions): Promise<App> {
  const { config, log, paces = DEFAULT_PACES, extractionVersion } = options;
  const { dataDir, timeZone, shutdownGraceMs } = config;
  const now = () => new Date();
  const watch = await startHealthWatch(config, log);
  const storage = createFolderStorage({ folder: dataDir, log, now });
  const access = await openBotAccess({ config, storage, now, log });
  const { book } = access;
  const store = await openScanStore(storage, { customerOf: book.customerOf });
  watch.watchStore(store);
  const jobs = await openJobBook({ storage, now, log });
  noteEnds(store, jobs);
  const journal = await openUpdateJournal(storage, log);
  const actedOn = new Set(store.all().flatMap(({ changedBy }) => changedBy ?? []));
  const openSheet = createSheetOpening(config, {
    watch,
    callsPerMinute: paces.sheetCallsPerMinute,
    timeoutMs: paces.sheetTimeoutMs,
    log,
  });
  const saves = createSaveObservation(openSheet);
  const workspaceOf = createWorkspaces(config, {
    book,
    openSheet: saves.openSheet,
    saveRetry: paces.saveRetry,
    log,
  });
  const savedRows = createSavedRows(config, { book, subscribe: saves.subscribe });
  const line = await openTelegramLine({ config, savedRows, log });
  const bot = createBotClient({ token: line.token, apiRoot: line.apiRoot, onCall: watch.noteTelegramCall });
  const messages = createScanMessages({
    api: bot.api,
    store,
    minEditIntervalMs: paces.minEditIntervalMs,
    log,
  });
  const alerts = createOutlierAlerts({ api: bot.api, adminUserIds: access.adminUserIds, log });
  const tracker = await startUsageTracking({
    usage: config.usage,
    timeZone,
    customerName: book.nameOf,
    model: config.gemini?.model,
    onOutlier: alerts.tell,
    runClosing: (work) => jobs.run({ kind: 'summary', label: 'Days and months that ended' }, work),
    now,
    log,
  });
  if (tracker) watch.watchLedger(tracker.health);
  const scanning = createScanning(config, {
    store,
    workspaceOf,
    modelRetry: paces.modelRetry,
    ...(paces.circuit && { circuit: paces.circuit }),
    saveRetry: paces.saveRetry,
    looksForCodes: options.looksForCodes ?? true,
    extractionVersion,
    onCircuit: watch.noteReaderDown,
    tellEnd: messages.tellEnd,
    ...(tracker && { trackEnd: tracker.track }),
    now,
    log,
  });
  const { queue } = scanning;
  const expiry = createPageExpiry({
    store,
    queue,
    ttlMs: config.pageTtlMs,
    remind: messages.remind,
    now,
    log,
  });
  const charts = createChartDrawer();
  const pageFiles = createPageFileInspection({
    maxBytes: MAX_FILE_BYTES,
    maxImagePixels: config.maxImagePixels,
    readsHeic: scanning.readsHeic,
  });
  const reload = createCustomersReload(config, { book, log });
  const rooms = createBotRooms(config, {
    bot,
    line,
    access,
    store,
    scanning,
    jobs,
    stats: config.usage?.levels.invoices ? tracker?.stats : undefined,
    charts,
    pageFiles,
    maxFileBytes: MAX_FILE_BYTES,
    reload,
    now,
  });
  useHandlers(bot, { log, rooms });

  const intake = createUpdateIntake({ bot, journal, actedOn });
  // Before any work goes on: a start that fails at a port has nothing under way.
  const reception = await receive({ bot, intake, retryMs: paces.receptionRetryMs, log }, config);
  for (const scan of store.all()) if (isWaiting(scan)) messages.showAgain(scan);
  queue.resume();
  const damageTold = tellDamagedScans({ api: bot.api, store, log });
  expiry.start();
  const { adminUserIds } = access;
  setCommandMenu({ api: bot.api, adminUserIds, hasCustomers: config.customersFile !== undefined, log });
  const parts: AppParts = {
    reception,
    expiry,
    background: damageTold,
    queue,
    tellers: [messages, ...(tracker ? [tracker] : []), alerts],
    kept: [store, access.members, access.quota, jobs, journal],
    closables: [charts, pageFiles, scanning, line, watch],
  };
  return {
    running: Promise.race([reception.running, untilRefused(tracker)]),
    reloadCustomers: () => tellReload(reload(), { api: bot.api, book, adminUserIds, log }),
    stop() {
      watch.readiness.set('stop', 'the bot is being stopped');
      return stopApp(parts, shutdownGraceMs);
    },
  };
}

/** How a scan ended is remembered longer than the scan. */
function noteEnds(store: ScanStore, jobs: JobBook): void {
  store.subscribe((scan, previous) => {
    if (scan.state !== previous.state && (isEnded(scan) || isEnded(previous))) jobs.note(toJob(scan));
  });
}

/** Rejects if another process tracks usage in the same folder; else never settles. */
async function untilRefused(tracker: Tracker | undefined): Promise<void> {
  await tracker?.opened;
  return new Promise(() => {});
}

async function receive(options: PollingOptions, { telegram }: Config): Promise<Reception> {
  return telegram?.webhook ? startWebhook({ ...options, ...telegram.webhook }) : startPolling(options);
}
