/** Income tax that sellers of scrap, liquor, minerals or cars collect on top of the total. No field holds it. */
import type Big from 'big.js';
import { type Dated, entriesOn, GST_BEGAN } from './dated.ts';

interface TcsRate extends Dated {
  readonly percent: string;
}

const TCS_RATES: readonly TcsRate[] = [
  { percent: '1', from: GST_BEGAN, source: 'Income-tax Act 1961, section 206C(1) and (1F)' },
  {
    percent: '2',
    from: '2026-04-01',
    source: 'Income-tax Act 2025, section 394(1); rates of the Finance Act 2026',
  },
];

/** What may have been collected on a total, one amount for each rate of any time: the rate depends on the goods, too. */
export function possibleTcsOn(total: Big): readonly Big[] {
  return entriesOn(TCS_RATES, undefined).map(({ percent }) => total.times(percent).div(100));
}
