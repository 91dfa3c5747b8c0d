/** What usage tracking is told: the ENABLE_ flags and their like, as values. */
import type { Outlier } from './outliers/outlier-search.ts';
import type { OutlierThresholds } from './outliers/outliers.ts';
import type { PriceTable } from './pricing/price-table.ts';
import type { FlatPrices } from './pricing/pricing.ts';
import type { UsageLog } from './usage-log.ts';

export interface UsageOptions {
  /** LOGS_DIR: where the ledgers and their summaries are; made if it does not exist. One process at a time. */
  readonly folder: string;
  /** REPORT_TIMEZONE, an IANA name: days and months begin at midnight there. */
  readonly timeZone: string;
  readonly defaultCustomer: { readonly id: string; readonly name: string };
  /** Names of other customers; default: their ids. */
  readonly customerName?: (customerId: string) => string;
  readonly prices: { readonly flat: FlatPrices; readonly table: PriceTable };
  readonly levels: UsageLevels;
  /** ENABLE_ACTUAL_TOKEN_CAPTURE: false makes every count an estimate. */
  readonly useActualTokens: boolean;
  readonly outlierThresholds: OutlierThresholds;
  /** Told of scans that stand out, as they end; only with `levels.outliers`. Must not throw. */
  readonly onOutlier?: (outlier: Outlier) => void;
  /** LEDGER_FSYNC: off, a power cut may take the newest records with it; a crash of this process never does. */
  readonly isSynced: boolean;
  readonly now: () => Date;
  readonly log: UsageLog;
}

/** What is kept. Stats, customers, summaries and outliers rest on `invoices`. */
export interface UsageLevels {
  /** Level 1: ocr_calls.jsonl. */
  readonly ocrCalls: boolean;
  /** Level 2: invoice_usage.jsonl. */
  readonly invoices: boolean;
  /** Level 3: customer_usage_summary.json. */
  readonly customers: boolean;
  /** daily_summaries.jsonl and monthly_summaries.jsonl. */
  readonly summaries: boolean;
  readonly outliers: boolean;
}
