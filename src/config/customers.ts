/** Which customers there are: CUSTOMERS_FILE. */
import { z } from 'zod';
import type { Customer } from '../customers/customer.ts';
import { checkGstin } from '../invoice/parties/gstin.ts';
import { attempt } from './attempt.ts';
import { findPlaceProblems, type PlacesContext, placeKeys, toSheetPlace } from './customer-places.ts';
import { extraFieldsSchema, findTakenNames, toExtraFields } from './extra-fields.ts';
import type { ConfigSources } from './google-sheet-config.ts';

const customersSchema = z.array(
  z.strictObject({
    customerId: z.string().min(1).max(64),
    customerName: z.string().min(1),
    userIds: z.array(z.int()),
    groupIds: z.array(z.int().negative()).default([]),
    sheetId: z.string().min(1).optional(),
    csvFolder: z.string().min(1).optional(),
    gstins: z.array(z.string()).optional(),
    extraFields: extraFieldsSchema.optional(),
    tallyLedgers: z.record(z.string(), z.string()).optional(),
    language: z.enum(['en', 'hi']).optional(),
    plan: z.string().min(1).optional(),
  }),
);

type Declared = z.infer<typeof customersSchema>[number];

const EXPECTED =
  'expected JSON like [{"customerId":"CUST002","customerName":"Asha Traders","userIds":[111,222]}]';

export type CustomersReading =
  | { readonly kind: 'customers'; readonly customers: readonly Customer[] }
  /** All at once, one sentence each. */
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

export type CustomersContext = Pick<ConfigSources, 'readFile'> & PlacesContext;

export function readCustomers(path: string, context: CustomersContext): CustomersReading {
  const text = attempt(() => context.readFile(path));
  if (text === undefined) return problem(`${path} can't be read`);
  const parsed = customersSchema.safeParse(attempt(() => JSON.parse(text)));
  if (!parsed.success) {
    const { path: place = [], message = '' } = parsed.error.issues[0] ?? {};
    return problem(`${EXPECTED}${place.length > 0 ? ` (look at ${place.join('.')}: ${message})` : ''}`);
  }
  const problems = findProblems(parsed.data, context);
  if (problems.length > 0) return { kind: 'problems', problems };
  return { kind: 'customers', customers: parsed.data.map((declared) => toCustomer(declared, context)) };
}

function problem(sentence: string): CustomersReading {
  return { kind: 'problems', problems: [sentence] };
}

function findProblems(customers: readonly Declared[], context: CustomersContext): string[] {
  return [
    ...findRepeated(customers.map(({ customerId }) => customerId)).map(
      (id) => `customer ${id} stands there twice`,
    ),
    ...findShared(customers, ({ userIds }) => userIds).map((id) => `user ${id} belongs to two customers`),
    ...findShared(customers, ({ groupIds }) => groupIds).map((id) => `group ${id} belongs to two customers`),
    ...findShared(customers, (customer) => placeKeys(customer, context)).map(
      (place) => `two customers save into ${place}`,
    ),
    ...customers.flatMap((customer) => findOwnProblems(customer, context)),
  ];
}

function findOwnProblems(customer: Declared, context: CustomersContext): string[] {
  const { customerId, gstins = [], extraFields = [] } = customer;
  const says = (sentence: string) => `customer ${customerId} ${sentence}`;
  return [
    ...findPlaceProblems(customer, context).map(says),
    ...gstins
      .filter((gstin) => !checkGstin(gstin).isValid)
      .map((gstin) => says(`has ${gstin} among its gstins, which is no GSTIN`)),
    ...(extraFields.length > 0 && toSheetPlace(customer, context) === undefined
      ? [says('has extraFields, but no sheetId or csvFolder of its own for their columns')]
      : []),
    ...findTakenNames(extraFields).map((name) => says(`has an extra field ${name}, a name that is taken`)),
  ];
}

function toCustomer(declared: Declared, context: CustomersContext): Customer {
  const { sheetId, csvFolder, gstins, extraFields, tallyLedgers, language, plan, ...who } = declared;
  const sheet = toSheetPlace(declared, context);
  return {
    ...who,
    ...(sheet && { sheet }),
    ...(gstins && { businessGstins: gstins }),
    ...(extraFields && { extraFields: toExtraFields(extraFields) }),
    ...(tallyLedgers && { tallyLedgers }),
    ...(language && { language }),
    ...(plan !== undefined && { plan }),
  };
}

/** What two different customers have both. */
function findShared<T>(customers: readonly Declared[], of: (customer: Declared) => readonly T[]): T[] {
  return findRepeated(customers.flatMap((customer) => [...new Set(of(customer))]));
}

function findRepeated<T>(values: readonly T[]): T[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
