/** Tells people whose scans were damaged on disk that their pages are needed again, then has the scans set aside. */
import type { Api } from 'grammy';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { ScanStore } from '../../scan/kept/scan-store.ts';
import { scanDamaged } from '../messages/faults.ts';
import { isNobodyThere } from '../telegram-refusals.ts';

export interface DamagedScansOptions {
  readonly api: Api;
  readonly store: Pick<ScanStore, 'damaged' | 'get' | 'setAside'>;
  readonly log: Logger;
}

/** As much of a damaged scan as is needed, of whichever version. */
const kept = z.looseObject({
  owner: z.looseObject({ chatId: z.int() }),
  scanId: z.string().optional().catch(undefined),
  state: z.string().optional().catch(undefined),
  saveTried: z.literal(true).optional().catch(undefined),
});

type Kept = z.infer<typeof kept>;

/** Of these the user has heard, or there is nothing to lose. */
const ENDED: readonly (string | undefined)[] = ['saved', 'duplicate', 'cancelled'];

/** Never rejects. Whoever can't be reached now is told at the next start: until then the scan stays where it is. */
export async function tellDamagedScans({ api, store, log }: DamagedScansOptions): Promise<void> {
  for (const { key: scanId, kept: value } of store.damaged) {
    try {
      const scan = kept.safeParse(value).data;
      const isCopy = scan?.scanId !== undefined && store.get(scan.scanId) !== undefined;
      const isLost = scan !== undefined && !isCopy && !ENDED.includes(scan.state);
      if (isLost) await tell(api, scan);
      await store.setAside(scanId);
      log.error({ scanId, isTold: isLost }, 'A scan was damaged; it was set aside');
    } catch (error) {
      log.error({ scanId, err: error }, 'A damaged scan could not be dealt with');
    }
  }
}

async function tell(api: Api, { owner, saveTried }: Kept): Promise<void> {
  const { text } = scanDamaged(saveTried === true);
  await api.sendMessage(owner.chatId, text.text, { entities: text.entities }).catch((error: unknown) => {
    if (!isNobodyThere(error)) throw error;
  });
}
