/** /jobs: what runs and what has ended, with buttons to cancel and to try again. Administrators see everybody's. */
import { Composer, InlineKeyboard } from 'grammy';
import { formatDate } from '../../invoice/values/dates.ts';
import { isOver, type Job } from '../../jobs/job.ts';
import type { JobBook } from '../../jobs/job-book.ts';
import { toJob } from '../../jobs/scan-job.ts';
import { formatLocalTime } from '../../local-time.ts';
import type { ScanStore } from '../../scan/kept/scan-store.ts';
import type { ScanQueue } from '../../scan/scan-queue.ts';
import { canBeTriedAgain, isEnded } from '../../scan/value/scan-states.ts';
import { answerPress } from '../answer-press.ts';
import type { BotContext } from '../bot-context.ts';
import { staleButton, tooLateToCancel } from '../messages/answers.ts';
import { jobsList } from '../messages/jobs.ts';
import { type Answer, say, turnTo } from '../shown-answer.ts';

const JOBS_PER_PAGE = 8;
const BUTTONS_PER_ROW = 2;

/** `jobs:page:2`, `jobs:stop:<job>:0`, `jobs:again:<job>:0`; the last number is the page that is shown. */
const JOBS_BUTTON = /^jobs:(?:page|(?<verb>stop|again):(?<jobId>[\w-]+)):(?<page>\d{1,4})$/;

export interface JobsOptions {
  readonly store: ScanStore;
  readonly queue: ScanQueue;
  readonly book: JobBook;
  readonly isAdmin: (userId: number) => boolean;
  /** IANA name. */
  readonly timeZone: string;
}

export function createJobs({ store, queue, book, isAdmin, timeZone }: JobsOptions): Composer<BotContext> {
  const room = new Composer<BotContext>();

  room.command('jobs', (ctx) => say(ctx, pageFor(ctx.from?.id ?? 0, 0)));
  room.callbackQuery(JOBS_BUTTON, async (ctx) => {
    const { verb, jobId = '', page = '0' } = JOBS_BUTTON.exec(ctx.callbackQuery.data)?.groups ?? {};
    const userId = ctx.from.id;
    const isTheirs = verb === undefined || jobsOf(userId).some((job) => job.jobId === jobId);
    await answerPress(ctx, isTheirs ? await act(verb, jobId) : staleButton());
    await turnTo(ctx, pageFor(userId, Number(page)));
  });
  return room;

  /** Open scans as they stand now, and what the book has; of a scan that is asked for again only what it is now. */
  function jobsOf(userId: number): readonly Job[] {
    const scans = store.all().map(toJob);
    const open = new Set(scans.map(({ jobId }) => jobId));
    const all = [...scans, ...book.list().filter(({ jobId }) => !open.has(jobId))];
    const visible = all.filter((job) => isAdmin(userId) || job.userId === userId);
    return visible.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  }

  /** Gives the short text that pops up, if there is one to give. */
  async function act(verb: string | undefined, jobId: string): Promise<string | undefined> {
    const scan = store.get(jobId);
    if (verb === 'stop') {
      if (book.cancel(jobId)) return undefined;
      if (!scan || isEnded(scan)) return staleButton();
      return (await queue.cancel(jobId, 'user')) ? undefined : tooLateToCancel().text.text;
    }
    if (verb === 'again') {
      if (!scan || !canBeTriedAgain(scan)) return staleButton();
      await queue.enqueue(jobId);
    }
    return undefined;
  }

  function pageFor(userId: number, wantedPage: number): Answer {
    const all = jobsOf(userId);
    const page = Math.min(wantedPage, Math.max(0, Math.ceil(all.length / JOBS_PER_PAGE) - 1));
    const first = page * JOBS_PER_PAGE;
    const jobs = all.slice(first, first + JOBS_PER_PAGE);
    const message = jobsList({
      ...{
        jobs,
        jobCount: all.length,
        firstNumber: first + 1,
        formatTime: (iso) => formatTime(iso, timeZone),
      },
      showsUsers: isAdmin(userId),
    });
    return {
      message,
      keyboard: createKeyboard(jobs, { first, page, isLast: first + jobs.length >= all.length }),
    };
  }

  function createKeyboard(
    jobs: readonly Job[],
    { first, page, isLast }: { readonly first: number; readonly page: number; readonly isLast: boolean },
  ): InlineKeyboard {
    const actions = jobs.flatMap((job, index) => buttonsOf(job, first + index + 1, page));
    const turns = [
      ...(page > 0 ? [InlineKeyboard.text('◀', `jobs:page:${page - 1}`)] : []),
      InlineKeyboard.text('🔄', `jobs:page:${page}`),
      ...(isLast ? [] : [InlineKeyboard.text('▶', `jobs:page:${page + 1}`)]),
    ];
    return InlineKeyboard.from([actions])
      .toFlowed(BUTTONS_PER_ROW)
      .row(...turns);
  }

  function buttonsOf(job: Job, number: number, page: number) {
    const scan = store.get(job.jobId);
    if (!isOver(job)) return [InlineKeyboard.text(`✖️ Cancel ${number}`, `jobs:stop:${job.jobId}:${page}`)];
    if (!scan || !canBeTriedAgain(scan)) return [];
    return [InlineKeyboard.text(`🔁 Try ${number} again`, `jobs:again:${job.jobId}:${page}`)];
  }
}

/** `25 Nov 16:42`. */
function formatTime(iso: string, timeZone: string): string {
  const local = formatLocalTime(new Date(iso), timeZone);
  return `${formatDate(local.slice(0, 10)).slice(0, 6)} ${local.slice(11, 16)}`;
}
