/** Finished scans for tests: one of fixed figures, and any. */
import fc from 'fast-check';
import type { FinishedScan } from '../../src/usage/finished-scan.ts';
import type { ModelCall, ModelOperation } from '../../src/usage/model-call.ts';
import { loadPriceTable } from '../../src/usage/pricing/price-table.ts';
import { createCostCalculation } from '../../src/usage/pricing/pricing.ts';
import type { RecordContext } from '../../src/usage/records/record-sources.ts';

export const context: RecordContext = {
  calculateCost: createCostCalculation({ flat: {}, table: loadPriceTable() }),
  defaultCustomerId: 'CUST001',
  useActualTokens: true,
};

export function modelCall(changes: Partial<ModelCall> = {}): ModelCall {
  return {
    operation: 'ocr',
    modelName: 'gemini-3.5-flash-lite',
    startedAt: '2026-02-06T09:00:00.000Z',
    processingTimeMs: 1500,
    attempt: 1,
    status: 'success',
    tokens: { promptTokens: 1500, cachedTokens: 0, outputTokens: 400, thinkingTokens: 0, totalTokens: 1900 },
    ...changes,
  };
}

/** Two pages and two parses. */
export function finishedScan(changes: Partial<FinishedScan> = {}): FinishedScan {
  return {
    scanId: 'scan_1',
    invoiceNo: 'INV-2026-1',
    telegramUserId: 4711,
    outcome: 'saved',
    endedAt: '2026-02-06T09:00:12.500Z',
    pageCount: 2,
    calls: [
      modelCall({ pageNumber: 1, imageSizeBytes: 200_000 }),
      modelCall({ pageNumber: 2, imageSizeBytes: 180_000 }),
      modelCall({ operation: 'parse_header', startedAt: '2026-02-06T09:00:02.000Z' }),
      modelCall({ operation: 'parse_lines', startedAt: '2026-02-06T09:00:02.000Z' }),
    ],
    processingTimeMs: 12_500,
    sheetsTimeMs: 800,
    validationStatus: 'ok',
    confidenceAvg: 0.91,
    hadCorrections: false,
    lineItemCount: 5,
    ...changes,
  };
}

/** Stands out among a dozen of the usual ones. */
export function costlyScan(): FinishedScan {
  const tokens = {
    promptTokens: 90_000,
    cachedTokens: 0,
    outputTokens: 9000,
    thinkingTokens: 0,
    totalTokens: 99_000,
  };
  return finishedScan({ scanId: 'costly', calls: [modelCall({ tokens, attempt: 2 })] });
}

const instant = fc
  .integer({ min: Date.UTC(2026, 0, 20), max: Date.UTC(2026, 2, 10) })
  .map((ms) => new Date(ms).toISOString());

const anyTokens = fc
  .record({
    promptTokens: fc.nat(100_000),
    outputTokens: fc.nat(9000),
    thinkingTokens: fc.nat(500),
  })
  .map((counts) => ({
    ...counts,
    cachedTokens: counts.promptTokens % 100,
    totalTokens: counts.promptTokens + counts.outputTokens + counts.thinkingTokens,
  }));

const anyCall: fc.Arbitrary<ModelCall> = fc
  .record(
    {
      operation: fc.constantFrom<ModelOperation[]>('ocr', 'parse_header', 'parse_lines', 'repair'),
      pageNumber: fc.integer({ min: 1, max: 20 }),
      modelName: fc.constantFrom('gemini-3.5-flash-lite', 'gemini-2.5-pro', 'gemini-9-unknown'),
      startedAt: instant,
      processingTimeMs: fc.nat(60_000),
      attempt: fc.integer({ min: 1, max: 4 }),
      status: fc.constantFrom('success' as const, 'error' as const, 'aborted' as const),
      errorCode: fc.constantFrom('reader_unavailable', 'answer_blocked'),
      provider: fc.constantFrom('gemini', 'local'),
      tokens: anyTokens,
    },
    { requiredKeys: ['operation', 'modelName', 'startedAt', 'processingTimeMs', 'attempt', 'status'] },
  )
  .map((call) => call as ModelCall);

/** Few scan ids, numbers and customers, so that they meet again. */
export const anyScan: fc.Arbitrary<FinishedScan> = fc.record(
  {
    scanId: fc.integer({ min: 1, max: 25 }).map((n) => `scan_${n}`),
    invoiceNo: fc.constantFrom('INV-1', 'INV-2', 'inv-2', '17/2026', 'बिल-३', 'A"1\\'),
    customerId: fc.constantFrom('CUST001', 'CUST002', 'CUST003'),
    telegramUserId: fc.integer({ min: 1, max: 9_999_999_999 }),
    outcome: fc.constantFrom('saved', 'saved', 'saved', 'failed', 'cancelled', 'duplicate'),
    errorCode: fc.constantFrom('page_unreadable'),
    endedAt: instant,
    pageCount: fc.integer({ min: 1, max: 20 }),
    calls: fc.array(anyCall, { minLength: 1, maxLength: 6 }),
    processingTimeMs: fc.nat(600_000),
    sheetsTimeMs: fc.nat(5000),
    validationStatus: fc.constantFrom('ok', 'warning', 'error', 'corrected'),
    confidenceAvg: fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000),
    hadCorrections: fc.boolean(),
    lineItemCount: fc.nat(50),
  },
  {
    requiredKeys: [
      'scanId',
      'telegramUserId',
      'outcome',
      'endedAt',
      'pageCount',
      'calls',
      'processingTimeMs',
      'hadCorrections',
    ],
  },
);
