/** Turns an environment into a checked configuration, or into the full list of what is wrong with it. */

import type { Customer } from '../customers/customer.ts';
import type { Keyring } from '../invoice/e-invoice/keyring.ts';
import type { ExtraFields } from '../invoice/extra-fields.ts';
import { readCustomers } from './customers.ts';
import { readEInvoiceKeys } from './e-invoice-keys.ts';
import { readExtraFields } from './extra-fields.ts';
import {
  type ConfigSources,
  checkGoogleSheet,
  type GoogleAccount,
  type GoogleSheetConfig,
  isAccountNamed,
  readGoogleAccount,
} from './google-sheet-config.ts';
import { readTelegram, type TelegramConfig } from './telegram-config.ts';
import { readUsage, type UsageConfig } from './usage-config.ts';
import { type Env, VARIABLES, type Values, type Variable, type VariableName } from './variables.ts';

const TAB_VARIABLES = [
  'SHEET_NAME',
  'LINE_ITEMS_SHEET_NAME',
  'CUSTOMER_MASTER_SHEET',
  'HSN_MASTER_SHEET',
  'DUPLICATE_ATTEMPTS_SHEET',
] as const satisfies readonly VariableName[];

export interface Config {
  /** Absent where the chat page stands in for Telegram. */
  readonly telegram: TelegramConfig | undefined;
  readonly chatPort: number;
  /** Absent where pages are read on this machine. */
  readonly gemini: GeminiConfig | undefined;
  /** Absent where nobody's rows go to Google. */
  readonly googleAccount: GoogleAccount | undefined;
  /** Absent where rows go to CSV files. */
  readonly googleSheet: GoogleSheetConfig | undefined;
  readonly tabNames: {
    readonly invoiceHeader: string;
    readonly lineItems: string;
    readonly customerMaster: string;
    readonly hsnMaster: string;
    readonly duplicateAttempts: string;
  };
  /** Absent while usage tracking is off. */
  readonly usage: UsageConfig | undefined;
  readonly defaultCustomer: { readonly id: string; readonly name: string };
  /** Who is in none belongs to the default customer. */
  readonly customers: readonly Customer[];
  /** Where they are declared, to be read again; undefined where there is none but the default one. */
  readonly customersFile: string | undefined;
  readonly review: {
    readonly mode: Values['REVIEW_MODE'];
    /** 0 to 1. */
    readonly doubtfulBelow: number;
  };
  readonly businessGstins: readonly string[];
  /** By which the signatures of e-invoices are checked. */
  readonly eInvoiceKeys: Keyring;
  readonly extraFields: ExtraFields;
  readonly statsCharts: boolean;
  /** Whether pages are read as they come, before their user says that all are there. */
  readonly readsAhead: boolean;
  readonly maxPagesPerInvoice: number;
  readonly maxImagePixels: number;
  /** Undefined for no limit. */
  readonly maxPagesPerUserPerDay: number | undefined;
  /** Undefined for no limit. */
  readonly userRateLimitPerMinute: number | undefined;
  readonly pageTtlMs: number;
  readonly dataDir: string;
  readonly timeZone: string;
  readonly logLevel: Values['LOG_LEVEL'];
  readonly shutdownGraceMs: number;
  /** Absent where nobody asks how the bot is. */
  readonly health: HealthConfig | undefined;
  /** Values that must never be shown, for the logger to scrub. */
  readonly secrets: readonly string[];
}

export interface HealthConfig {
  /** 0 for any free port. */
  readonly port: number;
  readonly host: string;
}

export interface GeminiConfig {
  readonly apiKey: string;
  readonly model: string;
  readonly baseUrl: string;
  readonly concurrency: number;
  readonly requestsPerMinute: number | undefined;
  readonly tokensPerMinute: number | undefined;
  readonly timeoutMs: number;
  /** Whether single values that contradict each other are asked for once more. */
  readonly looksTwice: boolean;
}

/** All problems at once, one line each, by variable name. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}`);
    this.problems = problems;
  }
}

/** Throws `ConfigError`. A variable that is set to nothing counts as not set. */
export function loadConfig(env: Env, sources: ConfigSources): Config {
  const problems: string[] = [];
  const values = readValues(env, problems);
  const googleAccount = readGoogleAccount(values, sources, problems);
  const telegram = readTelegram(values, problems);
  checkTabNames(values, problems);
  const customers = readDeclaredCustomers(values, sources, problems);
  checkGoogleSheet(values, customers, problems);
  const eInvoiceKeys = readEInvoiceKeys(values, sources, problems);
  const extraFields = readExtraFields(values, sources, problems);
  if (problems.length > 0) throw new ConfigError(problems);

  return {
    telegram,
    chatPort: values.CHAT_PORT,
    gemini: readGemini(values),
    googleAccount,
    googleSheet:
      googleAccount && values.GOOGLE_SHEET_ID !== undefined
        ? { ...googleAccount, spreadsheetId: values.GOOGLE_SHEET_ID }
        : undefined,
    tabNames: {
      invoiceHeader: values.SHEET_NAME,
      lineItems: values.LINE_ITEMS_SHEET_NAME,
      customerMaster: values.CUSTOMER_MASTER_SHEET,
      hsnMaster: values.HSN_MASTER_SHEET,
      duplicateAttempts: values.DUPLICATE_ATTEMPTS_SHEET,
    },
    usage: values.ENABLE_USAGE_TRACKING ? readUsage(values) : undefined,
    defaultCustomer: { id: values.DEFAULT_CUSTOMER_ID, name: values.DEFAULT_CUSTOMER_NAME },
    customers,
    customersFile: values.CUSTOMERS_FILE,
    review: { mode: values.REVIEW_MODE, doubtfulBelow: values.CONFIDENCE_THRESHOLD_REVIEW },
    businessGstins: values.BUSINESS_GSTINS ?? [],
    eInvoiceKeys,
    extraFields,
    statsCharts: values.ENABLE_STATS_CHARTS,
    readsAhead: values.ENABLE_READ_AHEAD,
    maxPagesPerInvoice: values.MAX_PAGES_PER_INVOICE,
    maxImagePixels: values.MAX_IMAGE_PIXELS,
    maxPagesPerUserPerDay: values.MAX_PAGES_PER_USER_PER_DAY,
    userRateLimitPerMinute: values.USER_RATE_LIMIT_PER_MINUTE,
    pageTtlMs: values.PAGE_TTL_HOURS * 3_600_000,
    dataDir: values.DATA_DIR,
    timeZone: values.REPORT_TIMEZONE,
    logLevel: values.LOG_LEVEL,
    shutdownGraceMs: values.SHUTDOWN_GRACE_MS,
    health:
      values.HEALTH_PORT === undefined ? undefined : { port: values.HEALTH_PORT, host: values.HEALTH_HOST },
    secrets: [
      ...secretsOf(env),
      ...(telegram?.webhook ? [telegram.webhook.secret] : []),
      ...(googleAccount ? [googleAccount.credentials.privateKey] : []),
    ],
  };
}

function readValues(env: Env, problems: string[]): Values {
  const entries = Object.entries<Variable>(VARIABLES).map(([name, variable]) => {
    const given = env[name]?.trim() || variable.default;
    if (given === undefined) return [name, undefined];
    const result = variable.schema.safeParse(given);
    if (!result.success) problems.push(`${name}: ${result.error.issues[0]?.message}`);
    return [name, result.data];
  });
  // Every name of VARIABLES has passed its own schema, or stands among the problems and the values are not used.
  return Object.fromEntries(entries) as Values;
}

/** None where no file is named, or where what is wrong with it was added to `problems`. */
function readDeclaredCustomers(
  values: Values,
  { readFile }: ConfigSources,
  problems: string[],
): readonly Customer[] {
  const { CUSTOMERS_FILE: path, GOOGLE_SHEET_ID: ownSpreadsheetId, DATA_DIR: dataDir } = values;
  if (path === undefined) return [];
  const hasGoogleAccount = isAccountNamed(values);
  const reading = readCustomers(path, { readFile, hasGoogleAccount, ownSpreadsheetId, dataDir });
  if (reading.kind === 'customers') return reading.customers;
  problems.push(...reading.problems.map((sentence) => `CUSTOMERS_FILE: ${sentence}`));
  return [];
}

function readGemini(values: Values): GeminiConfig | undefined {
  const apiKey = values.GEMINI_API_KEY ?? values.GOOGLE_API_KEY;
  if (apiKey === undefined) return undefined;
  return {
    apiKey,
    model: values.GEMINI_MODEL,
    baseUrl: values.GEMINI_BASE_URL,
    concurrency: values.GEMINI_CONCURRENCY,
    requestsPerMinute: values.GEMINI_RATE_LIMIT_RPM,
    tokensPerMinute: values.GEMINI_RATE_LIMIT_TPM,
    timeoutMs: values.GEMINI_TIMEOUT_MS,
    looksTwice: values.ENABLE_REPAIR_CALL,
  };
}

/** Google takes names that differ in case alone for the same tab. */
function checkTabNames(values: Values, problems: string[]): void {
  const taken = new Set<string>();
  for (const variable of TAB_VARIABLES) {
    const name = values[variable].toLowerCase();
    if (taken.has(name)) problems.push(`${variable}: expected a name that no other tab has`);
    taken.add(name);
  }
}

function secretsOf(env: Env): string[] {
  const secret = Object.entries<Variable>(VARIABLES).filter(([, variable]) => variable.isSecret);
  return secret.flatMap(([name]) => env[name]?.trim() || []);
}
