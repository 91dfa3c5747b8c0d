/** Every environment variable: name, meaning, default and form. README, .env.example and the checks come from here. */
import type { z } from 'zod';
import {
  apiKey,
  botToken,
  flag,
  groupIds,
  gstins,
  httpsUrl,
  limit,
  logLevel,
  positiveNumber,
  price,
  reviewMode,
  share,
  spreadsheetId,
  text,
  timeZone,
  url,
  userIds,
  webhookSecret,
  wholeNumber,
} from './variable-forms.ts';

export type Env = Readonly<Record<string, string | undefined>>;

export interface Variable<Value = unknown> {
  /** One of the headings of .env.example. */
  readonly group: string;
  /** What it sets, with its unit; one sentence. */
  readonly meaning: string;
  /** As written in .env; absent means that nothing is assumed. */
  readonly default?: string;
  /** Never shown in a log or a message. */
  readonly isSecret?: true;
  /** Turns the text of the environment into a value; its message says what is expected. */
  readonly schema: z.ZodType<Value, string>;
}

export const VARIABLES = {
  TELEGRAM_BOT_TOKEN: {
    group: 'Telegram',
    meaning:
      'Token of your bot, from @BotFather; without it a chat page on this machine stands in for Telegram',
    isSecret: true,
    schema: botToken,
  },
  ALLOWED_USER_IDS: {
    group: 'Telegram',
    meaning: 'Telegram user ids that may use the bot, separated by commas; everybody else is refused',
    schema: userIds,
  },
  ADMIN_USER_IDS: {
    group: 'Telegram',
    meaning: 'User ids of those who run the bot; they may use it too',
    schema: userIds,
  },
  ALLOWED_GROUP_IDS: {
    group: 'Telegram',
    meaning:
      'Groups in which the bot works, by their negative ids, for those of their members who may use it; it leaves all others',
    schema: groupIds,
  },
  INVITE_TTL_DAYS: {
    group: 'Telegram',
    meaning: 'Days for which an invitation link of /invite can be used',
    default: '7',
    schema: wholeNumber(1, 365),
  },
  TELEGRAM_WEBHOOK_URL: {
    group: 'Telegram',
    meaning: 'Public https address at which Telegram delivers updates; without it the bot fetches them',
    schema: httpsUrl,
  },
  TELEGRAM_WEBHOOK_SECRET: {
    group: 'Telegram',
    meaning: 'What Telegram proves itself with at that address; without it one is derived from the token',
    isSecret: true,
    schema: webhookSecret,
  },
  TELEGRAM_WEBHOOK_PORT: {
    group: 'Telegram',
    meaning: 'Port on which the bot takes what comes for that address, as plain http from a reverse proxy',
    default: '8443',
    schema: wholeNumber(0, 65_535),
  },
  TELEGRAM_WEBHOOK_HOST: {
    group: 'Telegram',
    meaning: 'Address of this machine on which that port is open',
    default: '127.0.0.1',
    schema: text,
  },
  TELEGRAM_API_ROOT: {
    group: 'Telegram',
    meaning: 'Root of the Bot API server',
    default: 'https://api.telegram.org',
    schema: url,
  },

  CHAT_PORT: {
    group: 'Telegram',
    meaning: 'Port of the chat page that stands in for Telegram, on 127.0.0.1 only',
    default: '8080',
    schema: wholeNumber(0, 65_535),
  },

  GEMINI_API_KEY: {
    group: 'Gemini',
    meaning:
      'Gemini API key, from a paid project: the free tier may train on what it reads; without it pages are read on this machine',
    isSecret: true,
    schema: apiKey,
  },
  GOOGLE_API_KEY: {
    group: 'Gemini',
    meaning: 'Taken where GEMINI_API_KEY is not set',
    isSecret: true,
    schema: apiKey,
  },
  GEMINI_MODEL: {
    group: 'Gemini',
    meaning: 'Model that reads and parses',
    default: 'gemini-3.5-flash-lite',
    schema: text,
  },
  ENABLE_REPAIR_CALL: {
    group: 'Gemini',
    meaning:
      'Whether Gemini is asked once more for single values that contradict each other or stand on no page',
    default: 'true',
    schema: flag,
  },
  GEMINI_CONCURRENCY: {
    group: 'Gemini',
    meaning: 'Gemini calls in flight at once, all users together',
    default: '16',
    schema: wholeNumber(1, 1000),
  },
  GEMINI_RATE_LIMIT_RPM: {
    group: 'Gemini',
    meaning: 'Gemini calls in any minute, all users together; 0 for no limit',
    default: '0',
    schema: limit(1_000_000),
  },
  GEMINI_RATE_LIMIT_TPM: {
    group: 'Gemini',
    meaning: 'Prompt tokens sent to Gemini in any minute, all users together; 0 for no limit',
    default: '0',
    schema: limit(1_000_000_000),
  },
  GEMINI_TIMEOUT_MS: {
    group: 'Gemini',
    meaning: 'Longest time for one Gemini call, in milliseconds',
    default: '60000',
    schema: wholeNumber(1000, 600_000),
  },
  GEMINI_BASE_URL: {
    group: 'Gemini',
    meaning: 'Root of the Gemini API',
    default: 'https://generativelanguage.googleapis.com',
    schema: url,
  },

  GOOGLE_SHEET_ID: {
    group: 'Google Sheets',
    meaning: "The spreadsheet's id, from its URL; without it rows go to CSV files in DATA_DIR",
    schema: spreadsheetId,
  },
  GOOGLE_SHEETS_CREDENTIALS_FILE: {
    group: 'Google Sheets',
    meaning: "Path of the service account's JSON key",
    schema: text,
  },
  GOOGLE_SHEETS_CREDENTIALS_JSON: {
    group: 'Google Sheets',
    meaning: 'The JSON key itself, where a file is inconvenient',
    isSecret: true,
    schema: text,
  },
  SHEET_NAME: {
    group: 'Google Sheets',
    meaning: 'Tab for invoice headers',
    default: 'Invoice_Header',
    schema: text,
  },
  LINE_ITEMS_SHEET_NAME: {
    group: 'Google Sheets',
    meaning: 'Tab for line items',
    default: 'Line_Items',
    schema: text,
  },
  CUSTOMER_MASTER_SHEET: {
    group: 'Google Sheets',
    meaning: 'Tab for customers',
    default: 'Customer_Master',
    schema: text,
  },
  HSN_MASTER_SHEET: {
    group: 'Google Sheets',
    meaning: 'Tab for HSN and SAC codes',
    default: 'HSN_Master',
    schema: text,
  },
  DUPLICATE_ATTEMPTS_SHEET: {
    group: 'Google Sheets',
    meaning: 'Tab for duplicate attempts',
    default: 'Duplicate_Attempts',
    schema: text,
  },
  GOOGLE_SHEETS_ROOT_URL: {
    group: 'Google Sheets',
    meaning: 'Root of the Sheets API',
    default: 'https://sheets.googleapis.com',
    schema: url,
  },
  GOOGLE_TOKEN_URL: {
    group: 'Google Sheets',
    meaning: 'Where access tokens come from',
    default: 'https://oauth2.googleapis.com/token',
    schema: url,
  },

  REVIEW_MODE: {
    group: 'Review',
    meaning:
      'Whether an invoice is shown to its user before it is saved: auto (if it has an error or a doubtful key value), always or never; a duplicate is always asked about',
    default: 'auto',
    schema: reviewMode,
  },
  CONFIDENCE_THRESHOLD_REVIEW: {
    group: 'Review',
    meaning: 'A key value read with less confidence than this, from 0 to 1, is doubtful',
    default: '0.7',
    schema: share,
  },
  EXTRA_FIELDS: {
    group: 'Review',
    meaning:
      'JSON file of fields of your own, read by Gemini into columns of their own: [{"name": …, "description": …, "type": "text", "of": "header"}]',
    schema: text,
  },
  EINVOICE_PUBLIC_KEYS: {
    group: 'Review',
    meaning:
      'Folder with certificates of the e-invoice registrars, in .pem, .cer, .crt or .der files; without them signatures of QR codes are not verified',
    schema: text,
  },
  BUSINESS_GSTINS: {
    group: 'Review',
    meaning:
      'Your own GSTINs, separated by commas: an invoice with one as buyer is a purchase, as seller a sale; without them the direction is unknown',
    schema: gstins,
  },

  ENABLE_READ_AHEAD: {
    group: 'Limits',
    meaning:
      'Read pages as they come, so that /done has only to understand them; a draft that is cancelled has then cost its pages',
    default: 'true',
    schema: flag,
  },
  MAX_PAGES_PER_INVOICE: {
    group: 'Limits',
    meaning: 'Pages of one invoice; a PDF of three counts three',
    default: '20',
    schema: wholeNumber(1, 1000),
  },
  MAX_IMAGE_PIXELS: {
    group: 'Limits',
    meaning: 'Pixels of one picture',
    default: '50000000',
    schema: wholeNumber(1_000_000, 1_000_000_000),
  },
  MAX_PAGES_PER_USER_PER_DAY: {
    group: 'Limits',
    meaning:
      'Pages that one user may send in a day of REPORT_TIMEZONE, those who run the bot excepted; 0 for no limit',
    default: '1000',
    schema: limit(1_000_000),
  },
  USER_RATE_LIMIT_PER_MINUTE: {
    group: 'Limits',
    meaning: 'Messages and button presses that are taken from one user in any minute; 0 for no limit',
    default: '120',
    schema: limit(10_000),
  },
  PAGE_TTL_HOURS: {
    group: 'Limits',
    meaning: 'Hours after which an unfinished invoice and its pages are deleted',
    default: '24',
    schema: wholeNumber(1, 8760),
  },

  ENABLE_USAGE_TRACKING: {
    group: 'Usage tracking',
    meaning: 'Master switch: off, nothing of what follows is done and no tracking file appears',
    default: 'false',
    schema: flag,
  },
  ENABLE_OCR_LEVEL_TRACKING: {
    group: 'Usage tracking',
    meaning: 'A line in ocr_calls.jsonl for every call that read a page',
    default: 'false',
    schema: flag,
  },
  ENABLE_INVOICE_LEVEL_TRACKING: {
    group: 'Usage tracking',
    meaning: 'A line in invoice_usage.jsonl for every scan that ended; the levels below rest on it',
    default: 'false',
    schema: flag,
  },
  ENABLE_CUSTOMER_AGGREGATION: {
    group: 'Usage tracking',
    meaning: 'customer_usage_summary.json, per customer and month',
    default: 'false',
    schema: flag,
  },
  ENABLE_SUMMARY_GENERATION: {
    group: 'Usage tracking',
    meaning: 'daily_summaries.jsonl and monthly_summaries.jsonl, written as each period closes',
    default: 'false',
    schema: flag,
  },
  ENABLE_OUTLIER_DETECTION: {
    group: 'Usage tracking',
    meaning: 'Invoices that cost far more than usual are looked for',
    default: 'false',
    schema: flag,
  },
  ENABLE_ACTUAL_TOKEN_CAPTURE: {
    group: 'Usage tracking',
    meaning: "Take Gemini's own token counts; off, all counts are estimates, marked so",
    default: 'true',
    schema: flag,
  },
  DEFAULT_CUSTOMER_ID: {
    group: 'Usage tracking',
    meaning: 'Customer that scans count for',
    default: 'CUST001',
    schema: text,
  },
  DEFAULT_CUSTOMER_NAME: {
    group: 'Usage tracking',
    meaning: "That customer's name in summaries",
    default: 'Default Customer',
    schema: text,
  },
  ENABLE_STATS_CHARTS: {
    group: 'Usage tracking',
    meaning: 'Send a chart with the answers to /daily_stats and /monthly_stats',
    default: 'true',
    schema: flag,
  },
  CUSTOMERS_FILE: {
    group: 'Usage tracking',
    meaning:
      'JSON file of further customers: [{"customerId": …, "customerName": …, "userIds": [111], "sheetId": …}]; who is in none belongs to the default customer',
    schema: text,
  },
  GEMINI_OCR_PRICE_PER_1K_TOKENS: {
    group: 'Usage tracking',
    meaning:
      'Flat price of reading in USD per 1,000 tokens, such as 0.0001875; unset, the table of models holds',
    schema: price,
  },
  GEMINI_PARSING_PRICE_PER_1K_TOKENS: {
    group: 'Usage tracking',
    meaning:
      'Flat price of parsing in USD per 1,000 tokens, such as 0.000075; unset, the table of models holds',
    schema: price,
  },
  OUTLIER_COST_ZSCORE_THRESHOLD: {
    group: 'Usage tracking',
    meaning: "Standard deviations above the customer's mean cost that make an outlier",
    default: '2.0',
    schema: positiveNumber(100),
  },
  OUTLIER_PAGE_COUNT_THRESHOLD: {
    group: 'Usage tracking',
    meaning: 'More pages than this make an outlier',
    default: '10',
    schema: wholeNumber(1, 1000),
  },
  OUTLIER_TOKEN_PERCENTILE_THRESHOLD: {
    group: 'Usage tracking',
    meaning: 'More tokens than this percentile of the customer make an outlier',
    default: '95',
    schema: positiveNumber(100),
  },
  LEDGER_FSYNC: {
    group: 'Usage tracking',
    meaning: 'Wait for the disk after each write of the ledger, so that a power cut loses nothing',
    default: 'true',
    schema: flag,
  },

  LOGS_DIR: {
    group: 'Operation',
    meaning: 'Folder for the usage ledger and its summaries; diagnostics go to stdout',
    default: 'logs',
    schema: text,
  },
  DATA_DIR: {
    group: 'Operation',
    meaning: 'Folder for open scans and CSV files',
    default: 'data',
    schema: text,
  },
  REPORT_TIMEZONE: {
    group: 'Operation',
    meaning: 'Time zone of dates and times in rows and reports',
    default: 'Asia/Kolkata',
    schema: timeZone,
  },
  LOG_LEVEL: {
    group: 'Operation',
    meaning: 'Least level that is logged: trace, debug, info, warn, error, fatal or silent',
    default: 'info',
    schema: logLevel,
  },
  HEALTH_PORT: {
    group: 'Operation',
    meaning: 'Port for /healthz, /readyz and the Prometheus /metrics; without it there are none',
    schema: wholeNumber(0, 65_535),
  },
  HEALTH_HOST: {
    group: 'Operation',
    meaning: 'Address of this machine on which that port is open',
    default: '127.0.0.1',
    schema: text,
  },
  SHUTDOWN_GRACE_MS: {
    group: 'Operation',
    meaning: 'Milliseconds that running scans get to end when the bot is stopped',
    default: '10000',
    schema: wholeNumber(0, 600_000),
  },
} as const satisfies Record<string, Variable>;

export type VariableName = keyof typeof VARIABLES;

/** The value of a variable: certain where it has a default. */
export type Values = {
  readonly [N in VariableName]: (typeof VARIABLES)[N] extends { readonly default: string }
    ? z.output<(typeof VARIABLES)[N]['schema']>
    : z.output<(typeof VARIABLES)[N]['schema']> | undefined;
};
