/** The customers that the ledger names, numbered, with the months in which they appear. */
import type { InvoiceEntry } from '../records/invoice-lines.ts';
import { EVERYONE } from './totals.ts';

export interface Customer {
  readonly id: string;
  /** 1, 2, 3, … in the order of their first lines; `EVERYONE` is 0. */
  readonly customerNo: number;
  firstMonth: number;
  lastMonth: number;
  /** Where the newest line stands. */
  newestPosition: number;
}

export interface Customers {
  /** The customer's number; a new one if need be. */
  numberOf(id: string): number;
  /** Notes the newest line of its customer, and that the customer appears in this month. */
  note(entry: InvoiceEntry, month: number): void;
  find(id: string): Customer | undefined;
  /** All together, as if they were one customer; undefined if there is none. */
  everyone(): Customer | undefined;
  /** In the order of their first lines. */
  all(): readonly Customer[];
}

export function createCustomers(known: readonly Customer[] = []): Customers {
  const byId = new Map(known.map((customer) => [customer.id, customer]));

  function customerOf(id: string): Customer {
    let customer = byId.get(id);
    if (customer === undefined) {
      const month = { firstMonth: Number.POSITIVE_INFINITY, lastMonth: 0 };
      // A copy: a piece of a line would keep the whole text around it in memory.
      const ownId = Buffer.from(id).toString();
      customer = { id: ownId, customerNo: byId.size + 1, ...month, newestPosition: 0 };
      byId.set(ownId, customer);
    }
    return customer;
  }

  return {
    numberOf: (id) => customerOf(id).customerNo,
    note({ customerId, position }, month) {
      const customer = customerOf(customerId);
      customer.firstMonth = Math.min(customer.firstMonth, month);
      customer.lastMonth = Math.max(customer.lastMonth, month);
      customer.newestPosition = position;
    },
    find: (id) => byId.get(id),
    everyone() {
      const all = [...byId.values()];
      if (all.length === 0) return undefined;
      return {
        id: '',
        customerNo: EVERYONE,
        firstMonth: Math.min(...all.map(({ firstMonth }) => firstMonth)),
        lastMonth: Math.max(...all.map(({ lastMonth }) => lastMonth)),
        newestPosition: Math.max(...all.map(({ newestPosition }) => newestPosition)),
      };
    },
    all: () => [...byId.values()],
  };
}
