/** The customers that are declared: who and which group belongs to whom. One plain value, replaced when it is declared anew. */
import type { Customer } from './customer.ts';

export interface CustomerDirectory {
  /** The default customer first, then the others as they are declared. */
  readonly all: readonly Customer[];
  readonly byDefault: Customer;
  find(customerId: string): Customer | undefined;
  /** Undefined for who is in none. */
  declaredFor(userId: number): Customer | undefined;
  ofGroup(chatId: number): Customer | undefined;
}

export interface DeclaredCustomers {
  /** Holds who is in none; may stand among `customers` too, with more of it declared. */
  readonly defaultCustomer: { readonly id: string; readonly name: string };
  readonly customers: readonly Customer[];
}

export function createCustomerDirectory({
  defaultCustomer,
  customers,
}: DeclaredCustomers): CustomerDirectory {
  const { id: customerId, name: customerName } = defaultCustomer;
  const byId = new Map(customers.map((customer) => [customer.customerId, customer]));
  const byDefault = byId.get(customerId) ?? { customerId, customerName, userIds: [], groupIds: [] };
  const byUser = new Map(customers.flatMap((customer) => customer.userIds.map((id) => [id, customer])));
  const byGroup = new Map(customers.flatMap((customer) => customer.groupIds.map((id) => [id, customer])));
  return {
    all: [byDefault, ...customers.filter((customer) => customer !== byDefault)],
    byDefault,
    find: (id) => (id === customerId ? byDefault : byId.get(id)),
    declaredFor: (userId) => byUser.get(userId),
    ofGroup: (chatId) => byGroup.get(chatId),
  };
}
