/** The table of models: who takes a temperature, who thinks how. */
import { describe, expect, test } from 'vitest';
import { createGenerationConfig, findModelProfile } from '../../src/gemini/model-profiles.ts';

const MINIMAL = {
  candidateCount: 1,
  thinkingConfig: { thinkingLevel: 'minimal' },
  maxOutputTokens: 65_536,
};
const LOW = { candidateCount: 1, thinkingConfig: { thinkingLevel: 'low' }, maxOutputTokens: 65_536 };
const NO_BUDGET = {
  candidateCount: 1,
  temperature: 0,
  thinkingConfig: { thinkingBudget: 0 },
  maxOutputTokens: 65_536,
};

describe('the settings that a model gets', () => {
  test.each([
    ['gemini-3.5-flash-lite', MINIMAL],
    ['gemini-3.1-flash-lite', MINIMAL],
    ['gemini-flash-lite-latest', MINIMAL],
    ['models/gemini-3.5-flash-lite', MINIMAL],
    ['gemini-3-flash-preview', LOW],
    ['gemini-3.8-flash', LOW],
    ['gemini-3.1-pro-preview', LOW],
    ['gemini-4-argon', LOW],
    ['gemini-12.5-flash', LOW],
    ['gemini-pro-latest', LOW],
    ['gemini-2.5-flash', NO_BUDGET],
    ['gemini-2.5-flash-lite-preview-09-2025', NO_BUDGET],
    ['gemini-2.5-pro', { ...NO_BUDGET, thinkingConfig: { thinkingBudget: 128 } }],
    ['gemini-2.0-flash-lite', { candidateCount: 1, temperature: 0, maxOutputTokens: 8_192 }],
    ['gemma-4-27b', { candidateCount: 1 }],
    ['tunedModels/invoices', { candidateCount: 1 }],
  ])('%s', (model, config) => {
    expect(createGenerationConfig(findModelProfile(model))).toEqual(config);
  });

  test('no model gets both dialects of thinking, which would be a 400', () => {
    for (const model of ['gemini-2.5-flash', 'gemini-2.5-pro', 'gemini-3.5-flash', 'gemini-9-ultra']) {
      const { thinking } = findModelProfile(model);
      expect(Object.keys(thinking ?? {})).toHaveLength(1);
    }
  });
});
