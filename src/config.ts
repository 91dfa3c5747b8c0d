/** Turns an environment into a checked configuration, or into the full list of what is wrong with it. */
import { closest, distance } from 'fastest-levenshtein';
import { VARIABLES, type Values, type Variable, type VariableName } from './config-variables.ts';

const TAB_VARIABLES = [
  'SHEET_NAME',
  'LINE_ITEMS_SHEET_NAME',
  'CUSTOMER_MASTER_SHEET',
  'HSN_MASTER_SHEET',
  'DUPLICATE_ATTEMPTS_SHEET',
] as const satisfies readonly VariableName[];

export type Env = Readonly<Record<string, string | undefined>>;

export interface Config {
  /** Absent where the chat page stands in for Telegram. */
  readonly telegram: TelegramConfig | undefined;
  readonly chatPort: number;
  /** Absent where pages are read on this machine. */
  readonly gemini: GeminiConfig | undefined;
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
  readonly maxPagesPerInvoice: number;
  readonly maxImagePixels: number;
  readonly pageTtlMs: number;
  readonly dataDir: string;
  readonly timeZone: string;
  readonly logLevel: Values['LOG_LEVEL'];
  readonly shutdownGraceMs: number;
  /** Values that must never be shown, for the logger to scrub. */
  readonly secrets: readonly string[];
}

export interface TelegramConfig {
  readonly token: string;
  readonly apiRoot: string;
  readonly allowedUserIds: readonly number[];
  readonly adminUserIds: readonly number[];
}

export interface GeminiConfig {
  readonly apiKey: string;
  readonly model: string;
  readonly baseUrl: string;
  readonly concurrency: number;
  readonly timeoutMs: number;
}

/** See usage/usage-options.ts. */
export interface UsageConfig {
  readonly folder: string;
  readonly levels: {
    readonly ocrCalls: boolean;
    readonly invoices: boolean;
    readonly customers: boolean;
    readonly summaries: boolean;
    readonly outliers: boolean;
  };
  readonly useActualTokens: boolean;
  readonly defaultCustomer: { readonly id: string; readonly name: string };
  /** USD per 1,000 tokens, as decimal text. */
  readonly flatPrices: {
    readonly ocrUsdPer1kTokens: string | undefined;
    readonly parsingUsdPer1kTokens: string | undefined;
  };
  readonly outlierThresholds: {
    readonly costZScore: number;
    readonly pages: number;
    readonly tokenPercentile: number;
  };
  readonly isSynced: boolean;
}

/** The part of a service account's key that is used. */
export interface ServiceAccount {
  readonly clientEmail: string;
  readonly privateKey: string;
}

/** What reading the configuration needs from outside. */
export interface ConfigSources {
  readonly readFile: (path: string) => string;
  /** Throws an error whose message says what is wrong, without quoting the key. */
  readonly parseServiceAccount: (json: string) => ServiceAccount;
}

export interface GoogleSheetConfig {
  readonly spreadsheetId: string;
  readonly credentials: ServiceAccount;
  readonly rootUrl: string;
  readonly tokenUrl: string;
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
  const googleSheet = readGoogleSheet(values, sources, problems);
  checkTabNames(values, problems);
  if (problems.length > 0) throw new ConfigError(problems);

  return {
    telegram: readTelegram(values),
    chatPort: values.CHAT_PORT,
    gemini: readGemini(values),
    googleSheet,
    tabNames: {
      invoiceHeader: values.SHEET_NAME,
      lineItems: values.LINE_ITEMS_SHEET_NAME,
      customerMaster: values.CUSTOMER_MASTER_SHEET,
      hsnMaster: values.HSN_MASTER_SHEET,
      duplicateAttempts: values.DUPLICATE_ATTEMPTS_SHEET,
    },
    usage: values.ENABLE_USAGE_TRACKING ? readUsage(values) : undefined,
    maxPagesPerInvoice: values.MAX_PAGES_PER_INVOICE,
    maxImagePixels: values.MAX_IMAGE_PIXELS,
    pageTtlMs: values.PAGE_TTL_HOURS * 3_600_000,
    dataDir: values.DATA_DIR,
    timeZone: values.REPORT_TIMEZONE,
    logLevel: values.LOG_LEVEL,
    shutdownGraceMs: values.SHUTDOWN_GRACE_MS,
    secrets: [...secretsOf(env), ...(googleSheet ? [googleSheet.credentials.privateKey] : [])],
  };
}

/**
 * Names that look like ours but are not, each with the nearest one that is. `dotenvNames` are those that stand in .env:
 * there every unknown name is reported; in the rest of the environment only near misses.
 */
export function findUnknownVariables(env: Env, dotenvNames: readonly string[]): readonly string[] {
  const known = Object.keys(VARIABLES);
  const unknown = Object.keys(env).filter((name) => !known.includes(name));
  return unknown.flatMap((name) => {
    const nearest = closest(name, known);
    const isNear = distance(name, nearest) <= 2;
    if (isNear) return [`${name} is not a variable of this program. Did you mean ${nearest}?`];
    return dotenvNames.includes(name) ? [`${name} in .env is not a variable of this program`] : [];
  });
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

function readTelegram(values: Values): TelegramConfig | undefined {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: apiRoot } = values;
  if (token === undefined) return undefined;
  const { ALLOWED_USER_IDS: allowedUserIds = [], ADMIN_USER_IDS: adminUserIds = [] } = values;
  return { token, apiRoot, allowedUserIds, adminUserIds };
}

function readGemini(values: Values): GeminiConfig | undefined {
  const apiKey = values.GEMINI_API_KEY ?? values.GOOGLE_API_KEY;
  if (apiKey === undefined) return undefined;
  return {
    apiKey,
    model: values.GEMINI_MODEL,
    baseUrl: values.GEMINI_BASE_URL,
    concurrency: values.GEMINI_CONCURRENCY,
    timeoutMs: values.GEMINI_TIMEOUT_MS,
  };
}

function readUsage(values: Values): UsageConfig {
  return {
    folder: values.LOGS_DIR,
    levels: {
      ocrCalls: values.ENABLE_OCR_LEVEL_TRACKING,
      invoices: values.ENABLE_INVOICE_LEVEL_TRACKING,
      customers: values.ENABLE_CUSTOMER_AGGREGATION,
      summaries: values.ENABLE_SUMMARY_GENERATION,
      outliers: values.ENABLE_OUTLIER_DETECTION,
    },
    useActualTokens: values.ENABLE_ACTUAL_TOKEN_CAPTURE,
    defaultCustomer: { id: values.DEFAULT_CUSTOMER_ID, name: values.DEFAULT_CUSTOMER_NAME },
    flatPrices: {
      ocrUsdPer1kTokens: values.GEMINI_OCR_PRICE_PER_1K_TOKENS,
      parsingUsdPer1kTokens: values.GEMINI_PARSING_PRICE_PER_1K_TOKENS,
    },
    outlierThresholds: {
      costZScore: values.OUTLIER_COST_ZSCORE_THRESHOLD,
      pages: values.OUTLIER_PAGE_COUNT_THRESHOLD,
      tokenPercentile: values.OUTLIER_TOKEN_PERCENTILE_THRESHOLD,
    },
    isSynced: values.LEDGER_FSYNC,
  };
}

function readGoogleSheet(
  values: Values,
  sources: ConfigSources,
  problems: string[],
): GoogleSheetConfig | undefined {
  const {
    GOOGLE_SHEET_ID: spreadsheetId,
    GOOGLE_SHEETS_ROOT_URL: rootUrl,
    GOOGLE_TOKEN_URL: tokenUrl,
  } = values;
  const source = credentialsSource(values);
  if (spreadsheetId === undefined && source === undefined) return undefined;
  if (spreadsheetId === undefined) {
    problems.push('GOOGLE_SHEET_ID is not set although credentials are: expected the id of the spreadsheet');
  }
  if (source === undefined) {
    problems.push(
      'GOOGLE_SHEETS_CREDENTIALS_FILE is not set although GOOGLE_SHEET_ID is: expected the path of a service account key',
    );
  }
  const credentials = source && readCredentials(source, sources, problems);
  if (spreadsheetId === undefined || credentials === undefined) return undefined;
  return { spreadsheetId, credentials, rootUrl, tokenUrl };
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

interface CredentialsSource {
  readonly name: VariableName;
  readonly value: string;
}

function credentialsSource(values: Values): CredentialsSource | undefined {
  const { GOOGLE_SHEETS_CREDENTIALS_JSON: json, GOOGLE_SHEETS_CREDENTIALS_FILE: file } = values;
  if (json !== undefined) return { name: 'GOOGLE_SHEETS_CREDENTIALS_JSON', value: json };
  return file === undefined ? undefined : { name: 'GOOGLE_SHEETS_CREDENTIALS_FILE', value: file };
}

function readCredentials(
  { name, value }: CredentialsSource,
  { readFile, parseServiceAccount }: ConfigSources,
  problems: string[],
): ServiceAccount | undefined {
  try {
    return parseServiceAccount(name === 'GOOGLE_SHEETS_CREDENTIALS_FILE' ? readFile(value) : value);
  } catch (error) {
    problems.push(`${name}: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}

function secretsOf(env: Env): string[] {
  const secret = Object.entries<Variable>(VARIABLES).filter(([, variable]) => variable.isSecret);
  return secret.flatMap(([name]) => env[name]?.trim() || []);
}
