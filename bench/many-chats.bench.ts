/** Whether twenty people who scan at once wait for each other, and whether anyone waits for an answer to a command. */
import type { Bench } from './bench.ts';
import { type Figure, medianFigure, worstFigure } from './figures.ts';
import { calculateMedian } from './statistics.ts';
import {
  CHATS,
  calculateIdealRepliesS,
  calculateMaxReplyS,
  OTHER_USERS,
  SCANNING_USERS,
} from './world/crowd.ts';
import { askHelpDuring, helpFigures } from './world/help-asker.ts';
import { drawInvoice, sendPages, timeScan } from './world/invoices.ts';
import { USERS, withWorld } from './world/world.ts';

/** The default, and one that no call has to wait for. */
const CONCURRENCIES = [16, 100];

interface Round {
  /** From each chat's /done to its reply. */
  readonly replyMs: readonly number[];
  /** Answers to /help while pages come in, and from the first /done to the last reply. */
  readonly helpMs: { readonly intake: readonly number[]; readonly scans: readonly number[] };
  readonly peakCalls: number;
  readonly memoryMb: number;
}

export const bench: Bench = {
  name: 'many-chats',
  about: `${CHATS} chats at once, each with an invoice of 3 photos, in a process that has just started; Gemini as in scan-latency`,
  async run({ runs }) {
    const pages = await drawInvoice();
    const figures: Figure[] = [];
    for (const concurrency of CONCURRENCIES) {
      const rounds: Round[] = [];
      while (rounds.length < runs) rounds.push(await runRound(concurrency, pages));
      figures.push(...summarize(concurrency, rounds));
    }
    return figures;
  },
};

function runRound(concurrency: number, pages: readonly Buffer[]): Promise<Round> {
  return withWorld({ GEMINI_CONCURRENCY: String(concurrency) }, async ({ telegram, gemini, bot }) => {
    const intake = Promise.all(SCANNING_USERS.map((user) => sendPages({ telegram, user }, pages)));
    const intakeHelpMs = await askHelpDuring(intake, { telegram, users: OTHER_USERS });
    await intake;
    const scans = Promise.all(SCANNING_USERS.map((user) => timeScan({ telegram, user })));
    const scansHelpMs = await askHelpDuring(scans, { telegram, users: USERS });
    return {
      replyMs: await scans,
      helpMs: { intake: intakeHelpMs, scans: scansHelpMs },
      peakCalls: gemini.server.peakConcurrency,
      memoryMb: await bot.readMemoryMb(),
    };
  });
}

function summarize(concurrency: number, rounds: readonly Round[]): readonly Figure[] {
  const at = `GEMINI_CONCURRENCY ${concurrency}:`;
  return [
    ...replyFigures(concurrency, rounds),
    worstFigure({
      name: `${at} most Gemini calls in flight`,
      values: rounds.map(({ peakCalls }) => peakCalls),
      unit: 'calls',
      atMost: concurrency,
    }),
    ...helpFigures(
      `${at} another's /help while pages come in`,
      rounds.flatMap(({ helpMs }) => helpMs.intake),
    ),
    ...helpFigures(
      `${at} /help while all scan`,
      rounds.flatMap(({ helpMs }) => helpMs.scans),
    ),
    medianFigure({
      name: `${at} memory after the last reply`,
      values: rounds.map(({ memoryMb }) => memoryMb),
      unit: 'MB',
    }),
  ];
}

function replyFigures(concurrency: number, rounds: readonly Round[]): readonly Figure[] {
  const at = `GEMINI_CONCURRENCY ${concurrency}:`;
  const repliesS = rounds.map(({ replyMs }) => replyMs.map((ms) => ms / 1000));
  const idealS = calculateIdealRepliesS(concurrency);
  return [
    medianFigure({
      name: `${at} slowest reply`,
      values: repliesS.map((one) => Math.max(...one)),
      unit: 's',
      atMost: calculateMaxReplyS(concurrency),
    }),
    { name: `${at} slowest reply if only Gemini took time`, value: Math.max(...idealS), unit: 's' },
    medianFigure({ name: `${at} median reply`, values: repliesS.map(calculateMedian), unit: 's' }),
    { name: `${at} median reply if only Gemini took time`, value: calculateMedian(idealS), unit: 's' },
  ];
}
