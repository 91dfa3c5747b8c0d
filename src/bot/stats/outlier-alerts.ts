/** Tells administrators of scans that stand out, in the background. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Api } from 'grammy';
import type { Logger } from 'pino';
import type { Outlier } from '../../usage/outliers/outlier-search.ts';
import { outlierAlert } from '../messages/stats/outlier-alert.ts';

export interface OutlierAlertsOptions {
  readonly api: Pick<Api, 'sendMessage'>;
  /** ADMIN_USER_IDS; a user's id is the id of the chat with them, too. */
  readonly adminUserIds: readonly number[];
  readonly log: Logger;
}

export interface OutlierAlerts {
  /** Returns at once and never throws: who can't be reached is logged. */
  tell(outlier: Outlier): void;
  /** Waits for what is under way, at most `timeoutMs`. */
  drain(timeoutMs: number): Promise<void>;
}

export function createOutlierAlerts({ api, adminUserIds, log }: OutlierAlertsOptions): OutlierAlerts {
  const underWay = new Set<Promise<void>>();

  async function send(userId: number, outlier: Outlier): Promise<void> {
    try {
      const { text } = outlierAlert(outlier);
      await api.sendMessage(userId, text.text, {
        entities: text.entities,
        link_preview_options: { is_disabled: true },
      });
    } catch (error) {
      log.warn({ err: error, userId }, 'An outlier alert could not be sent');
    }
  }

  return {
    tell(outlier) {
      for (const userId of adminUserIds) {
        const sending = send(userId, outlier).finally(() => underWay.delete(sending));
        underWay.add(sending);
      }
    },
    async drain(timeoutMs) {
      await Promise.race([Promise.all(underWay), delay(timeoutMs, undefined, { ref: false })]);
    },
  };
}
