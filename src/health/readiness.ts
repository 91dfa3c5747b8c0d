/** What keeps the bot from taking work right now, part by part. */

export type Part = 'store' | 'telegram' | 'stop';

export interface Readiness {
  /** `undefined`: nothing of this part is in the way. */
  set(part: Part, reason: string | undefined): void;
  /** Empty when the bot is ready. */
  reasons(): readonly string[];
}

/** Not ready until the store is open and Telegram has answered. */
export function createReadiness(): Readiness {
  const reasons = new Map<Part, string>([
    ['store', 'the scans are being loaded'],
    ['telegram', 'Telegram has not answered yet'],
  ]);
  return {
    set(part, reason) {
      if (reason === undefined) reasons.delete(part);
      else reasons.set(part, reason);
    },
    reasons: () => [...reasons.values()],
  };
}
