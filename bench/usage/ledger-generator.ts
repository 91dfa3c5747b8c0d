/** Draws a usage ledger from a seed: invoices of 24 months and 200 customers, about 580 bytes a line. */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { usdOf } from '../../src/usage/nano-usd.ts';

const CUSTOMERS = 200;
export const FIRST_DAY_MS = Date.UTC(2024, 0, 1);
export const DAYS = 731;

/** Lines are written in pieces of so many. */
const LINES_PER_PIECE = 2000;

export interface DrawnLedger {
  /** Nano-dollars of all scans, by month `YYYY-MM` in UTC: added up one by one, as they were drawn. */
  readonly costByMonth: ReadonlyMap<string, number>;
}

/** In the order of time; the same for the same count. */
export async function drawLedger(path: string, count: number): Promise<DrawnLedger> {
  const random = createRandom(42);
  const costByMonth = new Map<string, number>();
  const file = createWriteStream(path);
  for (let first = 0; first < count; first += LINES_PER_PIECE) {
    const lines: string[] = [];
    for (let no = first; no < Math.min(count, first + LINES_PER_PIECE); no++) {
      const { line, month, costNanoUsd } = drawLine(no, count, random);
      costByMonth.set(month, (costByMonth.get(month) ?? 0) + costNanoUsd);
      lines.push(line);
    }
    if (!file.write(lines.join(''))) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
  return { costByMonth };
}

/** One more scan, at the end of that time. */
export function drawLine(no: number, count: number, random: () => number) {
  const timestamp = new Date(FIRST_DAY_MS + Math.floor((no / count) * DAYS * 86_400_000)).toISOString();
  const pages = 1 + Math.floor(random() * 4);
  const [ocr, parsing] = [drawTokens(random, 1800 * pages), drawTokens(random, 1600)];
  const ocrNanoUsd = ocr.total * 188;
  const parsingNanoUsd = parsing.total * 75;
  const costNanoUsd = ocrNanoUsd + parsingNanoUsd;
  const record = {
    version: 1,
    invoice_id: `INV/${no}`,
    customer_id: `CUST${String(1 + Math.floor(random() * CUSTOMERS)).padStart(3, '0')}`,
    telegram_user_id: 100_000 + Math.floor(random() * 1000),
    timestamp,
    page_count: pages,
    total_ocr_calls: pages,
    total_parsing_calls: 2,
    ocr_tokens: ocr,
    parsing_tokens: parsing,
    total_tokens: ocr.total + parsing.total,
    ocr_cost_usd: usdOf(ocrNanoUsd),
    parsing_cost_usd: usdOf(parsingNanoUsd),
    total_cost_usd: usdOf(costNanoUsd),
    processing_time_seconds: Math.round(2000 + random() * 9000) / 1000,
    validation_status: 'ok',
    confidence_avg: Math.round(850 + random() * 150) / 1000,
    had_corrections: false,
    ocr_call_ids: [],
    scan_id: `scan_${no}`,
    outcome: random() < 0.98 ? 'saved' : 'failed',
    ocr_time_seconds: 1.5,
    parsing_time_seconds: 1.25,
    retried_calls: 0,
    parsing_calls: [],
  };
  return { line: `${JSON.stringify(record)}\n`, month: timestamp.slice(0, 7), costNanoUsd };
}

function drawTokens(random: () => number, about: number) {
  const prompt = Math.floor(about * (0.5 + random()));
  const output = Math.floor(about * 0.3 * random());
  return { prompt, output, total: prompt + output };
}

/** mulberry32 */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
