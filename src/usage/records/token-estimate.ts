/** Guesses a call's tokens from what was sent, for calls whose counts the API did not give. */
import type { ModelCall, ModelOperation, TokenUsage } from '../model-call.ts';

/** Gemini's own rule of thumb: a token is about four characters. */
const CHARS_PER_TOKEN = 4;
/** A photographed page: four tiles of 258 tokens, as Gemini's documentation counts them. */
const TOKENS_PER_IMAGE = 1032;
const SEES_PAGES: readonly ModelOperation[] = ['ocr', 'repair'];
/** Instructions and text of a call whose length is not known, and its answer: what a plain invoice takes. */
const TYPICAL = {
  ocr: { prompt: 300, output: 450 },
  parse_header: { prompt: 1200, output: 450 },
  parse_lines: { prompt: 1200, output: 450 },
  repair: { prompt: 1800, output: 60 },
} as const;

/**
 * An answered call is charged for its prompt and its answer, an aborted one for its prompt (it may have been billed), a
 * refused one for nothing.
 */
export function estimateTokens(call: ModelCall): TokenUsage {
  const typical = TYPICAL[call.operation];
  const imageTokens = SEES_PAGES.includes(call.operation) ? TOKENS_PER_IMAGE : 0;
  const promptTokens = call.status === 'error' ? 0 : imageTokens + tokensOf(call.promptChars, typical.prompt);
  const outputTokens = call.status === 'success' ? tokensOf(call.outputChars, typical.output) : 0;
  const totalTokens = promptTokens + outputTokens;
  return { promptTokens, cachedTokens: 0, outputTokens, thinkingTokens: 0, totalTokens };
}

function tokensOf(chars: number | undefined, typical: number): number {
  return chars === undefined ? typical : Math.ceil(chars / CHARS_PER_TOKEN);
}
