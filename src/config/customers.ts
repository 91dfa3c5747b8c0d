/** Who belongs to which customer: CUSTOMERS_FILE. */
import { z } from 'zod';
import { attempt } from './attempt.ts';
import type { ConfigSources } from './google-sheet-config.ts';
import type { Values } from './variables.ts';

/** People whose scans are counted together. */
export interface CustomerConfig {
  readonly customerId: string;
  readonly customerName: string;
  readonly userIds: readonly number[];
}

const customersSchema = z.array(
  z.object({
    customerId: z.string().min(1).max(64),
    customerName: z.string().min(1),
    userIds: z.array(z.int()),
  }),
);

const EXPECTED =
  'expected JSON like [{"customerId":"CUST002","customerName":"Asha Traders","userIds":[111,222]}]';

/** Empty where no file is named, or where what is wrong with it was added to `problems`. */
export function readCustomers(
  { CUSTOMERS_FILE: path }: Values,
  { readFile }: ConfigSources,
  problems: string[],
): readonly CustomerConfig[] {
  if (path === undefined) return [];
  const text = attempt(() => readFile(path));
  if (text === undefined) {
    problems.push(`CUSTOMERS_FILE: ${path} can't be read`);
    return [];
  }
  const parsed = customersSchema.safeParse(attempt(() => JSON.parse(text)));
  if (!parsed.success) {
    problems.push(`CUSTOMERS_FILE: ${EXPECTED}`);
    return [];
  }
  problems.push(...findDoubles(parsed.data).map((problem) => `CUSTOMERS_FILE: ${problem}`));
  return parsed.data;
}

/** Whose scans count for whom, and what the customers are called. */
export interface CustomerDirectory {
  /** The default customer where the user is in none. */
  customerOf(userId: number): string;
  /** Its id where it has no name. */
  customerName(customerId: string): string;
}

export function createCustomerDirectory(
  customers: readonly CustomerConfig[],
  byDefault: { readonly id: string; readonly name: string },
): CustomerDirectory {
  const idByUser = new Map(
    customers.flatMap(({ customerId, userIds }) =>
      userIds.map((user): [number, string] => [user, customerId]),
    ),
  );
  const named = customers.map(({ customerId, customerName }): [string, string] => [customerId, customerName]);
  const nameById = new Map([[byDefault.id, byDefault.name], ...named]);
  return {
    customerOf: (userId) => idByUser.get(userId) ?? byDefault.id,
    customerName: (customerId) => nameById.get(customerId) ?? customerId,
  };
}

function findDoubles(customers: readonly CustomerConfig[]): string[] {
  const ids = customers.map(({ customerId }) => customerId);
  const userIds = customers.flatMap((customer) => [...new Set(customer.userIds)]);
  return [
    ...findRepeated(ids).map((id) => `customer ${id} stands there twice`),
    ...findRepeated(userIds).map((id) => `user ${id} belongs to two customers`),
  ];
}

function findRepeated<T>(values: readonly T[]): T[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
