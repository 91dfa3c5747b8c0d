/** The numbers of one line, its rates and its tax, as the sums need them. */
import Big from 'big.js';
import type { LineField, LineItem } from '../invoice.ts';
import type { InvoiceView } from '../invoice-view.ts';
import { isValuedByRetailPrice } from '../law/retail-price.ts';
import { roundToTaxRate } from '../law/tax-rates.ts';
import { numberIn, sumOfTaxHeads, type TaxHeads } from './equation.ts';

type LineNumbers = { readonly [F in LineField]?: Big };

export interface LineTerms {
  readonly numbers: LineNumbers;
  readonly heads: TaxHeads;
  /** By heads, as printed. */
  readonly charged: Big | undefined;
  /** As printed by heads, else taxable value × rate. */
  readonly tax: Big | undefined;
  /** See `findLineRates`. */
  readonly rates: readonly Big[];
  /** The last digit that the price was printed to: 0.01 for `500.00`. */
  readonly smallestPrice: Big;
  /** See `isValuedByRetailPrice`: the taxable value may then be another than the price. */
  readonly isByRetailPrice: boolean;
}

export function termsOfLine(
  line: LineItem,
  { header, supplyType }: Pick<InvoiceView, 'header' | 'supplyType'>,
): LineTerms {
  const numbers = numbersOf(line);
  const heads = { igst: numbers.IGST_Amount, cgst: numbers.CGST_Amount, sgst: numbers.SGST_Amount };
  const rates = ratesOf(numbers);
  const charged = sumOfTaxHeads(heads, supplyType);
  const goods = { date: header.Invoice_Date, hsn: line.HSN };
  return {
    numbers,
    heads,
    charged,
    tax: charged ?? taxAtRate(numbers, rates),
    rates,
    smallestPrice: new Big(10).pow(-decimalsOf(line.Rate)),
    isByRetailPrice: rates.some((rate) => isValuedByRetailPrice(rate, goods)),
  };
}

/** A credit note takes back, with a minus or without. */
export function withoutSigns(terms: LineTerms): LineTerms {
  const { igst, cgst, sgst } = terms.heads;
  const numbers = Object.entries(terms.numbers).map(([name, number]) => [name, number.abs()]);
  return {
    ...terms,
    numbers: Object.fromEntries(numbers),
    heads: { igst: igst?.abs(), cgst: cgst?.abs(), sgst: sgst?.abs() },
    charged: terms.charged?.abs(),
    tax: terms.tax?.abs(),
  };
}

/**
 * The line's combined rate in percent: as its column says, then from its heads. Rates that only rounding keeps from a slab
 * (halves of 8.999 %) are that slab.
 */
export function findLineRates(line: LineItem): readonly Big[] {
  return ratesOf(numbersOf(line));
}

function ratesOf({ GST_Rate, IGST_Rate, CGST_Rate, SGST_Rate }: LineNumbers): Big[] {
  const isHalfMissing = (CGST_Rate === undefined) !== (SGST_Rate === undefined);
  const halves = CGST_Rate !== undefined && SGST_Rate !== undefined ? CGST_Rate.plus(SGST_Rate) : undefined;
  const zero = isHalfMissing ? undefined : (IGST_Rate ?? halves);
  const ofHeads = [halves, IGST_Rate].find((rate) => rate?.gt(0)) ?? zero;
  return [GST_Rate, ofHeads].filter((rate) => rate !== undefined).map(roundToTaxRate);
}

function taxAtRate({ Taxable_Value }: LineNumbers, [rate]: readonly Big[]): Big | undefined {
  return Taxable_Value === undefined || rate === undefined ? undefined : Taxable_Value.times(rate).div(100);
}

function numbersOf(line: LineItem): LineNumbers {
  const entries = Object.entries(line).flatMap(([name, value]) => {
    const number = numberIn(value);
    return number === undefined ? [] : [[name, number]];
  });
  return Object.fromEntries(entries);
}

function decimalsOf(decimal = ''): number {
  return decimal.split('.')[1]?.length ?? 0;
}
