/** Any answer of the model, and any answer of its server: a reading that stands in it, or a ScanError; nothing else. */
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import type { ScriptedAnswer } from '../../loopback/gemini/gemini-answers.ts';
import { createGeminiServer } from '../../loopback/gemini/gemini-server.ts';
import { ScanError } from '../../src/errors.ts';
import { createGeminiModel } from '../../src/gemini/gemini-model.ts';
import { HEADER_FIELDS, LINE_FIELDS } from '../../src/invoice/invoice.ts';
import { parseHeaderAnswer, parseLinesAnswer } from '../../src/model-reading/answered-fields.ts';
import { createModelReader } from '../../src/model-reading/model-reader.ts';
import { formatPageMark, parseTranscript } from '../../src/model-reading/page-marks.ts';
import { PAGE_SEPARATOR } from '../../src/reader/invoice-reader.ts';
import type { ModelCall } from '../../src/usage/model-call.ts';
import { PURE_CASES, slowCases } from './cases.ts';

const fieldName = fc.constantFrom(
  ...[...HEADER_FIELDS, ...LINE_FIELDS].map(({ name }) => name as string),
  ...['__proto__', 'constructor', 'toString', 'items', 'Unknown_Field', ''],
);
const value = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => JSON.stringify(text)),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('3,540.00', ' ', 'null', '\0', '=HYPERLINK("x")', '"', '\\', '}', '```')
      .map((text) => JSON.stringify(text)),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom('null', '1128.00', '12345678901234567890', '1e400', '-0', '-7', '1.'),
  },
  { weight: 1, arbitrary: fc.json({ maxDepth: 1 }) },
);
const item = fc
  .array(fc.tuple(fieldName, value), { maxLength: 5 })
  .map((pairs) => `{${pairs.map(([name, each]) => `${JSON.stringify(name)}: ${each}`).join(', ')}}`);
const items = fc.array(item, { maxLength: 3 }).map((all) => `[${all.join(',')}]`);
const wrapped = fc
  .tuple(fc.constantFrom('items', 'line_items', '__proto__'), items)
  .map(([name, list]) => `{"${name}":${list}}`);
const anyJson = fc.oneof(item, items, wrapped, fc.json({ maxDepth: 3 }));

/** Fenced, with a remark, cut off, or with a character changed. */
const anyAnswer = fc.oneof(
  { weight: 6, arbitrary: anyJson },
  { weight: 1, arbitrary: anyJson.map((json) => `\`\`\`json\n${json}\n\`\`\``) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(anyJson, fc.nat(60))
      .map(([json, cut]) => json.slice(0, Math.max(0, json.length - cut))),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(anyJson, fc.nat(200), fc.string({ unit: 'binary', maxLength: 1 }))
      .map(([json, at, char]) => json.slice(0, at) + char + json.slice(at + 1)),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);

/** What `read` gives, or undefined where it refuses as it should: with a word for the operator that quotes no answer. */
function readOrRefused<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    expect(error).toBeInstanceOf(ScanError);
    return undefined;
  }
}

/** The text of every string and number that stands in the answer. */
function textsIn(answer: string): string {
  return answer.replace(/\\(?:u([0-9a-f]{4})|(.))/gis, (_, code: string | undefined, char: string) =>
    code === undefined ? (ESCAPES[char] ?? char) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', b: '\b' };

function expectFields(fields: object, known: readonly { readonly name: string }[], answer: string): void {
  const texts = textsIn(answer);
  for (const [name, text] of Object.entries(fields)) {
    expect(known.map((field) => field.name)).toContain(name);
    expect(typeof text).toBe('string');
    expect(text).toBe(text.trim());
    expect(text).not.toBe('');
    expect(texts).toContain(text);
  }
}

test('header and lines have known fields with texts that stand in the answer, or the answer is invalid', () => {
  let read = 0;
  fc.assert(
    fc.property(anyAnswer, (answer) => {
      const header = readOrRefused(() => parseHeaderAnswer(answer));
      if (header) expectFields(header, HEADER_FIELDS, answer);
      const lines = readOrRefused(() => parseLinesAnswer(answer));
      for (const line of lines ?? []) {
        expect(Object.keys(line).length).toBeGreaterThan(0);
        expectFields(line, LINE_FIELDS, answer);
      }
      if (header || lines) read += 1;
    }),
    { numRuns: PURE_CASES },
  );
  expect(read).toBeGreaterThan(PURE_CASES / 4);
});

const transcriptPiece = fc.constantFrom(
  ...[
    '[[PAGE 1]]\n',
    '\n[[PAGE 2]]\n',
    '\n[[PAGE 3]]\n',
    '[[PAGE 0]]\n',
    '[[PAGE 99999999999999999999]]\n',
    '[[PAGE -1]]',
  ],
  ...[
    '[[BLANK PAGE]]',
    '[[UNREADABLE PAGE]]',
    '\n',
    '\f',
    '\r\n',
    '```\n',
    '\n```',
    ' ',
    'TAX INVOICE',
    '₹ 3,540.00',
    '[?]',
    '\0',
  ],
);
const transcript = fc.oneof(
  { weight: 4, arbitrary: fc.array(transcriptPiece, { maxLength: 10 }).map((pieces) => pieces.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
);

test('a transcript has its number of pages or is refused, and no text of it is made up', () => {
  fc.assert(
    fc.property(transcript, fc.integer({ min: 1, max: 4 }), (answer, pageCount) => {
      const reading = readOrRefused(() => parseTranscript(answer, { pageCount, firstPageNumber: 7 }));
      if (reading === undefined) return;
      const pages = reading.text.split(PAGE_SEPARATOR);
      const isMarked = answer.includes('[[PAGE ');
      if (reading.text !== '' && (pageCount === 1 || !isMarked)) expect(pages).toHaveLength(1);
      expect(pages.length).toBeLessThanOrEqual(pageCount);
      for (const line of pages.flatMap((page) => page.split('\n'))) expect(answer).toContain(line);
    }),
    { numRuns: PURE_CASES },
  );
});

test('a page’s own text cannot put a page mark of its own between the pages of the prompt', () => {
  const marks = fc.constantFrom(formatPageMark(1), formatPageMark(2), ` ${formatPageMark(3)} `);
  fc.assert(
    fc.property(fc.array(fc.oneof(marks, fc.constantFrom('TAX', 'INVOICE')), { maxLength: 5 }), (lines) => {
      const answer = lines.join('\n');
      const reading = readOrRefused(() => parseTranscript(answer, { pageCount: 1, firstPageNumber: 1 }));
      expect(reading?.text.split(PAGE_SEPARATOR) ?? ['']).toHaveLength(1);
    }),
    { numRuns: PURE_CASES },
  );
});

const status = fc.constantFrom(
  200,
  200,
  200,
  200,
  204,
  301,
  400,
  401,
  403,
  404,
  408,
  409,
  418,
  429,
  500,
  503,
  599,
);
const finishReason = fc.constantFrom(
  'STOP',
  'STOP',
  'STOP',
  'MAX_TOKENS',
  'SAFETY',
  'OTHER',
  'NEW_REASON',
  '',
  undefined,
  7,
  null,
);
const part = fc.oneof(
  anyAnswer.map((text) => ({ text })),
  fc.constantFrom({}, { thought: true, text: 'hm' }, { text: 7 }, { inlineData: {} }, null, 'text'),
);
const candidate = fc.record({
  content: fc.oneof(fc.record({ parts: fc.array(part, { maxLength: 3 }) }), fc.constantFrom({}, null, 'x')),
  finishReason,
});
const counts = fc.oneof(
  fc.record({
    promptTokenCount: fc.oneof(fc.nat(), fc.constantFrom(-1, 1.5, 'x', null)),
    totalTokenCount: fc.nat(),
  }),
  fc.jsonValue({ maxDepth: 1 }),
);
const body = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({ candidates: fc.array(candidate, { maxLength: 2 }), usageMetadata: counts })
      .map((each) => JSON.stringify(each)),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({
        error: fc.record({ code: fc.nat(600), message: fc.string(), details: fc.jsonValue({ maxDepth: 2 }) }),
      })
      .map((each) => JSON.stringify(each)),
  },
  { weight: 1, arbitrary: fc.json({ maxDepth: 2 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);

test('whatever the server says, a call ends in fields or a ScanError, and every try is on record once', async () => {
  const gemini = await createGeminiServer();
  onTestFinished(() => gemini.close());
  const log = { warn: () => undefined };
  const client = createGeminiModel({
    apiKey: 'AIzaSyntheticKeyOfTheFuzzing',
    model: 'gemini-3.5-flash-lite',
    baseUrl: gemini.baseUrl,
    timeoutMs: 60_000,
    log,
  });
  const reader = createModelReader({
    client,
    concurrency: 4,
    maxAttempts: 1,
    maxTotalMs: 60_000,
    requestsPerMinute: 0,
    tokensPerMinute: 0,
    circuit: { failures: Number.POSITIVE_INFINITY, openMs: 1 },
    log,
  });
  await fc.assert(
    fc.asyncProperty(status, body, fc.constantFrom('header', 'lines'), async (code, text, kind) => {
      gemini.enqueue(kind, sayRaw(code, text));
      const calls: ModelCall[] = [];
      const options = {
        signal: new AbortController().signal,
        recordCall: (call: ModelCall) => void calls.push(call),
      };
      const pages = [{ text: 'TAX INVOICE' }];
      const asked =
        kind === 'header' ? reader.parseHeader(pages, options) : reader.parseLines(pages, options);
      const outcome = await asked.catch((error: unknown) => error);
      expect(calls).toHaveLength(1);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(ScanError);
      expect(calls[0]?.status).toBe(outcome instanceof Error ? 'error' : 'success');
      if (outcome instanceof ScanError) expect(outcome.message.length).toBeLessThan(1000);
    }),
    { numRuns: slowCases(400) },
  );
});

function sayRaw(code: number, text: string): ScriptedAnswer {
  return (response) =>
    void response
      .writeHead(code, { 'content-type': 'application/json' })
      .end(code === 204 ? undefined : text);
}
