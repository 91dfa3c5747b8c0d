/** The texts of the stats, byte for byte (S-80, S-85), and what becomes of them with little or much to say. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Message } from '../../../src/bot/messages/message.ts';
import { dailyStats } from '../../../src/bot/messages/stats/daily-stats.ts';
import { invoiceStats } from '../../../src/bot/messages/stats/invoice-stats.ts';
import { monthlyStats } from '../../../src/bot/messages/stats/monthly-stats.ts';
import { outlierAlert } from '../../../src/bot/messages/stats/outlier-alert.ts';
import { scanChoice } from '../../../src/bot/messages/stats/scan-choice.ts';
import { createDay, createMonth, createOutlier, createRecord, createUsage } from './usage-figures.ts';

const textOf = ({ text }: Message) => text.text;
const linesOf = (message: Message) => textOf(message).split('\n');
const LONG_NAME = 'बिल/🧾/2026/'.repeat(200);

describe('an invoice', () => {
  test('as specified', () => {
    expect(textOf(invoiceStats(createRecord()))).toBe(`📊 Invoice: INV-2024-12345

Processing:
• Pages: 3
• Processing Time: 12.5s
• Validation: ✅ OK

Usage:
• Total Tokens: 7,451
• OCR Tokens: 5,801 (3 calls)
• Parsing Tokens: 1,650 (2 calls)

Cost:
• OCR: $0.0011
• Parsing: $0.0001
• Total: $0.0012`);
  });

  test.each([
    ['warning', '⚠️ WARNING'],
    ['error', '❌ ERROR'],
    ['corrected', '✏️ CORRECTED'],
  ] as const)('with validation %s', (validation, label) => {
    expect(linesOf(invoiceStats(createRecord({ validation_status: validation })))).toContain(
      `• Validation: ${label}`,
    );
  });

  test('that failed before validation says so, in place of a validation that never ran', () => {
    const record = createRecord({
      outcome: 'failed',
      validation_status: undefined,
      total_ocr_calls: 1,
      total_parsing_calls: 0,
      parsing_tokens: { prompt: 0, output: 0, total: 0 },
    });
    const lines = linesOf(invoiceStats(record));
    expect(lines.slice(2, 6)).toEqual([
      'Processing:',
      '• Pages: 3',
      '• Processing Time: 12.5s',
      '• Outcome: ❌ FAILED',
    ]);
    expect(lines).toContain('• OCR Tokens: 5,801 (1 call)');
    expect(lines).toContain('• Parsing Tokens: 0 (0 calls)');
  });

  test('whose parse has no price: neither the parse nor the whole costs $0.00', () => {
    const record = createRecord({ parsing_cost_usd: undefined, total_cost_usd: undefined });
    expect(linesOf(invoiceStats(record)).slice(-3)).toEqual([
      '• OCR: $0.0011',
      '• Parsing: unpriced',
      '• Total: unpriced',
    ]);
  });

  test('of a line without what was added to the plain shape', () => {
    const record = createRecord({ outcome: undefined, scan_id: undefined });
    expect(textOf(invoiceStats(record))).toBe(textOf(invoiceStats(createRecord())));
  });

  test('with a number of several lines stays in shape', () => {
    const record = createRecord({ invoice_id: ' A\n• Total: $0.00\r\n17 ' });
    expect(linesOf(invoiceStats(record))[0]).toBe('📊 Invoice: A • Total: $0.00 17');
    expect(linesOf(invoiceStats(record))).toHaveLength(linesOf(invoiceStats(createRecord())).length);
  });
});

describe('a day', () => {
  const outliers = [
    createOutlier(),
    createOutlier({
      triggers: ['pages', 'tokens'],
      record: createRecord({ invoice_id: 'INV-2024-12346', total_tokens: 45_678, page_count: 12 }),
    }),
  ];

  test('as specified', () => {
    expect(textOf(dailyStats(createDay(), outliers))).toBe(`📊 Daily Summary: February 6, 2026

Invoices: 12
Pages: 31
Tokens: 195,234
Cost: $12.45

Quality:
• Success Rate: 100%
• Avg Confidence: 91%

⚠️ Outliers Detected:
• INV-2024-12345: $3.21 (8 pages)
• INV-2024-12346: 45,678 tokens (12 pages)`);
  });

  test('with nothing but a cancelled scan has no quality, and with no outlier no such section', () => {
    const day = createDay({ saved: 0, cancelled: 1, pages: 0, tokens: 900, costNanoUsd: 42_000, scored: 0 });
    expect(textOf(dailyStats(day, []))).toBe(`📊 Daily Summary: February 6, 2026

Invoices: 0
Pages: 0
Tokens: 900
Cost: $0.000042`);
  });

  test('of scans that were not scored shows the success rate alone', () => {
    const day = createDay({ saved: 2, failed: 1, confidenceMicros: 0, scored: 0 });
    expect(textOf(dailyStats(day, []))).toMatch(/\n\nQuality:\n• Success Rate: 67%$/);
  });

  test('says how many scans its cost leaves out', () => {
    expect(linesOf(dailyStats(createDay({ unpriced: 1 }), []))).toContain('Cost: $12.45 (1 scan unpriced)');
    const unknown = createDay({ unpriced: 12, costNanoUsd: 0 });
    expect(linesOf(dailyStats(unknown, []))).toContain('Cost: unpriced');
  });

  test('with a crowd of outliers counts what it does not list', () => {
    const record = createRecord({ invoice_id: LONG_NAME, page_count: 1 });
    const crowd = Array.from({ length: 1234 }, () => createOutlier({ record }));
    const lines = linesOf(dailyStats(createDay(), crowd));
    expect(lines.at(-1)).toBe('• … and 1,224 more');
    expect(lines.at(-2)).toMatch(/^• बिल.{30,60}…: \$0\.0012 \(1 page\)$/u);
    expect(lines).toHaveLength(23);
  });
});

describe('a month', () => {
  test('as specified', () => {
    expect(textOf(monthlyStats(createMonth()))).toBe(`📊 Monthly Summary: February 2026

Invoices: 245
Pages: 623
Total Cost: $257.41

Averages:
• Per Day: $9.19
• Per Invoice: $1.05
• Pages Per Invoice: 2.54

Top 3 Expensive Invoices:
1. INV-2024-99999: $5.67 (15 pages)
2. INV-2024-88888: $4.32 (12 pages)
3. INV-2024-77777: $3.89 (10 pages)`);
  });

  test('that runs divides by the days so far', () => {
    expect(linesOf(monthlyStats(createMonth({}, { days: 7 })))).toContain('• Per Day: $36.77');
  });

  test('with one invoice', () => {
    const topInvoices = [createUsage({ page_count: 1 })];
    const month = createMonth(
      { saved: 1, pages: 1, costNanoUsd: 1_211_438, processedCostNanoUsd: 1_211_438, processedPriced: 1 },
      { topInvoices },
    );
    expect(textOf(monthlyStats(month))).toBe(`📊 Monthly Summary: February 2026

Invoices: 1
Pages: 1
Total Cost: $0.0012

Averages:
• Per Day: $0.000043
• Per Invoice: $0.0012
• Pages Per Invoice: 1.00

Most Expensive Invoice:
1. INV-2024-12345: $0.0012 (1 page)`);
  });

  test('without an invoice has neither averages nor a ranking', () => {
    const month = createMonth({ saved: 0, cancelled: 2, pages: 0, costNanoUsd: 84_000 }, { topInvoices: [] });
    expect(textOf(monthlyStats(month))).toBe(`📊 Monthly Summary: February 2026

Invoices: 0
Pages: 0
Total Cost: $0.000084`);
  });

  test('without any price has no costs, rather than costs of nothing', () => {
    const month = createMonth({ saved: 3, pages: 6, unpriced: 3, costNanoUsd: 0, processedPriced: 0 });
    const text = textOf(monthlyStats({ ...month, topInvoices: [] }));
    expect(text).toContain('Total Cost: unpriced\n');
    expect(text).toContain('• Per Day: unpriced\n• Per Invoice: unpriced\n• Pages Per Invoice: 2.00');
    expect(text).not.toContain('$');
  });

  test('that cost nothing ranks nothing', () => {
    const topInvoices = [createUsage({ total_cost_usd: 0 })];
    expect(textOf(monthlyStats(createMonth({}, { topInvoices })))).not.toContain('Expensive');
  });
});

describe('an outlier alert', () => {
  test('as specified', () => {
    expect(textOf(outlierAlert(createOutlier()))).toBe(`⚠️ Outlier Alert: INV-2024-12345

Cost: $3.21 (2.5σ above average)
Pages: 8
Tokens: 45,678
Tokens/Page: 5,710 (average: 3,200)

Possible Reasons:
• Multi-page invoice with complex layouts
• Poor image quality requiring more tokens
• Dense content with many line items`);
  });

  test('without a baseline, a price or a reason claims none', () => {
    const outlier = createOutlier({
      record: createRecord({ page_count: 12, total_tokens: 600, total_cost_usd: undefined }),
      triggers: ['pages'],
      zScore: undefined,
      tokensPerPage: 50,
      averageTokensPerPage: undefined,
      reasons: [],
    });
    expect(textOf(outlierAlert(outlier))).toBe(`⚠️ Outlier Alert: INV-2024-12345

Cost: unpriced
Pages: 12
Tokens: 600
Tokens/Page: 50`);
  });

  test('of a long but cheap invoice says on which side of the average it is', () => {
    expect(textOf(outlierAlert(createOutlier({ zScore: -0.42 })))).toContain('(0.4σ below average)');
  });

  test('names only the reasons that were found', () => {
    const lines = linesOf(outlierAlert(createOutlier({ reasons: ['retries', 'dense_pages'] })));
    expect(lines.slice(-3)).toEqual([
      'Possible Reasons:',
      '• Dense content on its pages',
      '• Calls that had to be tried again',
    ]);
  });
});

test('several scans of one number are told apart by the clock of the report', () => {
  const usages = [
    createUsage({ timestamp: '2026-02-06T20:15:00Z', outcome: 'saved' }),
    createUsage({ timestamp: '2026-02-06T09:00:12', outcome: 'failed', total_cost_usd: undefined }),
  ];
  expect(
    textOf(scanChoice(usages, 'Asia/Kolkata')),
  ).toBe(`📊 INV-2024-12345 was scanned 2 times, newest first. Which one?

1. 7 Feb 2026, 01:45, saved: $0.0012
2. 6 Feb 2026, 14:30, failed: unpriced`);
});

test('no text comes near the 4096 characters that Telegram takes, whatever the number', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 6000 }), fc.nat(1_000_000_000), (name, count) => {
      const record = createRecord({ invoice_id: name, page_count: count, total_tokens: count });
      const crowd = Array.from({ length: 20 }, () => ({ scanId: 'scan_1', record }));
      const outlier = createOutlier({ record });
      const texts = [
        invoiceStats(record),
        dailyStats(createDay(), Array(20).fill(outlier)),
        monthlyStats(createMonth({}, { topInvoices: crowd.slice(0, 3) })),
        outlierAlert(outlier),
        scanChoice(crowd, 'Asia/Kolkata'),
      ].map(textOf);
      for (const text of texts) {
        expect(text.length).toBeLessThan(2500);
        expect(text).not.toContain('cut here');
      }
    }),
  );
});
