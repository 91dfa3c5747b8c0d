/** Papers that say in their bytes which invoice they belong to, and a Gemini that answers by that: the same to the same question, always. */
import { answer, parsed, type ScriptedAnswer } from '../../loopback/gemini/gemini-answers.ts';
import type { CallKind, GeminiServerCall } from '../../loopback/gemini/gemini-call.ts';
import {
  SAMPLE_HEADER,
  SAMPLE_LINES,
  SAMPLE_PAGE_TEXT,
} from '../../loopback/gemini/gemini-sample-invoice.ts';
import type { GeminiServer } from '../../loopback/gemini/gemini-server.ts';
import { drawPdf } from '../../papers/pdfs/text-pdf.ts';
import { drawPhoto } from '../../papers/sent-files/pictures.ts';

const MARK = /INV-2026-\d{4}p\d+/;
const NUMBER = /INV-2026-\d{4}/;

/** For invoice 201 `INV-2026-0201`. */
export function numberOf(no: number): string {
  return `INV-2026-${String(no).padStart(4, '0')}`;
}

/** The mark follows the picture's end, where nobody looks. */
export async function drawMarked(no: number, page = 1): Promise<Buffer> {
  const photo = await drawPhoto({ width: 120, height: 160, text: numberOf(no) });
  return Buffer.concat([photo, Buffer.from(`\n${numberOf(no)}p${page}\n`)]);
}

/** Its first mark is what it goes by. */
export function drawMarkedPdf(no: number, pages: number, firstPage = 1): Buffer {
  return drawPdf({ pages, textOf: (page) => `${numberOf(no)}p${firstPage + page - 1}` });
}

/** Bytes of a picture with a mark behind its end. */
export function mark(picture: Buffer, no: number): Buffer {
  return Buffer.concat([picture, Buffer.from(`\n${numberOf(no)}p1\n`)]);
}

export function pageText(no: number): string {
  return SAMPLE_PAGE_TEXT.replace('INV-2026-0042', numberOf(no));
}

/** Of an invoice whose number nobody marked. */
const UNKNOWN = 'of an unknown invoice';

/** What a call is about: `ocr INV-2026-0201p1`, `header INV-2026-0201`. */
export function describeCall(call: GeminiServerCall): string {
  if (call.kind === 'ocr') return `ocr ${findMark(call) ?? 'of an unknown page'}`;
  const numbers = new Set(call.prompt.match(new RegExp(NUMBER, 'g')) ?? []);
  return `${call.kind} ${[...numbers].sort().join('+') || UNKNOWN}`;
}

function findMark({ body }: GeminiServerCall): string | undefined {
  const parts = body.contents.flatMap((content) => content.parts);
  const data = parts.find(({ inlineData }) => inlineData)?.inlineData?.data ?? '';
  return MARK.exec(Buffer.from(data, 'base64').toString('latin1'))?.[0];
}

export interface Oddities {
  /** What is answered instead of a sound invoice, by what the call is about (see `describeCall`). */
  readonly answers: Readonly<Record<string, ScriptedAnswer>>;
}

/** Every page is one of a sound invoice of its number, unless told otherwise. */
export function answerByMark(gemini: GeminiServer, { answers }: Oddities = { answers: {} }): void {
  const usual: Record<CallKind, ScriptedAnswer> = {
    ocr: (response, call) => {
      const no = Number(findMark(call)?.slice(9, 13) ?? 0);
      return answer({ text: pageText(no) })(response, call);
    },
    header: (response, call) => {
      const [Invoice_No = SAMPLE_HEADER.Invoice_No] = NUMBER.exec(call.prompt) ?? [];
      return parsed({ ...SAMPLE_HEADER, Invoice_No })(response, call);
    },
    lines: parsed(SAMPLE_LINES),
    repair: parsed([]),
  };
  for (const kind of ['ocr', 'header', 'lines', 'repair'] as const) {
    gemini.respondWith(kind, (response, call) =>
      (answers[describeCall(call)] ?? usual[kind])(response, call),
    );
  }
}

/** The model says a total that the page does not. */
export function wrongTotal(no: number, changes: object = {}): ScriptedAnswer {
  return parsed({ ...SAMPLE_HEADER, Invoice_No: numberOf(no), Invoice_Value: '4,540.00', ...changes });
}
