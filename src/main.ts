/** Starts the bot, or its doctor, from the environment, and stops it when asked to. The only file that reads process.env. */
import { readFileSync } from 'node:fs';
import { config as loadDotenv } from 'dotenv';
import type { Logger } from 'pino';
import { describeAccounts } from './app/accounts.ts';
import { type App, startApp } from './app/app.ts';
import { CONFIG_SOURCES } from './app/config-sources.ts';
import { examine } from './app/doctor/doctor.ts';
import { formatFindings } from './app/doctor/finding.ts';
import { rebuildSummaries } from './app/rebuild-summaries.ts';
import { type Config, ConfigError, loadConfig } from './config/config.ts';
import { findUnknownVariables } from './config/unknown-variables.ts';
import { FolderBusyError, lockFolder } from './durable/folder-lock.ts';
import { NewerVersionError } from './durable/newer-version.ts';
import type { Lock } from './durable/storage.ts';
import { PortError } from './http/http-listener.ts';
import { PortUnavailableError } from './local-telegram/chat-page/chat-page.ts';
import { createLogger, createScrub } from './logger.ts';

const KEEP_ALIVE_MS = 60_000;
const START_FAILED = 'The bot could not start: check that DATA_DIR can be written';

const SAY_WHAT_TO_DO = [PortUnavailableError, PortError, NewerVersionError];

/** Held until the process ends: a file that nobody refers to is closed. */
const heldLocks: Lock[] = [];

await main();

async function main(): Promise<void> {
  const dotenvNames = Object.keys(loadDotenv({ quiet: true }).parsed ?? {});
  const config = readConfig();
  if (!config) return;
  if (process.argv[2] === 'doctor') return callDoctor(config);
  if (process.argv[2] === 'rebuild-summaries') return rebuild(config);
  const log = createLogger({
    level: config.logLevel,
    secrets: config.secrets,
    isTerminal: process.stdout.isTTY,
  });
  for (const problem of findUnknownVariables(process.env, dotenvNames)) log.warn(problem);
  for (const { name, isReal, note } of describeAccounts(config)) log.info({ isReal }, `${name}: ${note}`);
  if (config.telegram && config.telegram.allowedUserIds.length + config.telegram.adminUserIds.length === 0) {
    log.warn('Nobody may use the bot yet: send it /start, and put the number it answers into ADMIN_USER_IDS');
  }
  if (!(await lockDataFolder(config, log))) return;
  const app = await startApp({ config, log, extractionVersion: readVersion() }).catch((error: unknown) => {
    const saysWhatToDo = SAY_WHAT_TO_DO.some((kind) => error instanceof kind);
    log.fatal({ err: error }, error instanceof Error && saysWhatToDo ? error.message : START_FAILED);
    // What was opened before would keep the process alive.
    return process.exit(1);
  });
  listenToSignals(app, log);
  log.info('GST Scanner is running');
  await app.running.catch((error: unknown) => {
    const isLedgerBusy = error instanceof Error && error.name === 'LedgerBusyError';
    log.fatal(
      { err: error },
      isLedgerBusy
        ? error.message
        : 'Telegram does not accept this bot: check TELEGRAM_BOT_TOKEN, and that it runs only once (npm run doctor says more)',
    );
    process.exitCode = 1;
    return app.stop();
  });
}

/** False, and said, if another process has it. The kernel drops the lock when this process ends. */
async function lockDataFolder({ dataDir }: Config, log: Logger): Promise<boolean> {
  try {
    heldLocks.push(await lockFolder({ folder: dataDir, fileName: '.lock', now: () => new Date() }));
    return true;
  } catch (error) {
    const isBusy = error instanceof FolderBusyError;
    log.fatal(
      { err: error },
      isBusy
        ? `${error.message}: stop that one, or give this one a folder of its own (DATA_DIR)`
        : START_FAILED,
    );
    process.exitCode = 1;
    return false;
  }
}

/** Ends with status 1 if anything is broken. */
async function callDoctor(config: Config): Promise<void> {
  const now = () => new Date();
  const findings = await examine({ config, nodeVersion: process.versions.node, now });
  process.stdout.write(createScrub(config.secrets)(formatFindings(findings)));
  if (findings.some(({ verdict }) => verdict === 'broken')) process.exitCode = 1;
}

async function rebuild(config: Config): Promise<void> {
  const { text, isDone } = await rebuildSummaries(config);
  (isDone ? process.stdout : process.stderr).write(text);
  if (!isDone) process.exitCode = 1;
}

/** Undefined if something is wrong; then everything that is wrong has been said. */
function readConfig(): Config | undefined {
  try {
    return loadConfig(process.env, CONFIG_SOURCES);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const lines = error.problems.map((problem) => `  - ${problem}`);
    process.stderr.write(
      `${error.message}:\n${lines.join('\n')}\nEvery variable is explained in .env.example\n`,
    );
    process.exitCode = 1;
    return undefined;
  }
}

/** The first signal to end stops gently, the second at once. SIGHUP has the customers read again. */
function listenToSignals(app: App, log: Logger): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) process.exit(1);
    isStopping = true;
    log.info({ signal }, 'Stopping');
    // Once no port and no call is open any more, the process would end before the last steps are done.
    setInterval(() => {}, KEEP_ALIVE_MS);
    app
      .stop()
      .then(() => log.info('Stopped'))
      .catch((error: unknown) => log.error({ err: error }, 'The stop was not clean'))
      .finally(() => process.exit());
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('SIGHUP', () => app.reloadCustomers());
}

function readVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const { name, version }: { name: string; version: string } = JSON.parse(text);
  return `${name} ${version}`;
}
