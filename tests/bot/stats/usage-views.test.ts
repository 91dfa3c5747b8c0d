/** The texts of Usage & Stats: empty, usual, and crowded. */
import { describe, expect, test } from 'vitest';
import { detailedStats, historyStats, quickStats } from '../../../src/bot/messages/stats/usage-views.ts';
import type { ModelUsageRow } from '../../../src/usage/projections/model-usage.ts';
import { NO_FIGURES, summarizeFigures } from '../../../src/usage/stats/figures.ts';
import { createDay } from './usage-figures.ts';

const EMPTY = { figures: NO_FIGURES, summary: summarizeFigures(NO_FIGURES) };

const ROW: ModelUsageRow = {
  ...{
    provider: 'gemini',
    modelName: 'gemini-3.5-flash-lite',
    operation: 'ocr',
    calls: 31,
    success: 29,
    error: 1,
    aborted: 1,
    retries: 2,
  },
  ...{
    estimated: 1,
    unpriced: 0,
    promptTokens: 150_000,
    outputTokens: 45_234,
    cachedTokens: 0,
    thinkingTokens: 0,
  },
  ...{ totalTokens: 195_234, costNanoUsd: 158_085_000, p50Ms: 1240, p95Ms: 2510 },
};

describe('quick', () => {
  test('tells of today, this month and all time', () => {
    const today = createDay();
    const month = { ...today, month: '2026-02', days: 6, topInvoices: [] };
    const { text } = quickStats({ customer: 'Asha Traders', today, month, lifetime: today });
    expect(text.text).toBe(`⚡ Usage: Asha Traders

Today:
• Invoices: 12
• Pages: 31
• Cost: $12.45

February 2026:
• Invoices: 12
• Pages: 31
• Cost: $12.45
• Success Rate: 100%

All time:
• Invoices: 12
• Pages: 31
• Cost: $12.45
• Tokens: 195,234`);
  });

  test('of nothing has no rate', () => {
    const month = { ...EMPTY, month: '2026-02', days: 6, topInvoices: [] };
    const { text } = quickStats({
      customer: 'all',
      today: { ...EMPTY, date: '2026-02-06' },
      month,
      lifetime: EMPTY,
    });
    expect(text.text).not.toContain('Success Rate');
    expect(text.text).toContain('Today:\n• Invoices: 0\n');
  });
});

describe('detailed', () => {
  test('tells per model and operation, and what is not certain', () => {
    const rows = [
      ROW,
      {
        ...ROW,
        operation: 'parse_header' as const,
        calls: 1,
        retries: 0,
        error: 0,
        aborted: 0,
        estimated: 0,
        unpriced: 1,
      },
    ];
    const { text } = detailedStats({ customer: 'Asha Traders', month: '2026-02', rows, skippedLines: 3 });
    expect(text.text).toBe(`🔬 Usage in detail: Asha Traders, February 2026

gemini-3.5-flash-lite
• Reading pages: 31 calls, 195,234 tokens, $0.1581, p50 1.2s, p95 2.5s, 2 retried, 1 failed, 1 aborted
• Header: 1 call, 195,234 tokens, unpriced, p50 1.2s, p95 2.5s

Not certain:
• Unpriced calls: 1
• Estimated calls: 1
• Skipped lines: 3`);
  });

  test('of very many models with long names stays far below the bound of a message', () => {
    const rows = Array.from({ length: 200 }, (_, no) => ({
      ...ROW,
      modelName: `model-${no}-${'x'.repeat(300)}`,
    }));
    const { text } = detailedStats({ customer: '<b>&'.repeat(100), month: '2026-02', rows, skippedLines: 0 });
    expect(text.text.length).toBeLessThan(4096);
    expect(text.text).toContain('… and 185 more');
  });
});

describe('the last days', () => {
  test('list those with records, newest first', () => {
    const days = [
      createDay({}, '2026-02-05'),
      { ...EMPTY, date: '2026-02-06' },
      createDay({ saved: 1 }, '2026-02-07'),
    ];
    expect(historyStats('Asha Traders', days).text.text).toBe(`📅 Last 3 days: Asha Traders

• 7 Feb: 1 invoice, $12.45
• 5 Feb: 12 invoices, $12.45`);
  });

  test('say so where there are none', () => {
    expect(historyStats('all', [{ ...EMPTY, date: '2026-02-06' }]).text.text).toContain(
      'Nothing is recorded.',
    );
  });
});
