/** Asks for /help again and again while something else goes on, and times every answer. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestTelegram } from '../../loopback/telegram/telegram-server.ts';
import type { LocalUser } from '../../src/local-telegram/user-actions.ts';
import { type Figure, rangeOf } from '../figures.ts';
import { calculatePercentile } from '../statistics.ts';

/** A new question comes whether the last one is answered or not, as with real people. */
const INTERVAL_MS = 40;
const TIMEOUT_MS = 60_000;
const MAX_HELP_MS = 100;

export interface HelpAskerOptions {
  readonly telegram: TestTelegram;
  /** They ask in turn. */
  readonly users: readonly LocalUser[];
}

/** Asks until `work` has ended; gives the milliseconds from each question to its answer. */
export async function askHelpDuring(
  work: Promise<unknown>,
  { telegram, users }: HelpAskerOptions,
): Promise<readonly number[]> {
  const answers: Promise<number>[] = [];
  let isOver = false;
  const end = () => {
    isOver = true;
  };
  work.then(end, end);
  while (!isOver) {
    const user = users[answers.length % users.length];
    if (user) answers.push(timeHelp(telegram, user));
    await sleep(INTERVAL_MS);
  }
  return Promise.all(answers);
}

async function timeHelp(telegram: TestTelegram, user: LocalUser): Promise<number> {
  const startedAt = performance.now();
  const since = telegram.sendText(user, '/help');
  await telegram.waitForReply(user.id, 'How it works', { since, timeoutMs: TIMEOUT_MS });
  return performance.now() - startedAt;
}

/** Over the answers of all rounds together. */
export function helpFigures(name: string, answersMs: readonly number[]): readonly Figure[] {
  const range = rangeOf(answersMs);
  const aim = { unit: 'ms', atMost: MAX_HELP_MS, range };
  return [
    { name: `${name}, p50`, value: calculatePercentile(answersMs, 50), ...aim },
    { name: `${name}, p99`, value: calculatePercentile(answersMs, 99), ...aim },
    { name: `${name}, slowest`, value: range.max, ...aim },
  ];
}
