/** Puts the parts together: a checked configuration in, a running bot out. */
import type { Logger } from 'pino';
import { createAccess } from '../bot/access/access.ts';
import { createInvitationEntry, createInvitations } from '../bot/access/invitations.ts';
import { createUserPace } from '../bot/access/user-pace.ts';
import { createBotClient, useHandlers } from '../bot/bot.ts';
import { setCommandMenu } from '../bot/command-menu.ts';
import { createCommands } from '../bot/scans/commands.ts';
import { tellDamagedScans } from '../bot/scans/damaged-scans.ts';
import { createFileDownload } from '../bot/scans/file-download.ts';
import { createJobs } from '../bot/scans/jobs.ts';
import { createPages } from '../bot/scans/pages.ts';
import { createReview } from '../bot/scans/review.ts';
import { createScanMessages } from '../bot/scans/scan-messages.ts';
import { createOutlierAlerts } from '../bot/stats/outlier-alerts.ts';
import { createStats } from '../bot/stats/stats.ts';
import { createStatsDesk } from '../bot/stats/stats-desk.ts';
import { createUsageMenu } from '../bot/stats/usage-menu.ts';
import { type PollingOptions, startPolling } from '../bot/updates/polling.ts';
import type { Reception } from '../bot/updates/reception.ts';
import { createUpdateIntake } from '../bot/updates/update-intake.ts';
import { openUpdateJournal } from '../bot/updates/update-journal.ts';
import { startWebhook } from '../bot/updates/webhook.ts';
import { createChartDrawer } from '../charts/chart-drawer.ts';
import type { Config } from '../config/config.ts';
import { createCustomerDirectory } from '../config/customers.ts';
import { createFolderStorage } from '../durable/folder-storage.ts';
import { type JobBook, openJobBook } from '../jobs/job-book.ts';
import { toJob } from '../jobs/scan-job.ts';
import type { CircuitPace } from '../model-reading/circuit.ts';
import { createPageFileInspection } from '../page-files/page-files.ts';
import { openScanStore, type ScanStore } from '../scan/kept/scan-store.ts';
import { createPageExpiry } from '../scan/page-expiry.ts';
import { createScanId } from '../scan/scan-id.ts';
import type { SaveRetry } from '../scan/steps/save-invoice.ts';
import { isEnded, isWaiting } from '../scan/value/scan-states.ts';
import { createSheetTabs } from '../sheet/sheet-tabs.ts';
import type { Tracker } from '../usage/tracker.ts';
import { openBotAccess } from './bot-access.ts';
import { startHealthWatch } from './health-watch.ts';
import { observeSheet } from './saved-rows.ts';
import { createScanning } from './scanning.ts';
import { openTelegramLine } from './telegram-line.ts';
import { startUsageTracking } from './usage-tracking.ts';
import { createSheets, findSavedRows, findSheetPlace } from './vendors.ts';
import { createWorkspace } from './workspaces.ts';

/** Telegram's bound on what a bot may fetch. */
const MAX_FILE_BYTES = 20 * 1024 ** 2;

const DOWNLOAD_TIMEOUT_MS = 60_000;

/** What is written and told when the time to stop is over has this long to get through. */
const LAST_STEPS_MS = 1000;

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
  /** Takes no more updates, lets scans end or stop where they can go on, and resolves within about SHUTDOWN_GRACE_MS. */
  stop(): Promise<void>;
}

export async function startApp(options: AppOptions): Promise<App> {
  const { config, log, paces = DEFAULT_PACES } = options;
  const now = () => new Date();
  const watch = await startHealthWatch(config, log);
  const storage = createFolderStorage({ folder: config.dataDir, log, now });
  const { customerOf, customerName } = createCustomerDirectory(config.customers, config.defaultCustomer);
  const store = await openScanStore(storage, { customerOf: ({ userId }) => customerOf(userId) });
  watch.watchStore(store);
  const jobs = await openJobBook({ storage, now, log });
  noteEnds(store, jobs);
  const journal = await openUpdateJournal(storage, log);
  const actedOn = new Set(store.all().flatMap(({ changedBy }) => changedBy ?? []));
  const tabs = createSheetTabs(config.tabNames, config.extraFields);
  const openSheet = createSheets({
    tabs,
    callsPerMinute: paces.sheetCallsPerMinute,
    timeoutMs: paces.sheetTimeoutMs,
    log,
  });
  const sheet = observeSheet(
    watch.watchSheet(openSheet(findSheetPlace(config)), config.googleSheet ? 'google_sheets' : 'csv'),
  );
  const line = await openTelegramLine({ config, log, savedRows: findSavedRows(config, tabs, sheet) });
  const bot = createBotClient({ ...line, onCall: watch.noteTelegramCall });
  const access = await openBotAccess({ config, line, storage, log });
  const messages = createScanMessages({ api: bot.api, store, log, ...paces });
  const alerts = createOutlierAlerts({
    api: bot.api,
    adminUserIds: access.adminUserIds,
    log,
  });
  const tracker = await startUsageTracking({
    ...config,
    customerName,
    model: config.gemini?.model,
    onOutlier: alerts.tell,
    runClosing: (work) => jobs.run({ kind: 'summary', label: 'Days and months that ended' }, work),
    now,
    log,
  });
  if (tracker) watch.watchLedger(tracker.health);
  const workspace = createWorkspace(config, { sheet, saveRetry: paces.saveRetry, log });
  const scanning = createScanning(config, {
    ...{ ...paces, store, now, log },
    workspaceOf: () => workspace,
    looksForCodes: options.looksForCodes ?? true,
    extractionVersion: options.extractionVersion,
    onCircuit: watch.noteReaderDown,
    tellEnd: messages.tellEnd,
    ...(tracker && { trackEnd: tracker.track }),
  });
  const { queue, reviewer } = scanning;
  const expiry = createPageExpiry({
    ...{ store, queue, now, log },
    ttlMs: config.pageTtlMs,
    remind: messages.remind,
  });
  const { maxPagesPerInvoice } = config;
  const charts = createChartDrawer();
  const pageFiles = createPageFileInspection({
    ...config,
    maxBytes: MAX_FILE_BYTES,
    readsHeic: config.gemini !== undefined,
  });
  // Whoever writes on the chat page sits at this machine.
  const isAdmin = config.telegram ? access.isAdmin : () => true;
  const desk = createStatsDesk({
    stats: config.usage?.levels.invoices ? tracker?.stats : undefined,
    isAdmin,
    customerOf,
    customerName,
  });

  useHandlers(bot, {
    log,
    rooms: [
      createInvitationEntry(access),
      createAccess(access),
      createUserPace(access.pace),
      createInvitations(access),
      createPages({
        store,
        queue,
        customerOf: ({ userId }) => customerOf(userId),
        download: createFileDownload({
          api: bot.api,
          ...line,
          maxBytes: MAX_FILE_BYTES,
          timeoutMs: DOWNLOAD_TIMEOUT_MS,
        }),
        inspect: pageFiles.inspect,
        maxPagesPerInvoice,
        quota: access.quota,
        createScanId: () => createScanId(now()),
        now,
      }),
      createStats({
        desk,
        timeZone: config.timeZone,
        drawChart: config.statsCharts ? charts.draw : undefined,
      }),
      createUsageMenu({ desk, customerName, runJob: jobs.run }),
      createJobs({ store, queue, book: jobs, isAdmin, timeZone: config.timeZone }),
      createReview({ store, reviewer }),
      createCommands({ store, queue, maxPagesPerInvoice, now }),
    ],
  });

  for (const scan of store.all()) if (isWaiting(scan)) messages.showAgain(scan);
  queue.resume();
  const damageTold = tellDamagedScans({ api: bot.api, store, log });
  expiry.start();
  setCommandMenu({ api: bot.api, adminUserIds: access.adminUserIds, log });
  const intake = createUpdateIntake({ bot, journal, actedOn });
  const reception = await receive({ bot, intake, retryMs: paces.receptionRetryMs, log }, config);
  return {
    running: Promise.race([reception.running, untilRefused(tracker)]),
    async stop() {
      const deadlineMs = Date.now() + config.shutdownGraceMs;
      watch.readiness.set('stop', 'the bot is being stopped');
      expiry.stop();
      const leftMs = (leastMs: number) => Math.max(leastMs, deadlineMs - Date.now());
      await reception.stop(deadlineMs);
      await damageTold;
      await queue.drain(leftMs(0));
      await messages.drain(leftMs(LAST_STEPS_MS));
      await tracker?.drain(leftMs(LAST_STEPS_MS));
      await alerts.drain(leftMs(LAST_STEPS_MS));
      await access.quota.settle();
      await jobs.settle();
      await charts.close();
      await pageFiles.close();
      await scanning.close();
      await line.close();
      await watch.close();
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
