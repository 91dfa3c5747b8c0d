/** Tells which lines of a scan are not in the ledgers yet, so that a scan may be tracked again without harm. */

import type { Ledger } from '../../durable/append-log/append-log.ts';
import type { UsageRecords } from './build-records.ts';
import { INVOICE_USAGE } from './invoice-record.ts';

export interface NewLines {
  readonly ocrCalls: readonly string[];
  readonly invoices: readonly string[];
}

export interface KnownLines {
  /** The newest Level 2 line of a scan. */
  readonly findLine: (scanId: string) => string | undefined;
  /** Calls that may be in Level 1 although their scan is not in Level 2: a process died between the two. */
  readonly recentCallIds: ReadonlySet<string>;
}

/** A scan that was told as before has no new lines; one that goes on has its new calls and a new line of its own. */
export function selectNewLines(group: readonly UsageRecords[], known: KnownLines): NewLines {
  const ocrCalls = new Map<string, string>();
  const invoices: string[] = [];
  for (const records of group) {
    const line = JSON.stringify(records.invoice);
    const previous = known.findLine(records.invoice.scan_id ?? '');
    if (previous !== line) invoices.push(line);
    const written = new Set(previous === undefined ? [] : callIdsOf(previous));
    for (const call of records.ocrCalls) {
      if (written.has(call.call_id) || known.recentCallIds.has(call.call_id)) continue;
      ocrCalls.set(call.call_id, JSON.stringify(call));
    }
  }
  return { ocrCalls: [...ocrCalls.values()], invoices };
}

function callIdsOf(line: string): readonly string[] {
  return INVOICE_USAGE.schema.parse(JSON.parse(line)).ocr_call_ids;
}

/** More than goes into a ledger between the write of Level 1 and that of Level 2. */
const RECENT_BYTES = 1024 ** 2;

export async function findRecentCallIds(ocrCalls: Ledger): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const { bytes } of ocrCalls.read(Math.max(0, ocrCalls.endPosition() - RECENT_BYTES))) {
    for (const [, id = ''] of bytes.toString('latin1').matchAll(/"call_id":"([^"]+)"/g)) ids.add(id);
  }
  return ids;
}
