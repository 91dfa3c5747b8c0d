/** The part of the configuration that usage tracking works by. */
import type { Values } from './variables.ts';

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

export function readUsage(values: Values): UsageConfig {
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
