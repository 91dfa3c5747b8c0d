/** From what was kept to a scan, whichever version kept it. */
import { z } from 'zod';
import type { Scan } from '../value/scan.ts';
import { scanSchema } from './scan-schema.ts';
import { type MigrationContext, migrateScanV1 } from './scan-v1.ts';

const envelope = z.looseObject({ version: z.number() });

/** Throws for what is no scan of any version that was ever written, and for one of a newer program. */
export function parseScan(kept: unknown, context: MigrationContext): Scan {
  const { version } = envelope.parse(kept);
  return version === 1 ? migrateScanV1(kept, context) : scanSchema.parse(kept);
}
