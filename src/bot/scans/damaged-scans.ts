/** Tells people whose scans were damaged on disk that their pages are needed again, then has the scans set aside. */
import type { Api } from 'grammy';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { ScanStore } from '../../scan/kept/scan-store.ts';
import { scanDamaged } from '../messages/faults.ts';
import { isNobodyThere } from '../telegram-refusals.ts';

export interface DamagedScansOptions {
  readonly api: Api;
  readonly store: Pick<ScanStore, 'damaged' | 'setAside'>;
  readonly log: Logger;
}

/** As much of a damaged scan as is needed, of whichever version. */
const ofSomebody = z.looseObject({ owner: z.looseObject({ chatId: z.int() }) });

/** Never rejects. Whoever can't be reached now is told at the next start: until then the scan stays where it is. */
export async function tellDamagedScans({ api, store, log }: DamagedScansOptions): Promise<void> {
  for (const { key: scanId, kept } of store.damaged) {
    try {
      const owner = ofSomebody.safeParse(kept).data?.owner;
      if (owner) await tell(api, owner.chatId);
      await store.setAside(scanId);
      log.error({ scanId, isTold: owner !== undefined }, 'A scan was damaged; it was set aside');
    } catch (error) {
      log.error({ scanId, err: error }, 'A damaged scan could not be dealt with');
    }
  }
}

async function tell(api: Api, chatId: number): Promise<void> {
  const { text } = scanDamaged();
  await api.sendMessage(chatId, text.text, { entities: text.entities }).catch((error: unknown) => {
    if (!isNobodyThere(error)) throw error;
  });
}
