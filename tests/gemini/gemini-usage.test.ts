/** Token counts as Gemini bills them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SAMPLE_USAGE } from '../../loopback/gemini/gemini-answers.ts';
import { parseUsage } from '../../src/gemini/gemini-usage.ts';

describe('parseUsage', () => {
  test('keeps cached, visible and thinking tokens apart', () => {
    expect(parseUsage(SAMPLE_USAGE)).toEqual({
      tokens: {
        promptTokens: 1_000,
        cachedTokens: 200,
        outputTokens: 300,
        thinkingTokens: 50,
        totalTokens: 1_350,
      },
      addsUp: true,
    });
  });

  test('takes counts that are left out for zero', () => {
    const usage = parseUsage({ promptTokenCount: 900, totalTokenCount: 900 });
    expect(usage?.tokens).toMatchObject({ promptTokens: 900, outputTokens: 0, thinkingTokens: 0 });
    expect(usage?.addsUp).toBe(true);
  });

  test.each([
    ['a total that is too small', { ...SAMPLE_USAGE, totalTokenCount: 1_300 }, false],
    ['a total that is too large', { ...SAMPLE_USAGE, totalTokenCount: 1_351 }, false],
    ['more cached tokens than prompt', { ...SAMPLE_USAGE, cachedContentTokenCount: 1_001 }, false],
    ['a missing count', { promptTokenCount: 10, totalTokenCount: 15 }, false],
    [
      'tool use within the total',
      { promptTokenCount: 10, toolUsePromptTokenCount: 5, totalTokenCount: 15 },
      true,
    ],
    ['a missing total', { promptTokenCount: 10, candidatesTokenCount: 5 }, true],
  ])('tells of %s whether the parts add up', (_name, raw, addsUp) => {
    expect(parseUsage(raw)?.addsUp).toBe(addsUp);
  });

  test.each([
    undefined,
    null,
    {},
    'many',
    { candidatesTokenCount: 5 },
    { promptTokenCount: -1 },
    { promptTokenCount: 1.5 },
    { promptTokenCount: '10' },
  ])('finds no counts in %j', (raw) => {
    expect(parseUsage(raw)).toBeUndefined();
  });

  test('never gives anything but whole numbers from 0', () => {
    const counts = fc.record(
      {
        promptTokenCount: fc.anything(),
        candidatesTokenCount: fc.anything(),
        thoughtsTokenCount: fc.double(),
        cachedContentTokenCount: fc.integer(),
        totalTokenCount: fc.anything(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(counts, fc.anything()), (raw) => {
        const values = Object.values(parseUsage(raw)?.tokens ?? {});
        return values.every((value) => Number.isInteger(value) && value >= 0);
      }),
    );
  });
});
