/** Goods whose tax is due on the retail price that is printed on the package, whatever they were sold for. */
import type Big from 'big.js';
import { type Dated, entriesOn } from './dated.ts';
import { hasCodePrefix } from './hsn-codes.ts';

interface RetailPriceGoods extends Dated {
  /** Combined rate in percent. */
  readonly rate: string;
  /** Prefixes of HSN. */
  readonly codes: readonly string[];
}

const RETAIL_PRICE_GOODS: readonly RetailPriceGoods[] = [
  {
    // Pan masala and tobacco, other than leaves and bidis, which bear another rate.
    rate: '40',
    codes: ['21069020', '2401', '2402', '2403', '240411', '240419'],
    from: '2026-02-01',
    source:
      'CGST Rules, rule 31D (notification 20/2025-Central Tax), for the goods of notification 19/2025-Central Tax, both 31 December 2025, G.S.R. 949(E)',
  },
];

/**
 * Whether the taxable value follows from the retail price; the paper need not show that price. `date` is canonical. False
 * where date or HSN is unknown.
 */
export function isValuedByRetailPrice(
  rate: Big,
  { date = '', hsn }: { date: string | undefined; hsn: string | undefined },
): boolean {
  return entriesOn(RETAIL_PRICE_GOODS, date).some(
    (goods) => rate.eq(goods.rate) && hasCodePrefix(hsn, goods.codes),
  );
}
