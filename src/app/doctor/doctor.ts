/** Tests every account and this machine, and says of each in a sentence what is wrong and what to do. */

import type { Config } from '../../config/config.ts';
import { createSheetsQuota } from '../../google-sheets/sheets-quota.ts';
import { describeAccounts } from '../accounts.ts';
import { checkCustomerSheets } from './customer-sheets-checkup.ts';
import type { Finding } from './finding.ts';
import { checkGemini } from './gemini-checkup.ts';
import { checkClock, checkFolder, checkNode } from './machine-checkup.ts';
import { checkGoogleSheet } from './sheet-checkup.ts';
import { checkTelegram } from './telegram-checkup.ts';

/** Half of what Google allows: the bot may be running beside. */
const SHEET_CALLS_PER_MINUTE = 30;

export interface DoctorOptions {
  readonly config: Config;
  readonly nodeVersion: string;
  readonly now: () => Date;
  /** Of each question to a server. Default 10 s. */
  readonly timeoutMs?: number;
  /** See `checkTelegram`. Default 5 s. */
  readonly pollSeconds?: number;
  /** Of the disk under a folder. Default: what the system says. */
  readonly freeBytes?: (path: string) => Promise<number>;
}

/** Costs nothing, and changes nothing at the vendors. Never rejects. */
export async function examine(options: DoctorOptions): Promise<readonly Finding[]> {
  const { config, nodeVersion, timeoutMs = 10_000, pollSeconds = 5 } = options;
  const { telegram, gemini, googleSheet, tabNames } = config;
  const sheetsQuota = createSheetsQuota({ perMinute: SHEET_CALLS_PER_MINUTE });
  const findings = await Promise.all([
    [checkNode(nodeVersion)],
    examineFolders(options),
    checkClock({ ...options, servers: findServers(config), timeoutMs }),
    telegram && checkTelegram({ telegram, timeoutMs, pollSeconds }),
    gemini && checkGemini(gemini, timeoutMs),
    googleSheet &&
      checkGoogleSheet({
        subject: 'Google Sheets',
        googleSheet,
        tabNames: Object.values(tabNames),
        timeoutMs,
        quota: sheetsQuota.lane(),
      }),
    checkCustomerSheets({ config, timeoutMs, quota: sheetsQuota }),
  ]);
  return [...findings.flat().filter((finding) => finding !== undefined), ...nameAbsent(config)];
}

function examineFolders({ config, freeBytes }: DoctorOptions): Promise<readonly Finding[]> {
  const folders = [
    { variable: 'DATA_DIR', path: config.dataDir, isPrivate: true },
    ...(config.usage ? [{ variable: 'LOGS_DIR', path: config.usage.folder, isPrivate: false }] : []),
  ];
  return Promise.all(
    folders.map(({ variable, path, isPrivate }) =>
      checkFolder({
        subject: variable,
        path,
        wayOut: `name another folder in ${variable}`,
        isPrivate,
        freeBytes,
      }),
    ),
  );
}

function findServers({ telegram, gemini, googleAccount }: Config): readonly string[] {
  return [telegram?.apiRoot, gemini?.baseUrl, googleAccount?.rootUrl].filter((url) => url !== undefined);
}

function nameAbsent(config: Config): readonly Finding[] {
  return describeAccounts(config)
    .filter(({ isReal }) => !isReal)
    .map(({ name, note }) => ({ subject: name, verdict: 'absent', sentence: note }));
}
