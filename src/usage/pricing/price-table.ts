/** What each model costs and since when: pricing.json, checked, and looked up by provider, model and day. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { DEFAULT_PROVIDER, type ModelCall } from '../model-call.ts';

/** Decimal text, so that a price is exact. */
const usdPer1M = z.string().regex(/^\d+(\.\d+)?$/, 'expected a decimal such as "0.30"');
const rates = { inputUsdPer1M: usdPer1M, outputUsdPer1M: usdPer1M, cachedUsdPer1M: usdPer1M };

const price = z.object({
  /** First day (UTC) on which it holds. */
  from: z.iso.date(),
  ...rates,
  /** Above so many prompt tokens the whole request costs these rates. */
  above: z.object({ promptTokens: z.int().positive(), ...rates }).optional(),
  /** Where the figure was read, and when. */
  source: z.string().min(1),
});

const priceTable = z.array(
  z.object({
    /** Default: `DEFAULT_PROVIDER`. */
    provider: z.string().min(1).optional(),
    model: z.string().min(1),
    prices: z.array(price).min(1),
  }),
);

export type ModelPrice = z.infer<typeof price>;
export type Rates = Pick<ModelPrice, keyof typeof rates>;
export type PriceTable = z.infer<typeof priceTable>;

/** Throws if `json` is not a price table; the message names the entry. */
export function parsePriceTable(json: string): PriceTable {
  return priceTable.parse(JSON.parse(json));
}

/** The table that comes with this program. */
export function loadPriceTable(): PriceTable {
  return parsePriceTable(readFileSync(new URL('./pricing.json', import.meta.url), 'utf8'));
}

export type ModelAtTime = Pick<ModelCall, 'provider' | 'modelName' | 'startedAt'>;

/**
 * The price in force when the call started; undefined for a model that the table does not know, or not yet. A number behind the
 * name is a build of the same model (`gemini-2.5-flash-001`); every other suffix is another model.
 */
export function findPrice(table: PriceTable, call: ModelAtTime): ModelPrice | undefined {
  const { provider: whose = DEFAULT_PROVIDER, modelName, startedAt } = call;
  const name = modelName.replace(/^models\//, '').replace(/-\d{3}$/, '');
  const day = startedAt.slice(0, 10);
  const prices =
    table.find(({ provider = DEFAULT_PROVIDER, model }) => provider === whose && model === name)?.prices ??
    [];
  return prices
    .filter(({ from }) => from <= day)
    .sort((a, b) => a.from.localeCompare(b.from))
    .at(-1);
}
