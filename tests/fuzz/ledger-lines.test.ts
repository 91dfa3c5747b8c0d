/** Any bytes in a ledger file: every whole record counts once, at its place, and of every other line the operator is told. */
import { isUtf8 } from 'node:buffer';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openLedger } from '../../src/durable/append-log/append-log.ts';
import type { LedgerChunk } from '../../src/durable/append-log/piece.ts';
import { buildUsageRecords } from '../../src/usage/records/build-records.ts';
import { ocrCallLines } from '../../src/usage/records/call-lines.ts';
import {
  type InvoiceEntry,
  invoiceLines,
  parseInvoiceRecord,
} from '../../src/usage/records/invoice-lines.ts';
import { parseEntry } from '../../src/usage/records/line-format.ts';
import { createLineReader, type LineDamage } from '../../src/usage/records/line-reader.ts';
import { createFolder } from '../support/folders.ts';
import { anyScan, context } from '../usage/finished-scans.ts';
import { createMemoryLog } from '../usage/memory-log.ts';
import { PURE_CASES, slowCases } from './cases.ts';

const CASES = slowCases(2000);

const anyName = fc.oneof(fc.stringMatching(/^[ -~]{1,20}$/), fc.string({ unit: 'grapheme', maxLength: 12 }));
/** As the tracker writes them. */
const record = fc
  .tuple(anyScan, anyName)
  .map(([scan, invoiceNo]) => JSON.stringify(buildUsageRecords({ ...scan, invoiceNo }, context)?.invoice));

const recordLine = record.map((json) => Buffer.from(json));
const withReturn = record.map((json) => Buffer.from(`${json}\r`));
const spaced = record.map((json) =>
  Buffer.from(JSON.stringify(JSON.parse(json), null, 1).replaceAll('\n', ' ')),
);
const torn = fc
  .tuple(recordLine, fc.nat(200))
  .map(([line, cut]) => line.subarray(0, line.length - 1 - (cut % line.length)));
const flipped = fc.tuple(recordLine, fc.nat(10_000), fc.nat(255)).map(([line, at, byte]) => {
  const bytes = Buffer.from(line);
  bytes[at % bytes.length] = byte;
  return bytes;
});
const garbage = fc.oneof(
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  fc
    .constantFrom('', ' ', '\0\0\0\0', 'null', '[]', '{}', '"x"', '{"__proto__":1}', '\ufeff', '1e999', '\r')
    .map((text) => Buffer.from(text)),
  fc.json({ maxDepth: 2 }).map((json) => Buffer.from(json)),
);
const lines = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: recordLine },
    { weight: 1, arbitrary: withReturn },
    { weight: 1, arbitrary: spaced },
    { weight: 2, arbitrary: torn },
    { weight: 2, arbitrary: flipped },
    { weight: 2, arbitrary: garbage },
  ),
  { maxLength: 6 },
);

test('whole records count, in order and at their places; every other line that is not blank is named', () => {
  let counted = 0;
  let damaged = 0;
  fc.assert(
    fc.property(lines, fc.nat(5), fc.boolean(), (parts, split, isEnded) => {
      const bytes = Buffer.concat(parts.flatMap((part) => [part, Buffer.of(0x0a)])).subarray(
        0,
        isEnded ? undefined : -1,
      );
      const found = read(bytes, split);
      const wanted = readByHand(bytes);
      expect(found.entries).toEqual(wanted.entries);
      expect(found.damages.map(({ line }) => line)).toEqual(wanted.damagedLines);
      expect(found.damages.every(({ reason }) => reason.length > 0 && reason.length < 500)).toBe(true);
      counted += found.entries.length;
      damaged += found.damages.length;
    }),
    { numRuns: CASES },
  );
  expect(counted).toBeGreaterThan(CASES);
  expect(damaged).toBeGreaterThan(CASES / 2);
});

test('a file that is torn at any byte keeps every whole line, and takes new ones', async () => {
  const folder = await createFolder();
  const path = join(folder, 'usage.jsonl');
  await fc.assert(
    fc.asyncProperty(
      fc.array(recordLine, { maxLength: 3 }),
      garbage,
      fc.nat(3000),
      record,
      async (whole, tail, cut, next) => {
        const text = Buffer.concat([...whole.flatMap((line) => [line, Buffer.of(0x0a)]), tail]);
        const torn = text.subarray(0, Math.max(0, text.length - cut));
        await writeFile(path, torn);
        await appendOnce(path, next);
        const after = await readFile(path);
        const keptTo = torn.lastIndexOf(0x0a) + 1;
        expect(after.subarray(0, keptTo).equals(torn.subarray(0, keptTo))).toBe(true);
        expect(after.toString('utf8').endsWith(`${next}\n`)).toBe(true);
        const { entries } = readByHand(after);
        expect(entries.at(-1)?.invoiceId).toBe(JSON.parse(next).invoice_id);
        const fragment = readByHand(torn.subarray(keptTo));
        expect(entries).toHaveLength(
          readByHand(torn.subarray(0, keptTo)).entries.length + fragment.entries.length + 1,
        );
      },
    ),
    { numRuns: slowCases(400) },
  );
});

test('a line of ours reads the same on the fast way and on the thorough one', () => {
  let fast = 0;
  fc.assert(
    fc.property(record, (json) => {
      if (isFast(json)) fast += 1;
      const reformatted = `${json.slice(0, -1)} }`;
      expect(isFast(reformatted)).toBe(false);
      expect(parseEntry(invoiceLines, json, 7)).toEqual(parseEntry(invoiceLines, reformatted, 7));
      expect(parseEntry(invoiceLines, json, 7)).toBeDefined();
    }),
    { numRuns: PURE_CASES },
  );
  expect(fast).toBeGreaterThan(PURE_CASES / 4);
});

function isFast(line: string): boolean {
  invoiceLines.pattern.lastIndex = 0;
  return invoiceLines.pattern.test(`${line}\n`);
}

test('any bytes at all are lines that count or are told, of calls as of invoices', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      for (const format of [invoiceLines, ocrCallLines]) {
        let told = 0;
        const tell = () => void told++;
        const reader = createLineReader<unknown>({ format, onEntry: tell, onDamage: tell });
        for (const chunk of toChunks(Buffer.from(bytes), 0)) reader.read(chunk);
        expect(told).toBeLessThan(reader.nextLine());
      }
    }),
    { numRuns: PURE_CASES },
  );
});

async function appendOnce(path: string, line: string): Promise<void> {
  const ledger = await openLedger({ path, isSynced: false, log: createMemoryLog(), now: () => new Date() });
  try {
    await ledger.append([line]);
  } finally {
    await ledger.close();
  }
}

/** As the ledger hands them over: in chunks of whole lines. */
function read(bytes: Buffer, split: number) {
  const entries: InvoiceEntry[] = [];
  const damages: LineDamage[] = [];
  const reader = createLineReader({
    format: invoiceLines,
    onEntry: (entry) => void entries.push(entry),
    onDamage: (damage) => void damages.push(damage),
  });
  for (const chunk of toChunks(bytes, split)) reader.read(chunk);
  return { entries, damages };
}

function* toChunks(bytes: Buffer, split: number): Generator<LedgerChunk> {
  const ends = [...bytes.keys()].filter((at) => bytes[at] === 0x0a).map((at) => at + 1);
  const cut = ends[split] ?? bytes.length;
  const described = { path: 'usage.jsonl', isTooLong: false };
  yield { ...described, bytes: bytes.subarray(0, cut), position: 0, isFileStart: true };
  if (cut < bytes.length)
    yield { ...described, bytes: bytes.subarray(cut), position: cut, isFileStart: false };
}

/** The slow and plain way: line by line, each through JSON and the schema. */
function readByHand(bytes: Buffer) {
  const entries: InvoiceEntry[] = [];
  const damagedLines: number[] = [];
  let position = 0;
  let number = 0;
  while (position < bytes.length) {
    const end = bytes.indexOf(0x0a, position);
    const line = bytes.subarray(position, end === -1 ? undefined : end);
    number += 1;
    const isText = isUtf8(line) && !line.includes(0);
    const text = line.toString('utf8').trim();
    const record = isText ? parseInvoiceRecord(text) : undefined;
    if (record) entries.push(invoiceLines.fromJson(record, position));
    else if (!isText || text !== '') damagedLines.push(number);
    position = end === -1 ? bytes.length : end + 1;
  }
  return { entries, damagedLines };
}
