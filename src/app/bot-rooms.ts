/** The rooms of the bot, in the order in which an update meets them. */
import type { Bot, Composer } from 'grammy';
import { createAccess } from '../bot/access/access.ts';
import { createCustomerCommands } from '../bot/access/customer-commands.ts';
import { createInvitationEntry, createInvitations } from '../bot/access/invitations.ts';
import { createUserPace } from '../bot/access/user-pace.ts';
import type { BotContext } from '../bot/bot-context.ts';
import { createCommands } from '../bot/scans/commands.ts';
import { createFileDownload } from '../bot/scans/file-download.ts';
import { createJobs } from '../bot/scans/jobs.ts';
import { createPages } from '../bot/scans/pages.ts';
import { createReview } from '../bot/scans/review.ts';
import { createStats } from '../bot/stats/stats.ts';
import { createStatsDesk } from '../bot/stats/stats-desk.ts';
import { createUsageMenu } from '../bot/stats/usage-menu.ts';
import type { ChartDrawer } from '../charts/chart-drawer.ts';
import type { Config } from '../config/config.ts';
import type { Reload } from '../customers/customer-book.ts';
import type { JobBook } from '../jobs/job-book.ts';
import type { PageFileInspection } from '../page-files/page-files.ts';
import type { ScanStore } from '../scan/kept/scan-store.ts';
import { createScanId } from '../scan/scan-id.ts';
import type { UsageStats } from '../usage/stats/stats.ts';
import type { BotAccess } from './bot-access.ts';
import type { Scanning } from './scanning.ts';
import type { TelegramLine } from './telegram-line.ts';

const DOWNLOAD_TIMEOUT_MS = 60_000;

export interface BotRoomsOptions {
  readonly bot: Bot<BotContext>;
  readonly line: TelegramLine;
  readonly access: BotAccess;
  readonly store: ScanStore;
  readonly scanning: Scanning;
  readonly jobs: JobBook;
  /** Undefined while usage is not tracked. */
  readonly stats: (() => Promise<UsageStats>) | undefined;
  readonly charts: ChartDrawer;
  readonly pageFiles: PageFileInspection;
  /** Telegram's bound on what a bot may fetch. */
  readonly maxFileBytes: number;
  readonly reload: () => Reload;
  readonly now: () => Date;
}

export function createBotRooms(config: Config, options: BotRoomsOptions): readonly Composer<BotContext>[] {
  const { bot, line, access, store, scanning, jobs, stats, charts, pageFiles, maxFileBytes, reload, now } =
    options;
  const { maxPagesPerInvoice, timeZone } = config;
  const { queue, reviewer } = scanning;
  const { book, quota } = access;
  const { customerOf, nameOf: customerName } = book;
  // Whoever writes on the chat page sits at this machine.
  const isAdmin = config.telegram ? access.isAdmin : () => true;
  const desk = createStatsDesk({ stats, isAdmin, customerOf, customerName });
  const download = createFileDownload({
    api: bot.api,
    apiRoot: line.apiRoot,
    token: line.token,
    maxBytes: maxFileBytes,
    timeoutMs: DOWNLOAD_TIMEOUT_MS,
  });
  return [
    createInvitationEntry(access),
    createAccess(access),
    createUserPace(access.pace),
    createInvitations(access),
    createCustomerCommands({ book, isAdmin: access.isAdmin, reload }),
    createPages({
      store,
      queue,
      customerOf,
      download,
      inspect: pageFiles.inspect,
      maxPagesPerInvoice,
      quota,
      createScanId: () => createScanId(now()),
      now,
    }),
    createStats({ desk, timeZone, drawChart: config.statsCharts ? charts.draw : undefined }),
    createUsageMenu({ desk, customerName, runJob: jobs.run }),
    createJobs({ store, queue, book: jobs, isAdmin, customerOf, timeZone }),
    createReview({ store, reviewer, customerOf }),
    createCommands({ store, queue, customerOf, maxPagesPerInvoice, now }),
  ];
}
