/** `npm run rebuild-summaries`: writes all usage summaries anew from the ledger, and says so. */
import type { Config } from '../config/config.ts';
import { createFolderStorage } from '../durable/folder-storage.ts';
import { openJobBook } from '../jobs/job-book.ts';
import type { LineDamage } from '../usage/records/line-reader.ts';
import type { UsageLog } from '../usage/usage-log.ts';

export interface Rebuilding {
  /** Sentences for the operator. */
  readonly text: string;
  readonly isDone: boolean;
}

const SILENT: UsageLog = { info: () => {}, warn: () => {}, error: () => {} };

/** The files that follow from the ledger, whichever of them the bot itself keeps. */
export async function rebuildSummaries({ usage, timeZone, dataDir }: Config): Promise<Rebuilding> {
  if (usage === undefined) {
    return { isDone: false, text: 'Usage tracking is off: set ENABLE_USAGE_TRACKING=true first.\n' };
  }
  const { LedgerBusyError, loadPriceTable, rebuildUsageSummaries } = await import('../usage/library.ts');
  try {
    const now = () => new Date();
    const jobs = await openJobBook({
      storage: createFolderStorage({ folder: dataDir, log: SILENT, now }),
      now,
      log: SILENT,
    });
    const job = { kind: 'rebuild', label: 'Usage summaries' } as const;
    const work = () =>
      rebuildUsageSummaries({
        ...usage,
        levels: { ...usage.levels, invoices: true, customers: true, summaries: true },
        prices: { flat: usage.flatPrices, table: loadPriceTable() },
        timeZone,
        now,
        log: SILENT,
      });
    const { scans, skipped, examples } = await jobs.run(job, work).finally(jobs.settle);
    return { isDone: true, text: `${describe(scans, usage.folder)}${describeSkipped(skipped, examples)}` };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const hint = error instanceof LedgerBusyError ? '' : ' (check LOGS_DIR)';
    return { isDone: false, text: `Nothing was rebuilt: ${why}${hint}\n` };
  }
}

function describe(scans: number, folder: string): string {
  const count = `${scans} ${scans === 1 ? 'scan' : 'scans'}`;
  return `Rebuilt from ${count}: daily_summaries.jsonl, monthly_summaries.jsonl and customer_usage_summary.json in ${folder}\n`;
}

function describeSkipped(skipped: number, examples: readonly LineDamage[]): string {
  if (skipped === 0) return '';
  const lines = examples
    .flatMap(({ path, line }) => (path.includes('invoice_usage') ? [line] : []))
    .join(', ');
  return `Skipped ${skipped} damaged ${skipped === 1 ? 'line' : 'lines'} of invoice_usage.jsonl (${lines})\n`;
}
