/**
 * `npm run test:crash`: the real process against loopback servers, killed at every write, rename, sync and call over the
 * network that one morning takes, once with the power cut too, and at random moments; then an audit. `--quick` takes few of
 * the kills, a number that one, `--power` the power cuts alone. Ends with status 1 if anything was lost, doubled or paid for twice.
 */
import PQueue from 'p-queue';
import { chooseKills, formatKill, type Kill } from './kills.ts';
import { drawPhotos } from './scenario.ts';
import { type Trial, tryKill } from './trial.ts';

/** Two cores, and each trial is mostly waiting. */
const TRIALS_AT_ONCE = 3;

await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<void> {
  const photos = await drawPhotos();
  const calm = await tryKill({ kind: 'none' }, photos);
  print(`Without a kill: ${calm.operationCount} operations in ${calm.durationMs} ms`);
  if (calm.losses.length > 0) return fail(calm);
  const kills = chooseKills(calm, args);
  const queue = new PQueue({ concurrency: TRIALS_AT_ONCE });
  const trials = await queue.addAll(
    kills.map((kill) => async () => {
      const trial = await tryKill(kill, photos);
      if (trial.losses.length > 0) fail(trial);
      return trial;
    }),
  );
  report(trials);
}

function report(trials: readonly Trial[]): void {
  const sum = (of: (trial: Trial) => number) => trials.reduce((total, trial) => total + of(trial), 0);
  const count = (kind: Kill['kind'], of: (trial: Trial) => boolean = () => true) =>
    trials.filter((trial) => trial.kill.kind === kind && of(trial)).length;
  const hasLoss = ({ losses }: Trial) => losses.length > 0;
  print(
    [
      `${trials.length} kills, ${sum(({ wasKilled }) => (wasKilled ? 0 : 1))} of them after the end`,
      `${count('operation')} at counted operations: ${count('operation', hasLoss)} with a loss, a double or a second payment`,
      `${count('power')} there with the power cut: ${count('power', hasLoss)} with one of these`,
      `${count('time')} at random moments: ${count('time', hasLoss)} with one of these`,
      `${sum(({ answersInFlight }) => answersInFlight)} answers of the model died on their way to the disk`,
      `${sum(({ saidAgain }) => saidAgain)} endings were told once more`,
    ].join('\n'),
  );
}

function fail({ kill, at, losses }: Trial): void {
  print(`✗ ${formatKill(kill)} (${at}):\n  ${losses.join('\n  ')}`);
  process.exitCode = 1;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
