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
import { type CustomerOf, type Writer, writerOf } from './chat-scans.ts';

const JOBS_PER_PAGE = 8;
const BUTTONS_PER_ROW = 2;

/** `jobs:page:2`, `jobs:stop:<job>:0`, `jobs:again:<job>:0`; the last number is the page that is shown. */
const JOBS_BUTTON = /^jobs:(?:page|(?<verb>stop|again):(?<jobId>[\w-]+)):(?<page>\d{1,4})$/;

export interface JobsOptions {
  readonly store: ScanStore;
  readonly queue: ScanQueue;
  readonly book: JobBook;
  readonly isAdmin: (userId: number) => boolean;
  readonly customerOf: CustomerOf;
  /** IANA name. */
  readonly timeZone: string;
}

/** Who looks, and where. */
interface Reader extends Writer {
  readonly isPrivate: boolean;
  /** Administrators, where nobody reads along. */
  readonly seesAll: boolean;
}

interface JobPress {
  /** What the button does to the job; undefined for one that only turns the page. */
  readonly verb: string | undefined;
  readonly jobId: string;
  readonly updateId: number;
}

export function createJobs({
  store,
  queue,
  book,
  isAdmin,
  customerOf,
  timeZone,
}: JobsOptions): Composer<BotContext> {
  const room = new Composer<BotContext>();

  room.command('jobs', (ctx) => say(ctx, pageFor(readerOf(ctx), 0)));
  room.callbackQuery(JOBS_BUTTON, async (ctx) => {
    const { verb, jobId = '', page = '0' } = JOBS_BUTTON.exec(ctx.callbackQuery.data)?.groups ?? {};
    const reader = readerOf(ctx);
    const isVisible = verb === undefined || jobsOf(reader).some((job) => job.jobId === jobId);
    await answerPress(
      ctx,
      isVisible ? await act({ verb, jobId, updateId: ctx.update.update_id }) : staleButton(),
    );
    await turnTo(ctx, pageFor(reader, Number(page)));
  });
  return room;

  /** In a group, others read along: nobody sees there what belongs to another customer than the group. */
  function readerOf(ctx: BotContext): Reader {
    const writer = writerOf(ctx, customerOf);
    const isPrivate = ctx.chat?.type === 'private';
    return { ...writer, isPrivate, seesAll: isPrivate && isAdmin(writer.userId) };
  }

  /** Open scans as they stand now, and what the book has; of a scan that is asked for again only what it is now. */
  function jobsOf(reader: Reader): readonly Job[] {
    const scans = store.all().map(toJob);
    const open = new Set(scans.map(({ jobId }) => jobId));
    const all = [...scans, ...book.list().filter(({ jobId }) => !open.has(jobId))];
    const visible = all.filter((job) => reader.seesAll || isTheirs(job, reader));
    return visible.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  }

  /** Gives the short text that pops up, if there is one to give. */
  async function act({ verb, jobId, updateId }: JobPress): Promise<string | undefined> {
    const scan = store.get(jobId);
    if (verb === 'stop') {
      if (book.cancel(jobId)) return undefined;
      if (!scan || isEnded(scan)) return staleButton();
      return (await queue.cancel(jobId, { reason: 'user', updateId }))
        ? undefined
        : tooLateToCancel().text.text;
    }
    if (verb === 'again') {
      if (!scan || !canBeTriedAgain(scan)) return staleButton();
      await queue.enqueue(jobId, updateId);
    }
    return undefined;
  }

  function pageFor(reader: Reader, wantedPage: number): Answer {
    const all = jobsOf(reader);
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
      showsUsers: reader.seesAll,
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

/** One's own, of whichever customer; in a group those of the group's customer alone. */
function isTheirs(job: Job, { userId, customerId, isPrivate }: Reader): boolean {
  return job.userId === userId && (isPrivate || job.customerId === customerId);
}

/** `25 Nov 16:42`. */
function formatTime(iso: string, timeZone: string): string {
  const local = formatLocalTime(new Date(iso), timeZone);
  return `${formatDate(local.slice(0, 10)).slice(0, 6)} ${local.slice(11, 16)}`;
}
