/** Finds flat prices that are far off what the model costs by the table: mostly they are of another unit, or of years ago. */
import Big from 'big.js';
import { findPrice } from './price-table.ts';
import { type PricingOptions, perMillion } from './pricing.ts';

export interface PriceMismatch {
  readonly operation: 'ocr' | 'parsing';
  readonly modelName: string;
  readonly flatUsdPer1kTokens: string;
  /** What a typical call costs per 1,000 tokens by the table. */
  readonly tableUsdPer1kTokens: string;
}

/** Prompt and output of one page, and of one parse: only their ratio matters. */
const TYPICAL_TOKENS = { ocr: [1500, 450], parsing: [1200, 450] } as const;

/** Flat prices that are more than twice, or less than half, of what the table says for `modelName` at `at`. */
export function findPriceMismatches(
  { flat, table }: PricingOptions,
  modelName: string,
  at: string,
): PriceMismatch[] {
  const price = findPrice(table, { modelName, startedAt: at });
  if (price === undefined) return [];
  return (['ocr', 'parsing'] as const).flatMap((operation) => {
    const flatPrice = operation === 'ocr' ? flat.ocrUsdPer1kTokens : flat.parsingUsdPer1kTokens;
    if (flatPrice === undefined) return [];
    const [prompt, output] = TYPICAL_TOKENS[operation];
    const cost = perMillion(prompt, price.inputUsdPer1M).plus(perMillion(output, price.outputUsdPer1M));
    const fromTable = cost.times(1000).div(prompt + output);
    const isNear = fromTable.lte(new Big(flatPrice).times(2)) && fromTable.times(2).gte(flatPrice);
    if (isNear) return [];
    return [
      {
        operation,
        modelName,
        flatUsdPer1kTokens: flatPrice,
        tableUsdPer1kTokens: fromTable.round(7).toFixed(),
      },
    ];
  });
}
