/** A job: one piece of work in the background as people see it, whether it is a scan, an export, a summary or a rebuild. */

export type JobState = 'pending' | 'running' | 'completed' | 'failed' | 'cancelled';

export type JobKind = 'scan' | 'export' | 'summary' | 'rebuild';

export interface Job {
  /** The scan's own id, or one that is as unique. */
  readonly jobId: string;
  readonly kind: JobKind;
  /** Whose it is; absent for the bot's own. */
  readonly userId?: number;
  /** For whom that person worked; absent in jobs of before there were customers. */
  readonly customerId?: string;
  /** What it is about, in a few words of plain text. */
  readonly label: string;
  readonly state: JobState;
  /** 0 to 100. */
  readonly progress: number;
  /** ISO 8601, UTC, like all times here. */
  readonly createdAt: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
  /** Why it failed: a `ScanErrorCode`. */
  readonly errorCode?: string;
}

/** Every legal change of state. What failed or was cancelled may be asked for again. */
const NEXT_STATES: Readonly<Record<JobState, readonly JobState[]>> = {
  pending: ['running', 'cancelled', 'failed'],
  running: ['completed', 'failed', 'cancelled', 'pending'],
  completed: [],
  failed: ['pending', 'cancelled'],
  cancelled: [],
};

/** A change was asked for that the job's state does not allow: a mistake, or two things that happened at once. */
export class JobStateError extends Error {
  override readonly name = 'JobStateError';

  constructor(job: Job, wanted: JobState) {
    super(`job ${job.jobId} is ${job.state} and cannot become ${wanted}`);
  }
}

/** Throws `JobStateError`. */
export function moveJob(job: Job, state: JobState, now: Date): Job {
  if (!NEXT_STATES[job.state].includes(state)) throw new JobStateError(job, state);
  const at = now.toISOString();
  if (state === 'pending') return { ...job, state, progress: 0 };
  if (state === 'running') return { ...job, state, startedAt: at };
  return { ...job, state, endedAt: at, progress: state === 'completed' ? 100 : job.progress };
}

export function isOver({ state }: Job): boolean {
  return state === 'completed' || state === 'failed' || state === 'cancelled';
}
