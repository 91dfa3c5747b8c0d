/** Which kills a run tries, and what they are called. */
import { POWER_CUTS, type PowerCut } from './power-cut.ts';

/** When the process dies: right before its so-manieth operation, so many milliseconds after its start, or never. */
export type Kill =
  | { readonly kind: 'operation'; readonly number: number }
  /** The same, and what was not synced goes with it. */
  | { readonly kind: 'power'; readonly number: number; readonly cut: PowerCut }
  | { readonly kind: 'time'; readonly afterMs: number }
  | { readonly kind: 'none' };

const RANDOM_KILLS = 60;
const QUICK = { operations: 12, random: 4 };

export interface CalmRun {
  readonly operationCount: number;
  readonly durationMs: number;
}

/**
 * Each operation as a kill and as a power cut, and random moments. `--quick`: few of all; numbers: those operations alone;
 * `--power`: power cuts alone.
 */
export function chooseKills(calm: CalmRun, args: readonly string[]): readonly Kill[] {
  const wanted = args.map(Number).filter((number) => number > 0);
  const isQuick = args.includes('--quick');
  const numbers = wanted.length > 0 ? wanted : spread(calm.operationCount, isQuick);
  const powerCuts = numbers.map((number): Kill => ({ kind: 'power', number, cut: anyPowerCut() }));
  if (args.includes('--power')) return powerCuts;
  const kills = numbers.map((number): Kill => ({ kind: 'operation', number }));
  const atRandom = wanted.length > 0 ? [] : chooseMoments(calm.durationMs, isQuick);
  return [...kills, ...powerCuts, ...atRandom];
}

function spread(operationCount: number, isQuick: boolean): readonly number[] {
  const step = isQuick ? operationCount / QUICK.operations : 1;
  return Array.from({ length: Math.floor(operationCount / step) }, (_, at) => Math.floor(at * step) + 1);
}

function chooseMoments(durationMs: number, isQuick: boolean): readonly Kill[] {
  return Array.from({ length: isQuick ? QUICK.random : RANDOM_KILLS }, () => ({
    kind: 'time',
    afterMs: Math.round(Math.random() * durationMs),
  }));
}

function anyPowerCut(): PowerCut {
  const [first] = POWER_CUTS;
  return POWER_CUTS[Math.floor(Math.random() * POWER_CUTS.length)] ?? first;
}

export function formatKill(kill: Kill): string {
  switch (kill.kind) {
    case 'operation':
      return `operation ${kill.number}`;
    case 'power':
      return `power cut at operation ${kill.number} (not synced names: ${kill.cut.names}, bytes: ${kill.cut.bytes})`;
    case 'time':
      return `${kill.afterMs} ms`;
    case 'none':
      return 'no kill';
  }
}
