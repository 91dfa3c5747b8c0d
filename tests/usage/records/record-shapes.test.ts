/** Lines of every shape that the ledger has ever had, or may have, give the same entry fast and slowly. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FinishedScan } from '../../../src/usage/finished-scan.ts';
import { buildUsageRecords } from '../../../src/usage/records/build-records.ts';
import { ocrCallLines, parsingCallsOf } from '../../../src/usage/records/call-lines.ts';
import { OCR_CALL, PARSING_CALL } from '../../../src/usage/records/call-records.ts';
import { invoiceLines } from '../../../src/usage/records/invoice-lines.ts';
import { INVOICE_USAGE } from '../../../src/usage/records/invoice-record.ts';
import type { LineFormat } from '../../../src/usage/records/line-format.ts';
import { anyScan, context, finishedScan, modelCall } from '../finished-scans.ts';

/** The order of keys of version 1 as it first was, by hand: lines like these are on people's disks. */
const FIRST_ORDER = {
  ocrCall:
    'version call_id invoice_id page_number timestamp model_name prompt_tokens output_tokens total_tokens processing_time_ms image_size_bytes customer_id telegram_user_id status scan_id cached_tokens thinking_tokens cost_usd attempt error_code estimated',
  parsingCall:
    'kind model_name prompt_tokens output_tokens total_tokens cached_tokens thinking_tokens processing_time_ms attempt status cost_usd error_code estimated',
  invoice:
    'version invoice_id customer_id telegram_user_id timestamp page_count total_ocr_calls total_parsing_calls ocr_tokens parsing_tokens total_tokens ocr_cost_usd parsing_cost_usd total_cost_usd processing_time_seconds validation_status confidence_avg had_corrections ocr_call_ids scan_id outcome error_code ocr_time_seconds parsing_time_seconds sheets_time_seconds line_item_count retried_calls parsing_calls',
} as const;

type Json = Readonly<Record<string, unknown>>;
interface LineRecord {
  readonly schema: {
    readonly shape: Readonly<Record<string, { safeParse(value: unknown): { success: boolean } }>>;
  };
}

/** Names are plain: others are read slowly only. */
const plainScan = anyScan.map((scan) => ({ ...scan, invoiceNo: scan.invoiceNo?.replace(/[^\w/-]/g, '') }));
const anyRecords = plainScan.map(recordsOf);
const recordsOfGemini = plainScan.map((scan) =>
  recordsOf({ ...scan, calls: scan.calls.map((call) => ({ ...call, provider: 'gemini' })) }),
);

function recordsOf(scan: FinishedScan) {
  const { ocrCalls = [], invoice } = buildUsageRecords(scan, context) ?? {};
  return { ocrCalls: ocrCalls.map(asJson), invoice: asJson(invoice ?? {}) };
}

function asJson(record: object): Json {
  return JSON.parse(JSON.stringify(record));
}

function optionalNames({ schema }: LineRecord): string[] {
  return Object.entries(schema.shape).flatMap(([name, field]) =>
    field.safeParse(undefined).success ? [name] : [],
  );
}

function without(record: Json, names: readonly string[]): Json {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

function inOrder(record: Json, order: string): Json {
  return Object.fromEntries(
    order.split(' ').flatMap((name) => (record[name] === undefined ? [] : [[name, record[name]]])),
  );
}

/** Undefined if the line is not read fast; numbers like 1e-7 never are. */
function readFast<Entry>({ pattern, fromMatch }: LineFormat<Entry>, record: Json): Entry | undefined {
  pattern.lastIndex = 0;
  const match = pattern.exec(`${JSON.stringify(record)}\n`);
  return match ? fromMatch(match, 0) : undefined;
}

const isPlain = (record: Json) => !JSON.stringify(record).includes('e-');

/** What a line is read as, both ways; a list of calls by what stands in it. */
function expectSame<Entry>(format: LineFormat<Entry>, record: Json): Entry {
  const slow = format.fromJson(record, 0);
  if (isPlain(record)) expect(readFast(format, record)).toEqual(slow);
  return slow;
}

describe('any subset of the fields that a line may lack', () => {
  const subsetOf = (record: LineRecord) => fc.subarray(optionalNames(record));
  const [ofCalls, ofParsing, ofInvoices] = [OCR_CALL, PARSING_CALL, INVOICE_USAGE].map(subsetOf);

  test('leaves out nothing that the tables say is optional', () => {
    expect(optionalNames(OCR_CALL)).toEqual(
      expect.arrayContaining([
        'version',
        'page_number',
        'image_size_bytes',
        'scan_id',
        'cost_usd',
        'estimated',
      ]),
    );
    expect(optionalNames(PARSING_CALL)).toEqual(
      expect.arrayContaining(['call_id', 'timestamp', 'total_tokens']),
    );
    expect(optionalNames(INVOICE_USAGE)).toHaveLength(15);
  });

  test('gives the same entry of an OCR call fast, slowly, and with nulls for what is missing', () => {
    fc.assert(
      fc.property(anyRecords, ofCalls ?? fc.constant([]), ({ ocrCalls }, names) => {
        for (const call of ocrCalls) {
          const entry = expectSame(ocrCallLines, without(call, names));
          const nulls = names.filter((name) => name !== 'version').map((name) => [name, null]);
          expect(ocrCallLines.fromJson({ ...without(call, names), ...Object.fromEntries(nulls) }, 0)).toEqual(
            entry,
          );
        }
      }),
    );
  });

  test('gives the same entry of a scan and of its parsing calls, likewise', () => {
    fc.assert(
      fc.property(
        anyRecords,
        ofInvoices ?? fc.constant([]),
        ofParsing ?? fc.constant([]),
        ({ invoice }, names, callNames) => {
          const calls = parsingCallsIn(invoice).map((call) => without(call, callNames));
          const record = without({ ...invoice, parsing_calls: calls }, names);
          const entry = expectSame(invoiceLines, record);
          const nulls = Object.fromEntries(
            names.filter((name) => name !== 'version').map((name) => [name, null]),
          );
          expect(invoiceLines.fromJson({ ...record, ...nulls }, 0)).toEqual(entry);
          const spaced = {
            ...entry,
            parsingCallsJson: entry.parsingCallsJson && JSON.stringify(calls, null, 1),
          };
          expect(parsingCallsOf(spaced)).toEqual(parsingCallsOf(entry));
          expect(parsingCallsOf(entry)).toHaveLength(entry.parsingCallsJson ? calls.length : 0);
        },
      ),
    );
  });
});

describe('a line of version 1 as it first was', () => {
  test('is read fast, and gives the entries of today', () => {
    fc.assert(
      fc.property(recordsOfGemini, ({ ocrCalls, invoice }) => {
        for (const call of ocrCalls) {
          expect(expectSame(ocrCallLines, inOrder(call, FIRST_ORDER.ocrCall))).toEqual(
            expectSame(ocrCallLines, call),
          );
        }
        const calls = parsingCallsIn(invoice).map((call) => inOrder(call, FIRST_ORDER.parsingCall));
        const first = inOrder({ ...invoice, parsing_calls: calls }, FIRST_ORDER.invoice);
        const [then, now] = [expectSame(invoiceLines, first), expectSame(invoiceLines, invoice)];
        expect({ ...then, parsingCallsJson: '' }).toEqual({ ...now, parsingCallsJson: '' });
        const atScan = parsingCallsOf(now).map((call) => ({ ...call, atMs: now.atMs }));
        expect(parsingCallsOf(then)).toEqual(atScan);
      }),
    );
  });

  test('is what is written today, but for fields that came later, in the same order', () => {
    fc.assert(
      fc.property(anyRecords, ({ ocrCalls, invoice }) => {
        for (const call of ocrCalls) expectOrder(call, FIRST_ORDER.ocrCall);
        for (const call of parsingCallsIn(invoice)) expectOrder(call, FIRST_ORDER.parsingCall);
        expectOrder(invoice, FIRST_ORDER.invoice);
      }),
    );
  });
});

function expectOrder(record: Json, order: string): void {
  const names = order.split(' ');
  const kept = Object.keys(record).filter((name) => names.includes(name));
  expect(kept).toEqual(Object.keys(inOrder(record, order)));
}

function parsingCallsIn({ parsing_calls: calls }: Json): readonly Json[] {
  return Array.isArray(calls) ? calls : [];
}

describe('the provider of a call', () => {
  const callsOf = (provider: string) =>
    buildUsageRecords(
      finishedScan({ calls: [modelCall({ provider }), modelCall({ operation: 'repair', provider })] }),
      context,
    );

  test("is not written where it is Gemini, so that Gemini's lines stay as they were", () => {
    expect(JSON.stringify(callsOf('gemini'))).not.toContain('provider');
    expect(JSON.stringify(callsOf('gemini'))).toBe(
      JSON.stringify(
        buildUsageRecords(
          finishedScan({ calls: [modelCall(), modelCall({ operation: 'repair' })] }),
          context,
        ),
      ),
    );
  });

  test('is read fast and slowly; what is none counts as Gemini', () => {
    const { ocrCalls: [ocrCall] = [], invoice } = callsOf('local') ?? {};
    expect(expectSame(ocrCallLines, asJson(ocrCall ?? {}))).toMatchObject({ provider: 'local' });
    const entry = expectSame(invoiceLines, asJson(invoice ?? {}));
    expect(parsingCallsOf(entry)).toMatchObject([{ provider: 'local' }]);
    for (const provider of [null, 7, '', undefined]) {
      const foreign = ocrCallLines.fromJson({ ...ocrCall, provider }, 0);
      expect(foreign).toMatchObject({ provider: 'gemini' });
    }
  });
});

describe('a parsing call', () => {
  const parse = modelCall({ operation: 'parse_header', startedAt: '2026-01-31T23:59:00.000Z' });
  const scan = finishedScan({ calls: [modelCall(), parse, parse], endedAt: '2026-02-01T00:00:05.000Z' });
  const invoice = asJson(buildUsageRecords(scan, context)?.invoice ?? {});

  test('has an id of its own, and the time at which it began', () => {
    expect(parsingCallsIn(invoice)).toMatchObject([
      {
        call_id: expect.stringMatching(/^parse_20260131_235900_001_[0-9a-f]{10}$/),
        timestamp: parse.startedAt,
      },
      {
        call_id: expect.stringMatching(/^parse_20260131_235900_002_[0-9a-f]{10}$/),
        timestamp: parse.startedAt,
      },
    ]);
  });

  test('counts at its own time where that is known, else at that of its scan', () => {
    const [own, none] = parsingCallsIn(invoice);
    const foreign = { ...none, timestamp: 'yesterday', call_id: 7 };
    const record = { ...invoice, parsing_calls: [own, without(none ?? {}, ['timestamp']), foreign] };
    const times = parsingCallsOf(invoiceLines.fromJson(record, 0)).map(({ atMs }) =>
      new Date(atMs).toISOString(),
    );
    expect(times).toEqual([parse.startedAt, scan.endedAt, scan.endedAt]);
  });
});
