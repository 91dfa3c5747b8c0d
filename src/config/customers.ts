/** Which customers there are: CUSTOMERS_FILE. */
import { z } from 'zod';
import type { Customer, SheetPlace } from '../customers/customer.ts';
import { checkGstin } from '../invoice/parties/gstin.ts';
import { attempt } from './attempt.ts';
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

export interface CustomersContext extends Pick<ConfigSources, 'readFile'> {
  /** Whether there is a service account that could write sheets. */
  readonly hasGoogleAccount: boolean;
  /** The sheet of who declares none: nobody else's. */
  readonly ownSpreadsheetId: string | undefined;
}

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
  return { kind: 'customers', customers: parsed.data.map(toCustomer) };
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
    ...findShared(customers, placesOf).map((place) => `two customers save into ${place}`),
    ...customers.flatMap((customer) => findOwnProblems(customer, context)),
  ];
}

function placesOf({ sheetId, csvFolder }: Declared): readonly string[] {
  return [sheetId, csvFolder].filter((place) => place !== undefined);
}

function findOwnProblems(
  customer: Declared,
  { hasGoogleAccount, ownSpreadsheetId }: CustomersContext,
): string[] {
  const { customerId, sheetId, csvFolder, gstins = [], extraFields = [] } = customer;
  const says = (sentence: string) => `customer ${customerId} ${sentence}`;
  return [
    ...(sheetId !== undefined && csvFolder !== undefined
      ? [says('has a sheetId and a csvFolder: expected one of them')]
      : []),
    ...(sheetId !== undefined && !hasGoogleAccount
      ? [says('has a sheetId, but GOOGLE_SHEETS_CREDENTIALS_FILE is not set')]
      : []),
    ...(sheetId !== undefined && sheetId === ownSpreadsheetId
      ? [says('has the sheet of GOOGLE_SHEET_ID, which is that of all who have none of their own')]
      : []),
    ...gstins
      .filter((gstin) => !checkGstin(gstin).isValid)
      .map((gstin) => says(`has ${gstin} among its gstins, which is no GSTIN`)),
    ...(extraFields.length > 0 && placesOf(customer).length === 0
      ? [says('has extraFields, but no sheetId or csvFolder of its own for their columns')]
      : []),
    ...findTakenNames(extraFields).map((name) => says(`has an extra field ${name}, a name that is taken`)),
  ];
}

function toCustomer({
  sheetId,
  csvFolder,
  gstins,
  extraFields,
  tallyLedgers,
  language,
  plan,
  ...who
}: Declared): Customer {
  const sheet = toSheetPlace(sheetId, csvFolder);
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

function toSheetPlace(sheetId: string | undefined, csvFolder: string | undefined): SheetPlace | undefined {
  if (sheetId !== undefined) return { kind: 'google-sheet', spreadsheetId: sheetId };
  return csvFolder === undefined ? undefined : { kind: 'csv-folder', folder: csvFolder };
}

/** What two different customers have both. */
function findShared<T>(customers: readonly Declared[], of: (customer: Declared) => readonly T[]): T[] {
  return findRepeated(customers.flatMap((customer) => [...new Set(of(customer))]));
}

function findRepeated<T>(values: readonly T[]): T[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
