/** `npm run bench [-- --quick --json names…]`: builds the bot, runs every bench/*.bench.ts or those named, prints figures. */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { arch, availableParallelism, loadavg, platform } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Bench, BenchOptions } from './bench.ts';
import { type Figure, formatFigures, judgeFigure } from './figures.ts';

const RUNS = 5;
const QUICK_RUNS = 2;
const MAX_FAULT_CHARACTERS = 3000;
const FOLDER = new URL('./', import.meta.url);

interface Result {
  readonly name: string;
  readonly about: string;
  readonly figures: readonly Figure[];
  /** What kept the bench from its figures. */
  readonly fault?: string;
  /** Processes that wanted to run, mean of the last minute: above the number of cores, times are too long. */
  readonly loadAverage: { readonly before: number; readonly after: number };
}

await main();

/** A missed aim is printed; only a bench that failed to work makes the exit status 1. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
  });
  const benches = await findBenches(positionals);
  buildBot();
  const runs = values.quick ? QUICK_RUNS : RUNS;
  const results: Result[] = [];
  for (const bench of benches) {
    process.stderr.write(`Running ${bench.name} …\n`);
    const result = await runBench(bench, { runs });
    results.push(result);
    if (!values.json) process.stdout.write(`${formatResult(result)}\n\n`);
  }
  if (values.json) process.stdout.write(`${formatJson(results, runs)}\n`);
  if (results.some(({ fault }) => fault !== undefined)) process.exitCode = 1;
}

/** All benches, or those with these names, by file name. Throws if there is none or a name is unknown. */
async function findBenches(names: readonly string[]): Promise<readonly Bench[]> {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.bench.ts'));
  const modules: { bench: Bench }[] = await Promise.all(
    files.sort().map((file) => import(new URL(file, FOLDER).href)),
  );
  const benches = modules.map(({ bench }) => bench);
  const known = benches.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0 || known.length === 0) {
    throw new Error(`There is no bench ${unknown.join(', ')}. There are: ${known.join(', ')}`);
  }
  return benches.filter(({ name }) => names.length === 0 || names.includes(name));
}

/** What it prints goes to stderr: stdout is for the figures. */
function buildBot(): void {
  process.stderr.write('Building the bot …\n');
  const cwd = fileURLToPath(new URL('..', FOLDER));
  execFileSync('npm', ['run', '--silent', 'build'], { cwd, stdio: ['ignore', 2, 2] });
}

async function runBench(bench: Bench, options: BenchOptions): Promise<Result> {
  const before = loadavg()[0] ?? 0;
  const outcome = await bench.run(options).then(
    (figures) => ({ figures }),
    (error: unknown) => ({ figures: [], fault: describeFault(error) }),
  );
  const loadAverage = { before, after: loadavg()[0] ?? 0 };
  return { name: bench.name, about: bench.about, ...outcome, loadAverage };
}

/** The first cause comes first. What was waited for in vain may list thousands of messages, so each text is cut. */
function describeFault(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const text = (error.stack ?? error.message).slice(0, MAX_FAULT_CHARACTERS);
  return error.cause === undefined ? text : `${describeFault(error.cause)}\n${text}`;
}

function formatResult({ name, about, figures, fault, loadAverage }: Result): string {
  const { before, after } = loadAverage;
  const load = `load ${before.toFixed(1)} before, ${after.toFixed(1)} after, on ${availableParallelism()} cores`;
  const body = fault === undefined ? formatFigures(figures) : `FAILED: ${fault}`;
  return `${name} (${load})\n${about}\n${body}`;
}

function formatJson(results: readonly Result[], runs: number): string {
  const machine = {
    platform: `${platform()} ${arch()}`,
    cores: availableParallelism(),
    node: process.version,
  };
  const benches = results.map((result) => ({
    ...result,
    figures: result.figures.map((figure) => ({ ...figure, verdict: judgeFigure(figure) })),
  }));
  return JSON.stringify({ at: new Date().toISOString(), machine, runs, benches }, undefined, 2);
}
