import { createTracker, loadPriceTable } from '../../src/usage/library.ts';

const tracker = createTracker({
  folder: process.argv[2] ?? 'usage-logs',
  timeZone: 'Asia/Kolkata',
  defaultCustomer: { id: 'CUST001', name: 'Asha Traders' },
  prices: { flat: {}, table: loadPriceTable() },
  levels: { ocrCalls: true, invoices: true, customers: true, summaries: true, outliers: true },
  useActualTokens: true,
  outlierThresholds: { costZScore: 2, pages: 10, tokenPercentile: 95 },
  isSynced: true,
  now: () => new Date(),
  log: console,
});

// Your bot has answered its user; then it says what the answer took. Nobody waits for this.
const at = new Date().toISOString();
const tokens = {
  promptTokens: 1200,
  cachedTokens: 0,
  outputTokens: 300,
  thinkingTokens: 0,
  totalTokens: 1500,
};
const call = { modelName: 'gemini-3.5-flash-lite', startedAt: at, processingTimeMs: 900, attempt: 1, tokens };
await tracker.track({
  ...{ scanId: 'job-1', invoiceNo: 'INV-7', telegramUserId: 42, outcome: 'saved', endedAt: at },
  ...{ pageCount: 1, processingTimeMs: 950, hadCorrections: false },
  calls: [{ ...call, operation: 'ocr', pageNumber: 1, status: 'success' }],
});

const stats = await tracker.stats();
const { saved, costNanoUsd } = stats.day(stats.today()).figures;
console.log(`${saved} invoice today, $${(costNanoUsd / 1e9).toFixed(6)}`);
await tracker.drain(1000);
