/** The commands of the recordings that ask: jobs, usage, statistics, members, invitations. */
import type { LocalUser } from '../../src/local-telegram/user-actions.ts';
import { ASHA, RAVI, type World } from '../support/test-app.ts';
import { type Desk, numberOf, press, say, takeStep } from './papers.ts';
import { PATIENCE_MS } from './recorder.ts';

/** Runs the bot. */
export const MEERA: LocalUser = { id: 7, firstName: 'Meera', lastName: 'Iyer' };
export const KIRAN: LocalUser = { id: 500, firstName: 'Kiran', username: 'kiran_stores' };

/** Somewhat more than the bot leaves to a drawing. */
const CHART_MS = 22_000;
const MAX_CHART_TRIES = 4;

/** A start closes days and months in the background; before the clock goes on that has to be over, or it takes minutes. */
export async function untilSummarised({ telegram }: World): Promise<void> {
  for (;;) {
    const since = telegram.sendText(MEERA, '/jobs');
    const { text = '' } = await telegram.waitForReply(MEERA.id, '🗂', { since, timeoutMs: PATIENCE_MS });
    if (text.includes('✅ Summary')) return;
  }
}

export async function askForHelp(desk: Desk): Promise<void> {
  desk.recorder.note('Help');
  await say(desk, '/start', /./);
  await say(desk, '/help', 'How it works');
  await say(desk, '/help', 'How it works', { user: MEERA });
  await say(desk, '/done', 'There are no pages yet');
  await say(desk, '/cancel', 'nothing to cancel');
  await say(desk, '/nonsense', "I don't know that command");
  await say(desk, 'good morning', /./);
}

export async function askForJobs(desk: Desk): Promise<void> {
  desk.recorder.note('Jobs');
  const jobs = await say(desk, '/jobs', '🗂');
  await press(desk, jobs, '▶', '🗂');
  await say(desk, '/jobs', '🗂', { user: MEERA });
  await say(desk, '/jobs', '🗂', { user: RAVI });
}

export async function askForUsage(desk: Desk, user: LocalUser): Promise<void> {
  desk.recorder.note(`Usage, as ${user.firstName} sees it`);
  const menu = await say(desk, '/usage', 'Usage & Stats', { user });
  const quick = await press(desk, menu, '⚡ Quick', '⚡ Usage', { user });
  const detailed = await press(desk, quick, '🔬 Detailed', '🔬 Usage in detail', { user });
  const history = await press(desk, detailed, '📅 30 days', '📅 Last 30 days', { user });
  await press(desk, history, '📄 CSV', / of February 2026/, { user });
  await press(desk, history, '🧾 JSON', / of February 2026/, { user });
}

export async function askForStats(desk: Desk, hasCharts: boolean): Promise<void> {
  desk.recorder.note('Statistics');
  await say(desk, '/invoice_stats', '📊 Invoice:');
  await say(desk, `/invoice_stats ${numberOf(105)}`, '📊 Invoice:');
  const choice = await say(desk, `/invoice_stats ${numberOf(101)}`, 'Which one?');
  await press(desk, choice, '2', '📊 Invoice:');
  await say(desk, '/invoice_stats NONE-1', 'Nothing is recorded for');
  if (hasCharts) await warmUpCharts(desk);
  const askSummary = hasCharts ? askWithChart : askWithoutChart;
  await askSummary(desk, '/daily_stats', ASHA);
  await askSummary(desk, '/monthly_stats', MEERA);
  await say(desk, '/daily_stats 2026-02-01', 'Nothing is recorded for');
  await say(desk, '/monthly_stats next', /./);
}

/** What draws takes seconds to load, and on a very busy machine the bot gives it up: so somebody asks whom nobody records. */
async function warmUpCharts({ world: { telegram } }: Desk): Promise<void> {
  const hasChart = () =>
    telegram.messages(RAVI.id).some(({ from, photo }) => from.is_bot && photo) || undefined;
  for (let tries = 1; !hasChart(); tries++) {
    telegram.sendText(RAVI, '/daily_stats');
    const drawn = telegram.waitFor(hasChart, { timeoutMs: CHART_MS, what: 'a chart' });
    if (tries < MAX_CHART_TRIES) await drawn.catch(() => undefined);
    else await drawn;
  }
}

async function askWithoutChart(desk: Desk, command: string, user: LocalUser): Promise<void> {
  await say(desk, command, 'Summary:', { user });
}

/** The chart follows when it is drawn. */
async function askWithChart(desk: Desk, command: string, user: LocalUser): Promise<void> {
  const { telegram } = desk.world;
  const pictures = () => telegram.messages(user.id).filter(({ from, photo }) => from.is_bot && photo).length;
  const before = pictures();
  await takeStep(desk, {
    user,
    title: `${user.firstName} types ${command}, and a chart follows`,
    act: async () => {
      telegram.sendText(user, command);
      await telegram.waitFor(() => pictures() > before || undefined, {
        timeoutMs: PATIENCE_MS,
        what: 'a chart',
      });
    },
    wanted: 'Summary:',
  });
}

export async function inviteAndRemove(desk: Desk): Promise<void> {
  desk.recorder.note('Members and invitations');
  const user = MEERA;
  const { text = '' } = await say(desk, '/invite', '🎟', { user });
  const token = /\?start=([\w-]+)/.exec(text)?.[1] ?? '';
  await say(desk, '/members', '1 invitation not used yet', { user });
  await say(desk, '/help', 'this bot is private', { user: KIRAN });
  await takeStep(desk, {
    user,
    title: 'Kiran uses the invitation',
    act: () => desk.world.telegram.sendText(KIRAN, `/start ${token}`),
    wanted: 'has used your invitation',
    also: [{ user: KIRAN, wanted: '👋' }],
  });
  await say(desk, `/start ${token}`, 'may use this bot already', { user: KIRAN });
  await say(desk, `/start ${token}`, 'may use this bot already', { user: RAVI });
  await say(desk, '/invite', '🎟', { user });
  const list = await say(desk, '/members', 'Here by invitation', { user });
  const withdrawn = await press(desk, list, '🎟 Withdraw unused invitations', '0 invitations', { user });
  await press(desk, withdrawn, '✖️ Remove Kiran', 'Nobody is here', { user });
  await say(desk, `/start ${token}`, 'has been used already', { user: KIRAN });
  await say(desk, '/invite', "I don't know that command");
}
