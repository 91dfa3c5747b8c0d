/** What calls cost: exact, by flat price or by the table, and the table against an independent source. */
import { calcPrice } from '@pydantic/genai-prices';
import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TokenUsage } from '../../../src/usage/model-call.ts';
import { nanoUsdOf, toNanoUsd, usdOf } from '../../../src/usage/nano-usd.ts';
import { findPriceMismatches } from '../../../src/usage/pricing/price-mismatches.ts';
import { loadPriceTable, type PriceTable, parsePriceTable } from '../../../src/usage/pricing/price-table.ts';
import { createCostCalculation, type FlatPrices } from '../../../src/usage/pricing/pricing.ts';

const table = loadPriceTable();
const NOVEMBER = '2026-11-15T10:00:00.000Z';

function tokens(counts: Partial<TokenUsage>): TokenUsage {
  const { promptTokens = 0, cachedTokens = 0, outputTokens = 0, thinkingTokens = 0 } = counts;
  const totalTokens = counts.totalTokens ?? promptTokens + outputTokens + thinkingTokens;
  return { promptTokens, cachedTokens, outputTokens, thinkingTokens, totalTokens };
}

interface Question {
  readonly provider?: string;
  readonly modelName?: string;
  readonly at?: string;
  readonly operation?: 'ocr' | 'parse_header';
  readonly flat?: FlatPrices;
  readonly prices?: PriceTable;
}

function costNanoUsd(usage: Partial<TokenUsage>, question: Question = {}): number | undefined {
  const { modelName = 'gemini-3.5-flash-lite', at = NOVEMBER, operation = 'ocr', flat = {} } = question;
  const { prices = table, provider } = question;
  const calculateCost = createCostCalculation({ flat, table: prices });
  const call = { operation, modelName, startedAt: at, ...(provider !== undefined && { provider }) };
  const usd = calculateCost({ ...call, tokens: tokens(usage) });
  return usd && toNanoUsd(usd);
}

describe('a flat price', () => {
  const flat = { ocrUsdPer1kTokens: '0.0001875', parsingUsdPer1kTokens: '0.000075' };

  test('counts all tokens alike and rounds half up to the nano-dollar', () => {
    expect(costNanoUsd({ promptTokens: 5000, outputTokens: 801 }, { flat })).toBe(1_087_688);
    expect(costNanoUsd({ promptTokens: 1650 }, { flat, operation: 'parse_header' })).toBe(123_750);
  });

  test('wins over the table, and prices models that the table does not know', () => {
    expect(costNanoUsd({ promptTokens: 1000 }, { flat, modelName: 'somebody-elses' })).toBe(187_500);
  });

  test('for OCR leaves parsing to the table', () => {
    const ocrOnly = { ocrUsdPer1kTokens: '0.0001875' };
    expect(costNanoUsd({ promptTokens: 1000 }, { flat: ocrOnly, operation: 'parse_header' })).toBe(300_000);
  });
});

describe('the table', () => {
  test('bills cached tokens at their own rate and thinking as output', () => {
    const usage = { promptTokens: 1000, cachedTokens: 400, outputTokens: 100, thinkingTokens: 50 };
    expect(costNanoUsd(usage)).toBe(600 * 300 + 400 * 30 + 150 * 2500);
  });

  test('bills the whole request at the higher rates above a border, not on it', () => {
    const modelName = 'gemini-2.5-pro';
    expect(costNanoUsd({ promptTokens: 200_000, outputTokens: 10 }, { modelName })).toBe(250_100_000);
    expect(costNanoUsd({ promptTokens: 200_001, outputTokens: 10 }, { modelName })).toBe(500_152_500);
  });

  test('takes the price of the day', () => {
    const modelName = 'gemini-3.6-flash';
    expect(costNanoUsd({ promptTokens: 1000 }, { modelName, at: '2026-12-31T23:59:59.999Z' })).toBe(750_000);
    expect(costNanoUsd({ promptTokens: 1000 }, { modelName, at: '2027-01-01T00:00:00.000Z' })).toBe(
      1_500_000,
    );
  });

  test('knows the builds of a model, but no other model by half its name', () => {
    expect(costNanoUsd({ promptTokens: 1000 }, { modelName: 'models/gemini-2.5-flash-001' })).toBe(300_000);
    expect(costNanoUsd({ promptTokens: 1000 }, { modelName: 'gemini-2.5-flash-image' })).toBeUndefined();
  });

  test('gives no price, rather than 0, to a model before its time or unknown', () => {
    const early = { modelName: 'gemini-2.5-flash', at: '2024-01-01T00:00:00.000Z' };
    expect(costNanoUsd({ promptTokens: 1000 }, early)).toBeUndefined();
    expect(costNanoUsd({ promptTokens: 1 }, { modelName: 'gemini-9' })).toBeUndefined();
  });

  test('is not asked about calls without tokens: reading on this machine costs 0', () => {
    expect(costNanoUsd({}, { modelName: 'local-ocr' })).toBe(0);
  });

  test('says which entry is broken', () => {
    expect(() => parsePriceTable('[{"model":"m","prices":[{"from":"2026-13-01"}]}]')).toThrow(/from/);
  });
});

describe('a model of another provider', () => {
  const [gemini] = table;
  const prices = parsePriceTable(
    JSON.stringify([
      gemini,
      { ...gemini, provider: 'local', prices: [{ ...gemini?.prices[0], inputUsdPer1M: '7' }] },
    ]),
  );

  test('has a price of its own, though another has the same name', () => {
    const usage = { promptTokens: 1000 };
    expect(costNanoUsd(usage, { prices })).toBe(300_000);
    expect(costNanoUsd(usage, { prices, provider: 'gemini' })).toBe(300_000);
    expect(costNanoUsd(usage, { prices, provider: 'local' })).toBe(7_000_000);
    expect(costNanoUsd(usage, { prices, provider: 'somebody' })).toBeUndefined();
  });

  test("goes by the table where Gemini's price is flat", () => {
    const flat = { ocrUsdPer1kTokens: '0.0001875' };
    expect(costNanoUsd({ promptTokens: 1000 }, { prices, flat })).toBe(187_500);
    expect(costNanoUsd({ promptTokens: 1000 }, { prices, flat, provider: 'local' })).toBe(7_000_000);
  });
});

describe('against @pydantic/genai-prices', () => {
  /** Too new for the release that we test against; its source is in pricing.json. */
  const UNKNOWN_THERE = ['gemini-4-argon', 'gemini-4-carbon'];
  const models = table.map(({ model }) => model);

  function theirNanoUsd(modelName: string, usage: TokenUsage, at: string): number | undefined {
    const { promptTokens, cachedTokens, outputTokens, thinkingTokens } = usage;
    const counts = {
      input_tokens: promptTokens,
      cache_read_tokens: cachedTokens,
      output_tokens: outputTokens + thinkingTokens,
    };
    const price = calcPrice(counts, modelName, { providerId: 'google', timestamp: new Date(at) });
    return price ? Math.round(price.total_price * 1e9) : undefined;
  }

  test('every model is known to both, but for those listed', () => {
    const unknown = models.filter(
      (model) => theirNanoUsd(model, tokens({ promptTokens: 1 }), NOVEMBER) === undefined,
    );
    expect(unknown).toEqual(UNKNOWN_THERE);
  });

  test('any call costs the same, to the nano-dollar, this year and next', () => {
    const known = fc.constantFrom(...models.filter((model) => !UNKNOWN_THERE.includes(model)));
    const when = fc.constantFrom(NOVEMBER, '2027-02-01T00:00:00.000Z');
    const counts = fc.record({
      promptTokens: fc.integer({ min: 1000, max: 400_000 }),
      cachedTokens: fc.nat(1000),
      outputTokens: fc.nat(60_000),
      thinkingTokens: fc.nat(20_000),
    });
    fc.assert(
      fc.property(known, when, counts, (modelName, at, usage) => {
        const theirs = theirNanoUsd(modelName, tokens(usage), at) ?? Number.NaN;
        const ours = costNanoUsd(usage, { modelName, at }) ?? Number.NaN;
        // Theirs is binary floating point, so a tie may fall either way.
        expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

test('a flat price more than twice off the table is named, one within is not', () => {
  const flat = { ocrUsdPer1kTokens: '0.0001875', parsingUsdPer1kTokens: '0.0009' };
  expect(findPriceMismatches({ flat, table }, 'gemini-3.5-flash-lite', NOVEMBER)).toEqual([
    {
      operation: 'ocr',
      modelName: 'gemini-3.5-flash-lite',
      flatUsdPer1kTokens: '0.0001875',
      tableUsdPer1kTokens: '0.0008077',
    },
  ]);
  expect(findPriceMismatches({ flat, table }, 'unknown', NOVEMBER)).toEqual([]);
  expect(findPriceMismatches({ flat: {}, table }, 'gemini-3.5-flash-lite', NOVEMBER)).toEqual([]);
});

test('nano-dollars survive a record, up to a million dollars', () => {
  const nano = fc.integer({ min: 0, max: 1_000_000_000_000_000 });
  fc.assert(fc.property(nano, (value) => nanoUsdOf(JSON.parse(JSON.stringify(usdOf(value)))) === value));
  expect(toNanoUsd(new Big('0.0000000005'))).toBe(1);
  expect(toNanoUsd(new Big('0.0000000004999'))).toBe(0);
});
