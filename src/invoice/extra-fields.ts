/** Fields of the user's own, beside those that every invoice has: read, saved in columns of their own, judged by no rule. */

import type { Field, Invoice } from './invoice.ts';
import { canonicalDecimal } from './values/amounts.ts';
import { parseDate } from './values/dates.ts';

export interface ExtraField extends Field {
  readonly kind: 'text' | 'date' | 'amount' | 'number';
}

export interface ExtraFields {
  readonly header: readonly ExtraField[];
  readonly lines: readonly ExtraField[];
}

export const NO_EXTRA_FIELDS: ExtraFields = { header: [], lines: [] };

/** Those of `known`, then what `more` has beside. */
export function addFields(known: ExtraFields, more: ExtraFields): ExtraFields {
  return { header: addNamed(known.header, more.header), lines: addNamed(known.lines, more.lines) };
}

function addNamed(known: readonly ExtraField[], more: readonly ExtraField[]): readonly ExtraField[] {
  return [...known, ...more.filter(({ name }) => !known.some((field) => field.name === name))];
}

const CANONICALIZE: Readonly<Record<ExtraField['kind'], (text: string) => string | undefined>> = {
  text: () => undefined,
  date: parseDate,
  amount: canonicalDecimal,
  number: canonicalDecimal,
};

/** Their values in canonical form; what can't be understood stays as it was printed. */
export function normalizeExtraFields({ header, lines }: Invoice, extra: ExtraFields): Invoice {
  return {
    header: normalizeValues(header, extra.header),
    lines: lines.map((line) => normalizeValues(line, extra.lines)),
  };
}

function normalizeValues<Values extends object>(values: Values, fields: readonly ExtraField[]): Values {
  const given = new Map<string, string>(Object.entries(values));
  const canonical = fields.flatMap(({ name, kind }) => {
    const value = CANONICALIZE[kind](given.get(name) ?? '');
    return value === undefined ? [] : [[name, value]];
  });
  return { ...values, ...Object.fromEntries(canonical) };
}
