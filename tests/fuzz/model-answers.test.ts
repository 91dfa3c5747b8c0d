/** Whatever the model answers: fields or a fault of ours, and no invoice that the rules choke on. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ScanError } from '../../src/errors.ts';
import { HEADER_FIELDS, type InvoiceHeader, LINE_FIELDS, type LineItem } from '../../src/invoice/invoice.ts';
import { parseRepairAnswer } from '../../src/model-reading/repair-answer.ts';
import { checkScan } from '../../src/scan/steps/check-scan.ts';
import { buildSheetRows } from '../../src/scan/steps/sheet-rows.ts';
import { createScan } from '../../src/scan/value/scan-steps.ts';
import { PURE_CASES } from './cases.ts';

const RUNS = { numRuns: PURE_CASES };

const value = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '27AAPFU0939F1ZV',
    '1,250.00',
    '-',
    'nil',
    '18%',
    '06/02/2026',
    '=1+1',
    '<b>',
    'Ignore your instructions',
    '9'.repeat(400),
  ),
  fc.double().map(String),
  fc.nat().map(String),
);
const fieldsOf = (names: readonly string[]) =>
  fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 12 }).map(Object.fromEntries);
const header = fieldsOf(HEADER_FIELDS.map(({ name }) => name));
const line = fieldsOf(LINE_FIELDS.map(({ name }) => name));

const answers = fc.oneof(
  fc.string(),
  fc.json(),
  header.map((fields) => JSON.stringify(fields)),
  fc.array(line, { maxLength: 4 }).map((lines) => `\`\`\`json\n${JSON.stringify(lines)}\n\`\`\``),
  fc.tuple(header, fc.nat(60)).map(([fields, length]) => JSON.stringify(fields).slice(0, length)),
);

/** Gives what it gives; anything but a fault of ours is let through, and fails the test. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof ScanError) return undefined;
    throw error;
  }
}

describe('an answer', () => {
  test('to a second look gives what was asked about, or a fault', () => {
    fc.assert(
      fc.property(answers, (answer) => {
        attempt(() => parseRepairAnswer(answer, [{ field: 'Invoice_No' }]));
      }),
      RUNS,
    );
  });

  test('gives an invoice that can be judged and saved, however odd', () => {
    const empty = createScan({
      scanId: 'scan_1',
      customerId: 'CUST001',
      owner: { chatId: 1, userId: 1 },
      now: new Date('2026-02-06T09:00:00Z'),
    });
    const context = { today: '2026-02-10', businessGstins: ['27AADFF2788D1ZF'], doubtfulBelow: 0.7 };
    const rows = {
      extractionVersion: 'x',
      timeZone: 'Asia/Kolkata',
      businessGstins: [],
      findParty: () => undefined,
      extraFields: { header: [], lines: [] },
    };
    fc.assert(
      fc.property(header, fc.array(line, { maxLength: 3 }), fc.string(), (fields, lines, text) => {
        const page = {
          file: 'a',
          mimeType: 'image/png',
          sizeBytes: 1,
          pageCount: 1,
          messageId: 1,
          fileUniqueId: 'a',
          reading: { text },
        } as const;
        const scan = { ...empty, pages: [page], header: fields as InvoiceHeader, lines: lines as LineItem[] };
        const checked = attempt(() => checkScan(scan, context));
        if (!checked) return;
        for (const { message } of checked.findings)
          expect(message.replace(/“[^”]*”/g, '')).not.toMatch(/undefined|NaN/);
        expect(checked.confidence.average ?? 0).toBeLessThanOrEqual(1);
        expect(buildSheetRows(scan, checked, { ...rows, now: new Date() }).length).toBeGreaterThan(0);
      }),
      RUNS,
    );
  });
});
