/** From a finished scan to the lines of S-60 and S-61, and from lines of any age back to what counts. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildUsageRecords } from '../../../src/usage/records/build-records.ts';
import { ocrCallLines, parsingCallsOf } from '../../../src/usage/records/call-lines.ts';
import { OCR_CALL } from '../../../src/usage/records/call-records.ts';
import { parseTimestamp } from '../../../src/usage/records/declaration/timestamps.ts';
import { type InvoiceEntry, invoiceLines } from '../../../src/usage/records/invoice-lines.ts';
import { INVOICE_USAGE } from '../../../src/usage/records/invoice-record.ts';
import type { LineFormat } from '../../../src/usage/records/line-format.ts';
import { createLineReader, type LineDamage } from '../../../src/usage/records/line-reader.ts';
import { anyScan, context, finishedScan, modelCall } from '../finished-scans.ts';

function build(changes: Parameters<typeof finishedScan>[0] = {}, changedContext = {}) {
  const records = buildUsageRecords(finishedScan(changes), { ...context, ...changedContext });
  if (!records) throw new Error('No records were built');
  return records;
}

function readAll<Entry>(format: LineFormat<Entry>, content: string | Buffer) {
  const entries: Entry[] = [];
  const damages: LineDamage[] = [];
  const reader = createLineReader({
    format,
    onEntry: (entry) => entries.push(entry),
    onDamage: (damage) => damages.push(damage),
  });
  reader.read({
    bytes: Buffer.from(content),
    position: 0,
    path: 'ledger',
    isFileStart: true,
    isTooLong: false,
  });
  return { entries, damages };
}

/** Reads the line as the slow way does. */
function readSlowly(line: string): InvoiceEntry | undefined {
  try {
    return invoiceLines.fromJson(JSON.parse(line), 0);
  } catch {
    return undefined;
  }
}

/** `0.10` and `0.1` are one number, also inside the list of parsing calls. */
function meaningOf({ parsingCallsJson, ...entry }: InvoiceEntry) {
  return {
    ...entry,
    parsingCalls: parsingCallsJson === undefined ? undefined : JSON.parse(parsingCallsJson),
  };
}

describe('a finished scan', () => {
  test('gives one line per OCR call and one for the scan', () => {
    const { ocrCalls, invoice } = build();
    expect(ocrCalls.map(({ call_id }) => call_id)).toEqual([
      expect.stringMatching(/^ocr_20260206_090000_001_[0-9a-f]{10}$/),
      expect.stringMatching(/^ocr_20260206_090000_002_[0-9a-f]{10}$/),
    ]);
    expect(ocrCalls[1]).toMatchObject({ page_number: 2, image_size_bytes: 180_000, cost_usd: 0.00145 });
    expect(invoice).toMatchObject({
      version: 1,
      invoice_id: 'INV-2026-1',
      customer_id: 'CUST001',
      total_ocr_calls: 2,
      total_parsing_calls: 2,
      ocr_tokens: { prompt: 3000, output: 800, total: 3800 },
      total_tokens: 7600,
      ocr_cost_usd: 0.0029,
      parsing_cost_usd: 0.0029,
      total_cost_usd: 0.0058,
      processing_time_seconds: 12.5,
      ocr_time_seconds: 1.5,
      sheets_time_seconds: 0.8,
      outcome: 'saved',
      ocr_call_ids: ocrCalls.map(({ call_id }) => call_id),
      retried_calls: 0,
    });
  });

  test('goes by its scan id where no number was read', () => {
    expect(build({ invoiceNo: undefined }).invoice.invoice_id).toBe('scan_1');
    expect(build({ invoiceNo: '  ' }).ocrCalls[0]?.invoice_id).toBe('scan_1');
  });

  test('keeps the names of its calls when it is told again with more of them', () => {
    const calls = [modelCall(), modelCall({ attempt: 2 })];
    const [first] = build({ calls: calls.slice(0, 1) }).ocrCalls;
    expect(build({ calls }).ocrCalls[0]?.call_id).toBe(first?.call_id);
    expect(build({ scanId: 'scan_2' }).ocrCalls[0]?.call_id).not.toBe(first?.call_id);
  });

  test('has no cost at all if one call has no price', () => {
    const calls = [modelCall(), modelCall({ modelName: 'unknown' })];
    const { invoice, ocrCalls } = build({ calls });
    expect(JSON.parse(JSON.stringify(invoice))).not.toHaveProperty('total_cost_usd');
    expect(invoice.parsing_cost_usd).toBe(0);
    expect(ocrCalls.map(({ cost_usd }) => cost_usd)).toEqual([0.00145, undefined]);
  });

  test('rounds once: its parsing cost is that of the sum, not the sum of rounded calls', () => {
    const tokens = { promptTokens: 1, cachedTokens: 0, outputTokens: 0, thinkingTokens: 0, totalTokens: 1 };
    const call = modelCall({ operation: 'parse_header', tokens, modelName: 'gemini-3.1-flash-lite' });
    const cached = { ...call, tokens: { ...tokens, cachedTokens: 1 } };
    expect(build({ calls: [cached, cached] }).invoice.parsing_cost_usd).toBe(0.00000005);
  });

  test('counts calls without counts by estimate, and says so', () => {
    const { tokens: _tokens, ...uncounted } = modelCall({ promptChars: 400, outputChars: 1000 });
    const refused = { ...uncounted, status: 'error' as const };
    const { ocrCalls } = build({ calls: [modelCall(), uncounted, refused] });
    expect(ocrCalls.map(({ estimated, total_tokens }) => [estimated, total_tokens])).toEqual([
      [undefined, 1900],
      [true, 1032 + 100 + 250],
      [true, 0],
    ]);
    const [estimated] = build({}, { useActualTokens: false }).ocrCalls;
    expect(estimated).toMatchObject({ estimated: true, prompt_tokens: 1032 + 300, output_tokens: 450 });
  });

  test('leaves no line as a draft that was cancelled before any call', () => {
    expect(buildUsageRecords(finishedScan({ outcome: 'cancelled', calls: [] }), context)).toBeUndefined();
    expect(build({ outcome: 'failed', calls: [], errorCode: 'page_unreadable' }).invoice.outcome).toBe(
      'failed',
    );
  });

  test('however odd gives lines that pass their schemas and are read fast where they are plain ASCII', () => {
    fc.assert(
      fc.property(anyScan, (scan) => {
        const records = buildUsageRecords(scan, context);
        const line = JSON.stringify(records?.invoice);
        expect(INVOICE_USAGE.schema.safeParse(JSON.parse(line)).error).toBeUndefined();
        invoiceLines.pattern.lastIndex = 0;
        const isPlain = /^[\w/ -]*$/.test(scan.invoiceNo ?? '') && !line.includes('e-');
        expect(invoiceLines.pattern.test(`${line}\n`)).toBe(isPlain);
        for (const call of records?.ocrCalls ?? []) {
          expect(OCR_CALL.schema.safeParse(JSON.parse(JSON.stringify(call))).error).toBeUndefined();
        }
      }),
    );
  });
});

describe('a line', () => {
  const line = JSON.stringify(build().invoice);
  const record = JSON.parse(line);

  test('means the same read fast or slowly, also after any small damage', () => {
    const damaged = fc
      .tuple(
        anyScan,
        fc.nat(2000),
        fc.constantFrom('', '0', '"', ',', '}', '9', '\\', '-', '.', 'x', ' ', '\u0001'),
      )
      .map(([scan, place, put]) => {
        const text = JSON.stringify(buildUsageRecords(scan, context)?.invoice);
        const at = place % (text.length + 1);
        return text.slice(0, at) + put + text.slice(at + (place % 2));
      });
    fc.assert(
      fc.property(damaged, (text) => {
        const { entries, damages } = readAll(invoiceLines, `${text}\n`);
        const expected = readSlowly(text);
        expect(entries.map(meaningOf)).toEqual(expected ? [meaningOf(expected)] : []);
        expect(damages).toHaveLength(expected ? 0 : 1);
      }),
      { numRuns: 500 },
    );
  });

  test('of an OCR call means the same read fast or slowly', () => {
    fc.assert(
      fc.property(anyScan, (scan) => {
        for (const call of buildUsageRecords(scan, context)?.ocrCalls ?? []) {
          const { entries } = readAll(ocrCallLines, `${JSON.stringify(call)}\n`);
          expect(entries).toEqual([ocrCallLines.fromJson(JSON.parse(JSON.stringify(call)), 0)]);
        }
      }),
    );
  });

  test('of the plain shape counts as saved, and nothing supersedes it', () => {
    const { entries } = readAll(
      invoiceLines,
      '{"invoice_id": "INV-7", "customer_id": "C", "telegram_user_id": "12", "timestamp": "2026-02-06T14:30:00.123456", "page_count": 1, "total_ocr_calls": 1, "total_parsing_calls": 2, "ocr_tokens": {"prompt": 1, "output": 2, "total": 3}, "parsing_tokens": {"prompt": 1, "output": 2, "total": 3}, "total_tokens": 6, "ocr_cost_usd": 0.001, "parsing_cost_usd": 1e-7, "total_cost_usd": 0.0010001, "processing_time_seconds": 3.2, "validation_status": "ok", "confidence_avg": 0.9, "had_corrections": false, "ocr_call_ids": []}',
    );
    expect(entries).toEqual([
      expect.objectContaining({
        invoiceId: 'INV-7',
        scanId: undefined,
        outcome: 'saved',
        costNanoUsd: 1_000_100,
        atMs: Date.UTC(2026, 1, 6, 14, 30, 0, 123),
      }),
    ]);
  });

  test('keeps fields that we do not know', () => {
    expect(INVOICE_USAGE.schema.parse({ ...record, branch: 'Pune' })).toMatchObject({ branch: 'Pune' });
    expect(readAll(invoiceLines, JSON.stringify({ ...record, branch: 'Pune' })).entries).toHaveLength(1);
  });

  test('gives its parsing calls', () => {
    const [entry] = readAll(invoiceLines, `${line}\n`).entries;
    const calls = entry ? parsingCallsOf(entry) : [];
    expect(calls.map(({ operation, costNanoUsd }) => [operation, costNanoUsd])).toEqual([
      ['parse_header', 1_450_000],
      ['parse_lines', 1_450_000],
    ]);
  });
});

describe('damage', () => {
  const line = JSON.stringify(build().invoice);
  const record = JSON.parse(line);
  const lines: readonly [string, string | Buffer, RegExp][] = [
    ['NUL bytes', '\0\0\0\0', /NUL/],
    [
      'invalid UTF-8',
      Buffer.concat([Buffer.from('{"invoice_id":"'), Buffer.of(0xff), Buffer.from('"}')]),
      /UTF-8/,
    ],
    ['half a line', line.slice(0, 200), /not JSON/],
    ['no object', '42', /line: /],
    ['a negative number', JSON.stringify({ ...record, page_count: -1 }), /^page_count: /],
    ['a huge number', line.replace('"total_tokens":7600', '"total_tokens":1e300'), /^total_tokens: /],
    [
      'a dollar figure beyond reason',
      JSON.stringify({ ...record, total_cost_usd: 5e9 }),
      /^total_cost_usd: /,
    ],
    [
      'a time that never was',
      JSON.stringify({ ...record, timestamp: '2026-13-45T00:00:00Z' }),
      /^timestamp: /,
    ],
    ['a newer version', JSON.stringify({ ...record, version: 2 }), /newer version/],
    ['a missing field', JSON.stringify({ ...record, customer_id: undefined }), /^customer_id: /],
  ];

  test.each(lines)(
    'of the kind "%s" is counted with its line number and harms no other line',
    (_name, bad, reason) => {
      const content = Buffer.concat([
        Buffer.from(`${line}\n`),
        Buffer.from(bad),
        Buffer.from(`\n\n${line}\r\n${line}`),
      ]);
      const { entries, damages } = readAll(invoiceLines, content);
      expect(entries).toHaveLength(3);
      expect(damages).toEqual([{ path: 'ledger', line: 2, reason: expect.stringMatching(reason) }]);
    },
  );

  test('of any bytes whatever never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const { entries, damages } = readAll(invoiceLines, Buffer.from(bytes));
        expect(entries).toEqual([]);
        expect(damages.length).toBeLessThanOrEqual(Buffer.from(bytes).toString('latin1').split('\n').length);
      }),
    );
  });
});

test('times are read with any zone, and without one as UTC', () => {
  expect(parseTimestamp('2026-02-06T14:30:00+05:30')).toBe(Date.UTC(2026, 1, 6, 9));
  expect(parseTimestamp('2026-02-06 14:30:00')).toBe(Date.UTC(2026, 1, 6, 14, 30));
  for (const text of ['1999-12-31T23:59:59Z', '2100-01-01T00:00:00Z', '2026-02-06', 'now', '']) {
    expect(parseTimestamp(text)).toBeUndefined();
  }
});
