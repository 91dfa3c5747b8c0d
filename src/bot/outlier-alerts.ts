/** Tells administrators of scans that stand out, in the background. */
import type { Api } from 'grammy';
import type { Logger } from 'pino';
import type { Outlier } from '../usage/outlier-search.ts';
import { outlierAlert } from './messages/stats/outlier-alert.ts';

export interface OutlierAlertsOptions {
  readonly api: Pick<Api, 'sendMessage'>;
  /** ADMIN_USER_IDS; a user's id is the id of the chat with them, too. */
  readonly adminUserIds: readonly number[];
  readonly log: Logger;
}

/** Returns at once and never throws: who can't be reached is logged. */
export function createOutlierAlerts({ api, adminUserIds, log }: OutlierAlertsOptions) {
  return (outlier: Outlier): void => {
    const { text } = outlierAlert(outlier);
    for (const userId of adminUserIds) {
      api
        .sendMessage(userId, text.text, {
          entities: text.entities,
          link_preview_options: { is_disabled: true },
        })
        .catch((error: unknown) => log.warn({ err: error, userId }, 'An outlier alert could not be sent'));
    }
  };
}
