/** Figures worked out the slow way, straight from the lines of a ledger, for the projections to be compared with. */
import { readFile } from 'node:fs/promises';
import type { InvoiceUsageRecord } from '../../src/usage/records/invoice-record.ts';
import type { Figures } from '../../src/usage/stats/figures.ts';

/** One record per scan, the last. In the order of the lines. */
export async function readNaively(path: string): Promise<InvoiceUsageRecord[]> {
  const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
  const records: InvoiceUsageRecord[] = lines.map((line) => JSON.parse(line));
  const last = new Map(records.map((record, index) => [record.scan_id ?? `line ${index}`, index]));
  return records.filter((record, index) => last.get(record.scan_id ?? `line ${index}`) === index);
}

export function localDate({ timestamp }: InvoiceUsageRecord, timeZone: string): string {
  return new Date(timestamp).toLocaleDateString('sv-SE', { timeZone });
}

export function sumNaively(records: readonly InvoiceUsageRecord[]): Figures {
  const nano = ({ total_cost_usd: usd }: InvoiceUsageRecord) => BigInt(Math.round((usd ?? 0) * 1e9));
  const processed = records.filter(({ outcome }) => outcome !== 'cancelled');
  const isPriced = ({ total_cost_usd: usd }: InvoiceUsageRecord) => usd !== undefined;
  const count = (wanted: string) => records.filter(({ outcome = 'saved' }) => outcome === wanted).length;
  const scored = processed.filter(({ confidence_avg }) => confidence_avg !== undefined);
  return {
    saved: count('saved'),
    failed: count('failed'),
    cancelled: count('cancelled'),
    duplicate: count('duplicate'),
    pages: processed.reduce((sum, { page_count }) => sum + page_count, 0),
    tokens: records.reduce((sum, { total_tokens }) => sum + total_tokens, 0),
    costNanoUsd: Number(records.reduce((sum, record) => sum + nano(record), 0n)),
    processedCostNanoUsd: Number(processed.reduce((sum, record) => sum + nano(record), 0n)),
    processedPriced: processed.filter(isPriced).length,
    unpriced: records.filter((record) => !isPriced(record)).length,
    confidenceMicros: scored.reduce(
      (sum, { confidence_avg }) => sum + Math.round((confidence_avg ?? 0) * 1e6),
      0,
    ),
    scored: scored.length,
  };
}
