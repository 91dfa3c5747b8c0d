/** Finds outliers among the scans of the ledger: for an alert as one ends, and for the summary of a day. */

import { readCountedRecord } from '../records/invoice-lines.ts';
import type { InvoiceUsageRecord } from '../records/invoice-record.ts';
import type { DayScan, DayScans } from '../stats/day-scans.ts';
import {
  BASELINE_DAYS,
  createOutlierCheck,
  findOutlierReasons,
  type OutlierFinding,
  type OutlierReason,
  type OutlierThresholds,
} from './outliers.ts';

/** A scan that stands out, with all that can be said about it. */
export interface Outlier extends OutlierFinding {
  readonly position: number;
  readonly record: InvoiceUsageRecord;
  /** From the evidence at hand; may be empty. */
  readonly reasons: readonly OutlierReason[];
}

export interface OutlierSearchOptions {
  readonly dayScans: DayScans;
  readonly thresholds: OutlierThresholds;
  readonly readLine: (position: number) => string | undefined;
}

export interface OutlierSearch {
  /** The customer's outliers of that day, in the order of the ledger. */
  find(day: number, customerNo: number): Promise<readonly Outlier[]>;
}

export function createOutlierSearch(options: OutlierSearchOptions): OutlierSearch {
  const { dayScans, thresholds, readLine } = options;

  function describe(scan: DayScan, finding: OutlierFinding): Outlier | undefined {
    const record = readCountedRecord(readLine(scan.position) ?? '');
    if (record === undefined) return undefined;
    return { ...finding, position: scan.position, record, reasons: findOutlierReasons(record, finding) };
  }

  return {
    async find(day, customerNo) {
      const days = Array.from({ length: BASELINE_DAYS }, (_, ago) => day - BASELINE_DAYS + 1 + ago);
      await dayScans.load(days);
      const check = createOutlierCheck(
        days.flatMap((each) => dayScans.of(each, customerNo)),
        thresholds,
      );
      return dayScans.of(day, customerNo).flatMap((scan) => {
        const finding = check(scan);
        return (finding && describe(scan, finding)) ?? [];
      });
    },
  };
}
