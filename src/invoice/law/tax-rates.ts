/** Which GST rates were in force when: dated data, since the Council changes them. */
import Big from 'big.js';
import { type Dated, entriesOn, GST_BEGAN } from './dated.ts';
import { hasCodePrefix } from './hsn-codes.ts';

export interface TaxRate extends Dated {
  /** Combined rate in percent (CGST + SGST, or IGST), as a decimal. */
  readonly rate: string;
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

const LAST_DAY_OF_OLD_SLABS = '2025-09-21';
/** The slabs of the 56th meeting of the GST Council: 5, 18 and 40 instead of 5, 12, 18 and 28. */
const NEW_SLABS = '2025-09-22';
/** Pan masala and tobacco kept 28 and cess until the loans that the cess was for were paid back. */
const LAST_DAY_OF_CESS = '2026-01-31';

const GOODS_OF_2017 = 'Notification 1/2017-Central Tax (Rate), 28 June 2017';
const SERVICES_OF_2017 = 'Notification 11/2017-Central Tax (Rate), 28 June 2017';
const EXEMPTIONS = 'Notifications 2/2017 and 12/2017-Central Tax (Rate), 28 June 2017';
const GOODS_OF_2025 = 'Notification 9/2025-Central Tax (Rate), 17 September 2025, G.S.R. 641(E)';
const BRICKS_OF_2025 = 'Notification 14/2025-Central Tax (Rate), 17 September 2025, G.S.R. 656(E)';
const HOUSING = 'Notification 3/2019-Central Tax (Rate), 29 March 2019';
const MERCHANT_EXPORTERS = 'Notification 40/2017-Central Tax (Rate), 23 October 2017';

/** Two rates that differ by this are one: the slabs are at least 0.1 apart. */
const ROUNDING = '0.02';

const BRICKS = ['6815', '6901', '6904', '6905'] as const;
const PAN_MASALA_AND_TOBACCO = ['210690', '24'] as const;
const CONSTRUCTION = ['9954'] as const;

/**
 * A rate that came in between has the day on which GST began all the same: to doubt an honest paper of its first years is
 * worse than to let an odd rate of theirs pass.
 */
export const TAX_RATES: readonly TaxRate[] = [
  { rate: '0', from: GST_BEGAN, note: 'nil-rated, exempt, zero-rated', source: EXEMPTIONS },
  { rate: '0.1', from: GST_BEGAN, note: 'supplies to merchant exporters', source: MERCHANT_EXPORTERS },
  { rate: '0.25', from: GST_BEGAN, note: 'rough diamonds and stones', source: GOODS_OF_2017 },
  { rate: '1', from: GST_BEGAN, until: LAST_DAY_OF_OLD_SLABS, note: 'affordable housing', source: HOUSING },
  {
    rate: '1.5',
    from: GST_BEGAN,
    note: 'cut diamonds, affordable housing',
    source: `${HOUSING}; ${GOODS_OF_2025}, schedule VI`,
  },
  { rate: '3', from: GST_BEGAN, note: 'gold, silver, jewellery', source: GOODS_OF_2017 },
  { rate: '5', from: GST_BEGAN, source: GOODS_OF_2017 },
  { rate: '6', from: GST_BEGAN, until: LAST_DAY_OF_OLD_SLABS, source: SERVICES_OF_2017 },
  {
    rate: '6',
    from: NEW_SLABS,
    onlyFor: BRICKS,
    note: 'bricks without input tax credit',
    source: 'Notification 2/2022-Central Tax (Rate), 31 March 2022',
  },
  { rate: '7.5', from: GST_BEGAN, until: LAST_DAY_OF_OLD_SLABS, note: 'housing', source: HOUSING },
  { rate: '7.5', from: NEW_SLABS, onlyFor: CONSTRUCTION, note: 'housing', source: HOUSING },
  { rate: '12', from: GST_BEGAN, until: LAST_DAY_OF_OLD_SLABS, source: GOODS_OF_2017 },
  {
    rate: '12',
    from: NEW_SLABS,
    onlyFor: BRICKS,
    note: 'bricks with input tax credit',
    source: BRICKS_OF_2025,
  },
  { rate: '18', from: GST_BEGAN, source: GOODS_OF_2017 },
  {
    rate: '28',
    from: GST_BEGAN,
    until: LAST_DAY_OF_OLD_SLABS,
    note: 'with cess on some goods',
    source: GOODS_OF_2017,
  },
  {
    rate: '28',
    from: NEW_SLABS,
    until: LAST_DAY_OF_CESS,
    onlyFor: PAN_MASALA_AND_TOBACCO,
    note: 'with cess',
    source: `${GOODS_OF_2025}, schedule VII, which 19/2025-Central Tax (Rate), 31 December 2025, took out, G.S.R. 946(E)`,
  },
  { rate: '40', from: NEW_SLABS, note: 'luxury and sin goods', source: `${GOODS_OF_2025}, schedule III` },
];

const KNOWN_RATES: readonly number[] = TAX_RATES.map(({ rate }) => Number(rate));
const HIGHEST_RATE = Math.max(...KNOWN_RATES);

/** The rates in force on a canonical date, in rising order; none before GST began. */
export function taxRatesOn(date: string): readonly TaxRate[] {
  return entriesOn(TAX_RATES, date);
}

/**
 * Whether a combined rate was in force on that day, or with `orEarlier` on that day or before. A rate that was left
 * for a few goods counts only with their HSN. A miss is a reason to look, not proof: rules on the time of supply can
 * keep an old rate right.
 */
export function isRateInForce(rate: Big, { date, hsn, orEarlier = false }: RateQuestion): boolean {
  const rates = orEarlier ? TAX_RATES.filter(({ from }) => from <= date) : taxRatesOn(date);
  return rates.some((known) => rate.eq(known.rate) && (!known.onlyFor || hasCodePrefix(hsn, known.onlyFor)));
}

/** The slab that a printed rate stands for: programs that divide the tax by the amount print 17.998 for 18. */
export function roundToTaxRate(rate: Big): Big {
  const slabs = TAX_RATES.map((known) => new Big(known.rate));
  return slabs.find((slab) => slab.minus(rate).abs().lte(ROUNDING)) ?? rate;
}

/** The highest rate of any time, in percent: without cess, no tax is a larger part of its taxable value. */
export function highestTaxRate(): number {
  return HIGHEST_RATE;
}

/** A rate of any time, in percent, or half of one: CGST and SGST are half of it each (section 9 of the CGST Act and of each SGST Act). */
export function isRateOrHalf(percent: number): boolean {
  return KNOWN_RATES.some((rate) => percent === rate || percent === rate / 2);
}
