/** A bot whose usage ledger holds scans from before. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InvoiceUsageRecord } from '../../../src/usage/records/invoice-record.ts';
import { createWorld, type World } from '../../support/test-app.ts';
import { createRecord } from './usage-figures.ts';

/** Usage is tracked; charts have tests of their own. */
export const TRACKING = {
  ENABLE_USAGE_TRACKING: 'true',
  ENABLE_INVOICE_LEVEL_TRACKING: 'true',
  ENABLE_STATS_CHARTS: 'false',
};

export interface TrackedWorldOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What stands in CUSTOMERS_FILE; default: there is none. */
  readonly customers?: readonly object[];
}

/** Oldest scan first. */
export async function createTrackedWorld(
  records: readonly Partial<InvoiceUsageRecord>[] = [],
  { env = {}, customers }: TrackedWorldOptions = {},
): Promise<World> {
  const world = await createWorld({ env: { ...TRACKING, ...env } });
  const folder = join(world.dataDir, 'logs');
  world.env.LOGS_DIR = folder;
  await mkdir(folder);
  const lines = records.map((record, no) =>
    JSON.stringify(createRecord({ scan_id: `scan_${no + 1}`, ...record })),
  );
  await writeFile(join(folder, 'invoice_usage.jsonl'), lines.map((line) => `${line}\n`).join(''));
  if (customers) {
    world.env.CUSTOMERS_FILE = join(world.dataDir, 'customers.json');
    await writeFile(world.env.CUSTOMERS_FILE, JSON.stringify(customers));
  }
  await world.startBot();
  return world;
}
