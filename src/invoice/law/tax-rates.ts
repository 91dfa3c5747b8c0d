/** Which GST rates were in force when: dated data, since the Council changes them. */
import Big from 'big.js';

export interface TaxRate {
  /** Combined rate in percent (CGST + SGST, or IGST), as a decimal. */
  readonly rate: string;
  /** First day, `YYYY-MM-DD`. */
  readonly from: string;
  /** Last day; absent while the rate is in force. */
  readonly to?: string;
  /** The goods or services that the rate was left for, as prefixes of HSN or SAC; absent if it is open to many. */
  readonly onlyFor?: readonly string[];
  readonly note?: string;
}

interface RateQuestion {
  /** Canonical. */
  readonly date: string;
  readonly hsn?: string | undefined;
  /** Default false. */
  readonly orEarlier?: boolean;
}

const GST_BEGAN = '2017-07-01';
/** The slabs of the 56th meeting of the GST Council: 5, 18 and 40 instead of 5, 12, 18 and 28. */
const LAST_DAY_OF_OLD_SLABS = '2025-09-21';
const NEW_SLABS = '2025-09-22';
/** Pan masala and tobacco kept 28 and cess until their loans were paid back. */
const LAST_DAY_OF_CESS = '2026-01-31';

/** Two rates that differ by this are one: the slabs are at least 0.1 apart. */
const ROUNDING = '0.02';

const BRICKS = ['6815', '6901', '6904', '6905'] as const;
const PAN_MASALA_AND_TOBACCO = ['210690', '24'] as const;
const CONSTRUCTION = ['9954'] as const;

/** Pan masala and tobacco, other than leaves and bidis, which bear another rate. */
const RETAIL_PRICE_GOODS = ['21069020', '2401', '2402', '2403', '240411', '240419'] as const;
const RETAIL_PRICE_RATE = '40';
const RETAIL_PRICE_BEGAN = '2026-02-01';

export const TAX_RATES: readonly TaxRate[] = [
  { rate: '0', from: GST_BEGAN, note: 'nil-rated, exempt, zero-rated' },
  { rate: '0.1', from: GST_BEGAN, note: 'supplies to merchant exporters' },
  { rate: '0.25', from: GST_BEGAN, note: 'rough diamonds and stones' },
  { rate: '1', from: GST_BEGAN, to: LAST_DAY_OF_OLD_SLABS },
  { rate: '1.5', from: GST_BEGAN, note: 'cut diamonds, affordable housing' },
  { rate: '3', from: GST_BEGAN, note: 'gold, silver, jewellery' },
  { rate: '5', from: GST_BEGAN },
  { rate: '6', from: GST_BEGAN, to: LAST_DAY_OF_OLD_SLABS },
  { rate: '6', from: NEW_SLABS, onlyFor: BRICKS, note: 'bricks without input tax credit' },
  { rate: '7.5', from: GST_BEGAN, to: LAST_DAY_OF_OLD_SLABS, note: 'housing' },
  { rate: '7.5', from: NEW_SLABS, onlyFor: CONSTRUCTION, note: 'housing' },
  { rate: '12', from: GST_BEGAN, to: LAST_DAY_OF_OLD_SLABS },
  { rate: '12', from: NEW_SLABS, onlyFor: BRICKS, note: 'bricks with input tax credit' },
  { rate: '18', from: GST_BEGAN },
  { rate: '28', from: GST_BEGAN, to: LAST_DAY_OF_OLD_SLABS, note: 'with cess on some goods' },
  { rate: '28', from: NEW_SLABS, to: LAST_DAY_OF_CESS, onlyFor: PAN_MASALA_AND_TOBACCO, note: 'with cess' },
  { rate: '40', from: NEW_SLABS, note: 'luxury and sin goods' },
];

/** The rates in force on a canonical date, in rising order; none before GST began. */
export function findTaxRates(date: string): readonly TaxRate[] {
  return TAX_RATES.filter(({ from, to }) => from <= date && (to === undefined || date <= to));
}

/**
 * Whether a combined rate was in force on that day, or with `orEarlier` on that day or before. A rate that was left
 * for a few goods counts only with their HSN. A miss is a reason to look, not proof: rules on the time of supply can
 * keep an old rate right.
 */
export function isRateInForce(rate: Big, { date, hsn, orEarlier = false }: RateQuestion): boolean {
  const rates = orEarlier ? TAX_RATES.filter(({ from }) => from <= date) : findTaxRates(date);
  return rates.some((known) => rate.eq(known.rate) && (!known.onlyFor || matches(hsn, known.onlyFor)));
}

/**
 * Whether tax is due on the retail price that is printed on the package, whatever the goods were sold for (CGST Rules,
 * rule 31D). The paper need not show that price. `date` is canonical.
 */
export function isValuedByRetailPrice(
  rate: Big,
  { date = '', hsn }: { date: string | undefined; hsn: string | undefined },
): boolean {
  return date >= RETAIL_PRICE_BEGAN && rate.eq(RETAIL_PRICE_RATE) && matches(hsn, RETAIL_PRICE_GOODS);
}

/** The slab that a printed rate stands for: programs that divide the tax by the amount print 17.998 for 18. */
export function roundToTaxRate(rate: Big): Big {
  const slabs = TAX_RATES.map((known) => new Big(known.rate));
  return slabs.find((slab) => slab.minus(rate).abs().lte(ROUNDING)) ?? rate;
}

/** Small dealers print the first four digits only. */
function matches(hsn = '', prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => hsn.startsWith(prefix) || (hsn.length >= 4 && prefix.startsWith(hsn)));
}
