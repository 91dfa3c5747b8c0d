/** Ledgers that disks, editors and other programs have been at: good lines count, bad ones are told, nothing falls over. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildUsageRecords } from '../../src/usage/build-records.ts';
import { ocrCallLines } from '../../src/usage/call-lines.ts';
import { invoiceLines } from '../../src/usage/invoice-lines.ts';
import { createLineReader } from '../../src/usage/line-reader.ts';
import { context, finishedScan } from '../usage/finished-scans.ts';
import { RUNS } from './runs.ts';

const records = buildUsageRecords(finishedScan(), context);
const GOOD = `${JSON.stringify(records?.invoice)}\n`;

const noise = fc.oneof(
  fc.constantFrom(
    '\n',
    '\r\n',
    '\0\0\0\n',
    '{}\n',
    '[]\n',
    'null\n',
    '{"invoice_id":1}\n',
    `${'x'.repeat(3000)}\n`,
  ),
  fc.string().map((text) => `${text.replaceAll('\n', ' ')}\n`),
  fc.nat(GOOD.length - 2).map((length) => `${GOOD.slice(0, length)}\n`),
);

test('every good line among any others counts, once', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(noise, fc.constant(GOOD)), { maxLength: 6 }), (lines) => {
      let entries = 0;
      let damaged = 0;
      const reader = createLineReader({
        format: invoiceLines,
        onEntry: () => void entries++,
        onDamage: () => void damaged++,
      });
      const bytes = Buffer.from(lines.join(''));
      reader.read({ bytes, position: 0, path: 'ledger', isFileStart: true, isTooLong: false });
      expect(entries).toBe(lines.filter((line) => line === GOOD).length);
      expect(entries + damaged).toBeLessThanOrEqual(lines.length);
    }),
    RUNS,
  );
});

test('any bytes at all are lines that count or are told', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      for (const format of [invoiceLines, ocrCallLines]) {
        const reader = createLineReader<unknown>({ format, onEntry: () => {}, onDamage: () => {} });
        reader.read({
          bytes: Buffer.from(bytes),
          position: 0,
          path: 'x',
          isFileStart: true,
          isTooLong: false,
        });
      }
    }),
    RUNS,
  );
});
