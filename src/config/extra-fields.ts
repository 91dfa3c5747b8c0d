/** Fields of the user's own: EXTRA_FIELDS. */
import { z } from 'zod';
import { type ExtraFields, NO_EXTRA_FIELDS } from '../invoice/extra-fields.ts';
import { TAB_COLUMNS } from '../sheet/sheet-tabs.ts';
import { attempt } from './attempt.ts';
import type { ConfigSources } from './google-sheet-config.ts';
import type { Values } from './variables.ts';

/** A schema of more properties makes models forget some. */
const MAX_FIELDS = 30;

export const extraFieldsSchema = z
  .array(
    z.strictObject({
      name: z.string().regex(/^[A-Za-z]\w{0,49}$/),
      description: z.string().min(1).max(300),
      type: z.enum(['text', 'date', 'amount', 'number']),
      of: z.enum(['header', 'line']),
    }),
  )
  .max(MAX_FIELDS);

const EXPECTED =
  'expected JSON like [{"name":"PO_Number","description":"Number of the buyer’s purchase order","type":"text","of":"header"}]; type is text, date, amount or number, of is header or line';

/** What every JavaScript object has under its name: a field `constructor` would never be blank. */
const OF_ALL_OBJECTS = Object.getOwnPropertyNames(Object.prototype);

/** The columns that the two tabs have anyway. */
const TAKEN = { header: TAB_COLUMNS.invoiceHeader, line: TAB_COLUMNS.lineItems } as const;

/** None where no file is named, or where what is wrong with it was added to `problems`. */
export function readExtraFields(
  { EXTRA_FIELDS: path }: Values,
  { readFile }: ConfigSources,
  problems: string[],
): ExtraFields {
  if (path === undefined) return NO_EXTRA_FIELDS;
  const text = attempt(() => readFile(path));
  if (text === undefined) {
    problems.push(`EXTRA_FIELDS: ${path} can't be read`);
    return NO_EXTRA_FIELDS;
  }
  const parsed = extraFieldsSchema.safeParse(attempt(() => JSON.parse(text)));
  if (!parsed.success) {
    const { path: place = [] } = parsed.error.issues[0] ?? {};
    problems.push(`EXTRA_FIELDS: ${EXPECTED}${place.length > 0 ? ` (look at ${place.join('.')})` : ''}`);
    return NO_EXTRA_FIELDS;
  }
  problems.push(...findTakenNames(parsed.data).map((name) => `EXTRA_FIELDS: the name ${name} is taken`));
  return toExtraFields(parsed.data);
}

type DeclaredField = z.infer<typeof extraFieldsSchema>[number];

export function toExtraFields(declared: readonly DeclaredField[]): ExtraFields {
  const fieldsOf = (of: 'header' | 'line') =>
    declared
      .filter((field) => field.of === of)
      .map(({ name, description, type: kind }) => ({ name, description, kind }));
  return { header: fieldsOf('header'), lines: fieldsOf('line') };
}

/** Of a column that is there anyway, of a field before it, or of what no field can be called. */
export function findTakenNames(fields: readonly Pick<DeclaredField, 'name' | 'of'>[]): string[] {
  const fold = (name: string) => name.toLowerCase();
  return fields
    .filter(({ name, of }, index) => {
      const before = fields.slice(0, index).filter((other) => other.of === of);
      const taken = [...TAKEN[of], ...OF_ALL_OBJECTS, ...before.map((other) => other.name)];
      return taken.map(fold).includes(fold(name));
    })
    .map(({ name }) => name);
}
