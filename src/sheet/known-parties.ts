/** Knows what earlier invoices said of each registered business: an index of Customer_Master, kept up with every save. */

import { untilAborted } from '../concurrency/until-aborted.ts';
import { canonicalGstin } from '../invoice/parties/gstin.ts';
import { isSameName, type KnownParty } from '../invoice/parties/known-party.ts';
import type { InvoiceSheet } from './invoice-sheet.ts';
import type { CustomerColumn } from './sheet-tabs.ts';

export interface KnownParties {
  /** What is known now; undefined for a business that was never met, and while nothing is loaded. */
  find(gstin: string): KnownParty | undefined;
  /** Takes in what a saved invoice says. */
  learn(
    gstin: string,
    said: { readonly name?: string | undefined; readonly bankAccounts: readonly string[] },
  ): void;
  /** Builds the index if it is not there; rejects with what the sheet throws, or the signal's reason. */
  load(signal: AbortSignal): Promise<void>;
}

const COLUMNS = [
  'GSTIN',
  'Legal_Name',
  'Trade_Name',
  'Bank_Accounts',
] as const satisfies readonly CustomerColumn[];

export function createKnownParties(sheet: Pick<InvoiceSheet, 'readColumns'>): KnownParties {
  const parties = new Map<string, KnownParty>();
  let loading: Promise<void> | undefined;

  async function read(): Promise<void> {
    const rows = await sheet.readColumns('customerMaster', COLUMNS, new AbortController().signal);
    for (const row of rows) {
      const gstin = canonicalGstin(row.GSTIN ?? '');
      const names = [row.Legal_Name ?? '', row.Trade_Name ?? ''].filter((name) => name !== '');
      // Of two rows the first is the one that grows.
      if (gstin !== '' && !parties.has(gstin)) {
        parties.set(gstin, { names, bankAccounts: parseAccounts(row.Bank_Accounts ?? '') });
      }
    }
  }

  return {
    find: (gstin) => parties.get(gstin),

    learn(gstin, { name, bankAccounts }) {
      const known = parties.get(gstin) ?? { names: [], bankAccounts: [] };
      const isNew = name !== undefined && !known.names.some((one) => isSameName(one, name));
      parties.set(gstin, {
        names: isNew ? [...known.names.slice(0, 1), name] : known.names,
        bankAccounts: [...new Set([...known.bankAccounts, ...bankAccounts])],
      });
    },

    load(signal) {
      loading ??= read().catch((error: unknown) => {
        loading = undefined;
        throw error;
      });
      return untilAborted(loading, signal);
    },
  };
}

/** As the sheet has them. */
export function formatAccounts(accounts: readonly string[]): string {
  return accounts.join(', ');
}

/** A person may write more about an account than its number. */
function parseAccounts(text: string): readonly string[] {
  return text.match(/\d{9,18}/g) ?? [];
}
