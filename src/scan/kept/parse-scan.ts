/** From what was kept to a scan, whichever version kept it. */
import { z } from 'zod';
import { refuseNewer } from '../../durable/newer-version.ts';
import type { Scan } from '../value/scan.ts';
import { scanSchema } from './scan-schema.ts';
import { type MigrationContext, migrateScanV1 } from './scan-v1.ts';

const NEWEST_VERSION = 2;

const envelope = z.looseObject({ version: z.number() });

export interface ParsedScan {
  readonly scan: Scan;
  /** It was kept by a version before: what it is today must be kept, so that the next start makes the same of it. */
  readonly isMigrated: boolean;
}

/** Throws for what is no scan of any version that was ever written. */
export function parseScan(kept: unknown, context: MigrationContext): ParsedScan {
  refuseNewer(kept, 'A scan', NEWEST_VERSION);
  const isMigrated = envelope.parse(kept).version < NEWEST_VERSION;
  return { scan: isMigrated ? migrateScanV1(kept, context) : scanSchema.parse(kept), isMigrated };
}
