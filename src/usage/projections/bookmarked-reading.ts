/** Reads a ledger from where an earlier reading stopped, and knows at any moment how far it has come. */
import type { Ledger } from '../../durable/append-log/append-log.ts';
import type { LineFormat } from '../records/line-format.ts';
import { createLineReader, type LineDamage } from '../records/line-reader.ts';
import type { Bookmark, LedgerMark } from '../snapshot/snapshot.ts';

export interface BookmarkedReadingOptions<Entry> {
  readonly ledger: Ledger;
  readonly format: LineFormat<Entry>;
  readonly onEntry: (entry: Entry) => void;
  readonly onDamage: (damage: LineDamage) => void;
  /** Where to begin; default: at the start of the ledger. */
  readonly from?: Bookmark | undefined;
}

export interface BookmarkedReading {
  /** Reads to the end of the ledger. Lets other work in between. */
  readOn(): Promise<void>;
  position(): number;
  skipped(): number;
  /** Undefined if the ledger no longer holds what was read. */
  bookmark(): Bookmark | undefined;
}

export function createBookmarkedReading<Entry>(options: BookmarkedReadingOptions<Entry>): BookmarkedReading {
  const { ledger, from } = options;
  let position = from?.position ?? 0;
  let skipped = from?.skipped ?? 0;
  const reader = createLineReader({
    ...options,
    firstLine: from?.line ?? 1,
    onDamage: (damage) => {
      skipped++;
      options.onDamage(damage);
    },
  });

  return {
    async readOn() {
      for await (const chunk of ledger.read(position)) {
        reader.read(chunk);
        position = chunk.position + chunk.bytes.length;
      }
    },
    position: () => position,
    skipped: () => skipped,
    bookmark() {
      const fingerprint = ledger.fingerprint(position);
      return fingerprint === undefined
        ? undefined
        : { position, fingerprint, line: reader.nextLine(), skipped };
    },
  };
}

/** True if the ledger still holds what stood before the mark. */
export function isValid({ position, fingerprint }: LedgerMark, ledger: Ledger): boolean {
  return fingerprint !== undefined && ledger.fingerprint(position) === fingerprint;
}
