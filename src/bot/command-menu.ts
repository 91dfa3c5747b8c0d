/** The native command menu: one for everybody, and a longer one for administrators. */
import type { Api } from 'grammy';
import type { Logger } from 'pino';
import { ADMIN_COMMANDS, COMMANDS, CUSTOMER_COMMANDS } from './messages/help.ts';

export interface CommandMenuOptions {
  readonly api: Pick<Api, 'setMyCommands'>;
  readonly adminUserIds: readonly number[];
  /** Whether customers are declared in a file. */
  readonly hasCustomers: boolean;
  readonly log: Logger;
}

/** In the background; of no consequence if it fails. */
export function setCommandMenu({ api, adminUserIds, hasCustomers, log }: CommandMenuOptions): void {
  const forAdmins = [...COMMANDS, ...ADMIN_COMMANDS, ...(hasCustomers ? CUSTOMER_COMMANDS : [])];
  const logFault = (error: unknown) => log.warn({ err: error }, 'The command menu could not be set');
  api.setMyCommands([...COMMANDS]).catch(logFault);
  for (const userId of adminUserIds) {
    const scope = { type: 'chat', chat_id: userId } as const;
    // Refused until they have written to the bot for the first time.
    api.setMyCommands(forAdmins, { scope }).catch(logFault);
  }
}
