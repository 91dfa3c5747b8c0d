/** What an invoice cannot do without, and values that nobody can read. */

import { numberIn } from '../arithmetic/equation.ts';
import { type Field, HEADER_FIELDS, type HeaderField, LINE_FIELDS, type LineField } from '../invoice.ts';
import { FOREIGN_COUNTRY, stateNameOf } from '../law/states.ts';
import { canonicalDecimal } from '../values/amounts.ts';
import { parseDate } from '../values/dates.ts';
import { labelOf, type Problem, quote, type Rule, type Severity } from './rule.ts';

/** Without these the invoice can be neither filed nor told from another. A buyer's GSTIN is not among them: B2C has none. */
const REQUIRED = ['Invoice_No', 'Invoice_Date', 'Seller_GSTIN', 'Invoice_Value'] as const;

/** On a self-invoice (CGST Act, section 31(3)(f)) and for services from abroad. */
const UNREGISTERED_SELLER: Problem = {
  severity: 'warning',
  field: 'Seller_GSTIN',
  message:
    'Seller GSTIN was not found. Under reverse charge the seller may have none; if the paper shows one, type it in.',
};

/** Where a foreign customer's country stands instead of a state. */
const MAY_BE_ABROAD: readonly HeaderField[] = ['Buyer_State_Code', 'Ship_To_State_Code', 'Place_Of_Supply'];

export const checkRequiredFields: Rule = ({ header, isReverseCharge }) =>
  REQUIRED.filter((field) => header[field] === undefined).map((field) => {
    if (field === 'Seller_GSTIN' && isReverseCharge) return UNREGISTERED_SELLER;
    const message = `${labelOf(field)} was not found. Look for it on the paper and type it in.`;
    return { severity: 'error', field, message };
  });

/** Every tax invoice must show the taxable value (CGST Rules, rule 46(k)); the return is filed from it. */
export const checkTaxableValuePresent: Rule = ({ header }) => {
  const taxes = [header.Total_GST, header.IGST_Total, header.CGST_Total, header.SGST_Total].map(numberIn);
  const isTaxed = taxes.some((tax) => tax !== undefined && !tax.eq(0));
  if (!isTaxed || header.Total_Taxable_Value !== undefined) return [];
  const message =
    'Tax is charged, but the total taxable value was not found. The return is filed from it: look for it on the paper and type it in.';
  return [{ severity: 'warning', field: 'Total_Taxable_Value', message }];
};

export const checkLinesPresent: Rule = ({ lines }) =>
  lines.length > 0
    ? []
    : [
        {
          severity: 'warning',
          field: 'Taxable_Value',
          message: 'No line items were found. If the paper lists items, scan its pages again.',
        },
      ];

/** Whether a value of that kind is in canonical form. GSTINs have rules of their own. */
const IS_CANONICAL: Readonly<Record<Field['kind'], (value: string) => boolean>> = {
  text: () => true,
  gstin: () => true,
  state: (value) => stateNameOf(value) !== undefined,
  date: (value) => parseDate(value) === value,
  amount: (value) => canonicalDecimal(value) === value,
  number: (value) => canonicalDecimal(value) === value,
};

/** Only what the return is filed from stops the invoice; the rest is worth a look. */
const UNREADABLE: Readonly<Record<Field['kind'], { severity: Severity; advice: string }>> = {
  text: { severity: 'warning', advice: '' },
  gstin: { severity: 'warning', advice: '' },
  state: {
    severity: 'warning',
    advice: `Type the state as its two-digit code, such as 27 (${FOREIGN_COUNTRY} for a place abroad).`,
  },
  date: { severity: 'error', advice: 'Type the date as day/month/year, such as 06/02/2026.' },
  amount: { severity: 'error', advice: 'Type the amount in rupees, such as 1128.00.' },
  number: { severity: 'warning', advice: 'Type it as a plain number, such as 2.5.' },
};

export const checkReadable: Rule = ({ header, lines, supplyType }) => [
  ...unreadable(
    HEADER_FIELDS.filter(({ name }) => supplyType !== 'Export' || !MAY_BE_ABROAD.includes(name)),
    header,
  ),
  ...lines.flatMap((line, index) =>
    unreadable(LINE_FIELDS, line).map((problem) => ({
      ...problem,
      lineNo: index + 1,
      message: `Line ${index + 1}: ${problem.message}`,
    })),
  ),
];

function unreadable<Name extends HeaderField | LineField>(
  fields: readonly Field<Name>[],
  values: { readonly [N in Name]?: string },
): Problem[] {
  return fields.flatMap(({ name, kind }) => {
    const value = values[name];
    if (value === undefined || IS_CANONICAL[kind](value)) return [];
    const { severity, advice } = UNREADABLE[kind];
    const message = `${labelOf(name)} ${quote(value)} could not be understood. ${advice}`;
    return [{ severity, field: name, message, actual: value }];
  });
}
