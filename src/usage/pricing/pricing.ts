/** What a call costs: flat prices per token where they are set, else the dated table of models. */
import Big from 'big.js';
import { DEFAULT_PROVIDER, type ModelCall, type TokenUsage } from '../model-call.ts';
import { findPrice, type ModelAtTime, type PriceTable, type Rates } from './price-table.ts';

/** USD per 1,000 tokens of any kind, as decimal text. They are the default provider's: others' calls go by the table. */
export interface FlatPrices {
  readonly ocrUsdPer1kTokens?: string | undefined;
  readonly parsingUsdPer1kTokens?: string | undefined;
}

export interface PricingOptions {
  readonly flat: FlatPrices;
  readonly table: PriceTable;
}

/** A call with its counts, taken or estimated. */
export interface PricedCall extends ModelAtTime, Pick<ModelCall, 'operation'> {
  readonly tokens: TokenUsage;
}

/** Exact dollars; undefined if nobody knows the model's price. A call without tokens costs 0, whatever the model. */
export type CalculateCost = (call: PricedCall) => Big | undefined;

export function createCostCalculation({ flat, table }: PricingOptions): CalculateCost {
  return ({ tokens, ...call }) => {
    if (tokens.totalTokens === 0) return new Big(0);
    const flatPrice = flatPriceOf(flat, call);
    if (flatPrice !== undefined) return perMillion(tokens.totalTokens, new Big(flatPrice).times(1000));
    const price = findPrice(table, call);
    if (price === undefined) return undefined;
    const isAbove = price.above !== undefined && tokens.promptTokens > price.above.promptTokens;
    return tableCost(tokens, isAbove && price.above ? price.above : price);
  };
}

/** Thinking is billed as output; cached tokens are part of the prompt and cost their own rate. */
function tableCost(tokens: TokenUsage, rates: Rates): Big {
  return perMillion(tokens.promptTokens - tokens.cachedTokens, rates.inputUsdPer1M)
    .plus(perMillion(tokens.cachedTokens, rates.cachedUsdPer1M))
    .plus(perMillion(tokens.outputTokens + tokens.thinkingTokens, rates.outputUsdPer1M));
}

/** Multiplied, not divided: division would round. */
export function perMillion(tokens: number, usdPer1M: Big | string): Big {
  return new Big(usdPer1M).times(tokens).times('0.000001');
}

function flatPriceOf(
  flat: FlatPrices,
  { operation, provider = DEFAULT_PROVIDER }: Pick<ModelCall, 'operation' | 'provider'>,
): string | undefined {
  if (provider !== DEFAULT_PROVIDER) return undefined;
  return operation === 'ocr' ? flat.ocrUsdPer1kTokens : flat.parsingUsdPer1kTokens;
}
