/** What holds for every invoice: right sums pass, a wrong one is found, and nothing that is printed can break a rule. */
import Big from 'big.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  HEADER_FIELDS,
  type HeaderField,
  type Invoice,
  LINE_FIELDS,
  type LineField,
} from '../../src/invoice/invoice.ts';
import { RULE_NAMES, validateInvoice } from '../../src/invoice/validate.ts';
import { printedInvoices, soundInvoices } from './arbitrary-invoices.ts';
import { checkInvoice } from './check-invoice.ts';
import { createInvoice } from './create-invoice.ts';
import { TODAY } from './sound-invoices.ts';

const AMOUNT_FIELDS: readonly string[] = [...HEADER_FIELDS, ...LINE_FIELDS].flatMap(({ name, kind }) =>
  kind === 'amount' ? [name] : [],
);

/** An amount on an invoice; `lineIndex` is absent in the header. */
interface Amount {
  readonly field: HeaderField | LineField;
  readonly value: string;
  readonly lineIndex?: number;
}

test('right sums give no finding, with any round-off up to ₹1', () => {
  const roundOffs = fc.integer({ min: -100, max: 100 }).map((paise) => new Big(paise).div(100).toFixed(2));
  fc.assert(
    fc.property(soundInvoices(), roundOffs, (invoice, roundOff) => {
      expect(checkInvoice(createInvoice({ ...invoice, roundOff }))).toEqual([]);
    }),
  );
});

test('one amount that is off by more than 1 % and ₹1 is found, whichever it is', () => {
  const offPaise = fc.integer({ min: 101, max: 100_000_000 });
  fc.assert(
    fc.property(soundInvoices(), fc.nat(), fc.tuple(offPaise, fc.boolean()), (sound, pick, [off, isMore]) => {
      const invoice = createInvoice(sound);
      const amount = pickAmount(invoice, pick);
      const wrong = { ...amount, value: shift(amount.value, isMore ? off : -off) };
      fc.pre(!isLineTotalBeforeTax(invoice, wrong));
      expect(checkInvoice(withAmount(invoice, wrong))).not.toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('whatever is printed, findings come out: of known rules, on known fields, in a sentence each', () => {
  const fields = [...HEADER_FIELDS, ...LINE_FIELDS].map(({ name }): string => name);
  fc.assert(
    fc.property(printedInvoices(), fc.boolean(), (invoice, isRaw) => {
      const findings = isRaw ? validateInvoice(invoice, { today: TODAY }) : checkInvoice(invoice);
      for (const { rule, field, lineNo = 1, message } of findings) {
        expect(RULE_NAMES).toContain(rule);
        expect(fields).toContain(field);
        expect(lineNo).toBeLessThanOrEqual(Math.max(1, invoice.lines.length));
        expect(message).toMatch(/^[A-Z].*\.$/s);
      }
    }),
    { numRuns: 300 },
  );
});

function pickAmount({ header, lines }: Invoice, pick: number): Amount {
  const ofFields = (fields: Readonly<Record<string, string>>) =>
    Object.entries(fields).filter(([field]) => AMOUNT_FIELDS.includes(field));
  const amounts = [
    ...ofFields(header).map(([field, value]) => ({ field, value })),
    ...lines.flatMap((line, lineIndex) =>
      ofFields(line).map(([field, value]) => ({ field, value, lineIndex })),
    ),
  ] as Amount[];
  return amounts[pick % amounts.length] ?? { field: 'Invoice_Value', value: '0.00' };
}

function withAmount(invoice: Invoice, { field, value, lineIndex }: Amount): Invoice {
  if (lineIndex === undefined) return { ...invoice, header: { ...invoice.header, [field]: value } };
  const lines = invoice.lines.map((line, index) =>
    index === lineIndex ? { ...line, [field]: value } : line,
  );
  return { ...invoice, lines };
}

/** By `paise`, or by a little more than 1 % where that is more. */
function shift(value: string, paise: number): string {
  const atLeast = new Big(value).times('1.01').round(0, Big.roundUp);
  const off = atLeast.gt(Math.abs(paise)) ? atLeast.times(Math.sign(paise)) : new Big(paise);
  return new Big(value).plus(off.div(100)).toFixed(2);
}

/** Which is sound too. */
function isLineTotalBeforeTax({ lines }: Invoice, { field, value, lineIndex }: Amount): boolean {
  const taxable = lines[lineIndex ?? -1]?.Taxable_Value ?? '0';
  return field === 'Line_Total' && new Big(value).minus(taxable).abs().lte('0.50');
}
