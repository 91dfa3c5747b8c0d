/** The list of jobs: what each is about, how far it is, when it was, and why it failed. */
import type { ScanErrorCode } from '../../errors.ts';
import { isOver, type Job, type JobKind, type JobState } from '../../jobs/job.ts';
import { describeFault } from './faults.ts';
import { shorten } from './invoice-facts.ts';
import { createMessage, type Message } from './message.ts';

const ICONS: Readonly<Record<JobState, string>> = {
  pending: '⏸',
  running: '▶️',
  completed: '✅',
  failed: '❌',
  cancelled: '🗑',
};

const KINDS: Readonly<Record<JobKind, string>> = {
  scan: 'Invoice',
  export: 'Export',
  summary: 'Summary',
  rebuild: 'Rebuild',
};

const BAR_STEPS = 10;
const MAX_LABEL_LENGTH = 40;

export interface JobsPage {
  readonly jobs: readonly Job[];
  /** Of all pages together. */
  readonly jobCount: number;
  /** From 1, of the first job here. */
  readonly firstNumber: number;
  /** To those who see more than their own. */
  readonly showsUsers: boolean;
  /** `25 Nov 10:42` where the business is. */
  readonly formatTime: (iso: string) => string;
}

export function jobsList({ jobs, jobCount, firstNumber, showsUsers, formatTime }: JobsPage): Message {
  if (jobCount === 0)
    return createMessage('🗂 No jobs: nothing runs, and nothing has ended in the last 7 days.');
  const lines = jobs.map((job, index) => {
    const owner = showsUsers && job.userId !== undefined ? ` · user ${job.userId}` : '';
    const first = `${firstNumber + index}. ${ICONS[job.state]} ${KINDS[job.kind]} ${shorten(job.label, MAX_LABEL_LENGTH)}${owner}`;
    return [first, ...detailsOf(job, formatTime)].join('\n   ');
  });
  return createMessage(`🗂 Jobs: ${jobCount}, the newest first\n\n${lines.join('\n\n')}`);
}

function detailsOf(job: Job, formatTime: JobsPage['formatTime']): string[] {
  const { state, progress, createdAt, startedAt = createdAt, endedAt, errorCode } = job;
  if (!isOver(job)) return [`${state} ${bar(progress)} ${progress} %`, `since ${formatTime(startedAt)}`];
  const end =
    endedAt === undefined ? '' : ` ${formatTime(endedAt)}, after ${secondsBetween(startedAt, endedAt)} s`;
  const why = errorCode === undefined ? [] : [describeFault(errorCode as ScanErrorCode)];
  return [`${state}${state === 'completed' ? '' : ` at ${progress} %`}${end}`, ...why];
}

function bar(progress: number): string {
  const done = Math.round((progress / 100) * BAR_STEPS);
  return `${'▓'.repeat(done)}${'░'.repeat(BAR_STEPS - done)}`;
}

function secondsBetween(from: string, to: string): string {
  return (Math.max(0, Date.parse(to) - Date.parse(from)) / 1000).toFixed(1);
}
