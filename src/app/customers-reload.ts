/** Reads CUSTOMERS_FILE again while the bot runs: whole and right, or all stays as it was. */
import type { Api } from 'grammy';
import type { Logger } from 'pino';
import { describeReload } from '../bot/access/customer-commands.ts';
import type { Config } from '../config/config.ts';
import { readCustomers } from '../config/customers.ts';
import type { CustomerBook, Reload } from '../customers/customer-book.ts';
import { createCustomerDirectory } from '../customers/customer-directory.ts';
import { CONFIG_SOURCES } from './config-sources.ts';

export interface CustomersReloadOptions {
  readonly book: CustomerBook;
  readonly log: Logger;
}

export function createCustomersReload(config: Config, { book, log }: CustomersReloadOptions): () => Reload {
  const { customersFile, defaultCustomer, googleAccount, googleSheet, dataDir } = config;
  return () => {
    if (customersFile === undefined) return { kind: 'nothing' };
    const reading = readCustomers(customersFile, {
      readFile: CONFIG_SOURCES.readFile,
      hasGoogleAccount: googleAccount !== undefined,
      ownSpreadsheetId: googleSheet?.spreadsheetId,
      dataDir,
    });
    if (reading.kind === 'problems') {
      log.error(
        { problems: reading.problems },
        'CUSTOMERS_FILE has mistakes; the customers stay as they were',
      );
      return reading;
    }
    const directory = createCustomerDirectory({ defaultCustomer, customers: reading.customers });
    const returned = book.declare(directory);
    log.info({ customers: reading.customers.length, returned }, 'CUSTOMERS_FILE was read again');
    return { kind: 'reloaded', customers: book.all(), returned };
  };
}

export interface ReloadNews {
  readonly api: Pick<Api, 'sendMessage'>;
  readonly adminUserIds: readonly number[];
  readonly book: CustomerBook;
  readonly log: Logger;
}

/** Where nobody waits for the answer (SIGHUP): administrators hear of what does not hold, in the background. */
export function tellReload(reload: Reload, { api, adminUserIds, book, log }: ReloadNews): void {
  const returned = reload.kind === 'reloaded' ? reload.returned : [];
  if (reload.kind !== 'problems' && returned.length + book.stranded().length === 0) return;
  const { text } = describeReload(reload, book);
  for (const userId of adminUserIds) {
    api
      .sendMessage(userId, text.text, { entities: text.entities })
      .catch((error: unknown) =>
        log.warn({ err: error }, 'An administrator could not be told of the customers'),
      );
  }
}
