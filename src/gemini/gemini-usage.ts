/** Gemini's `usageMetadata`, translated into token counts. */
import { z } from 'zod';
import type { BilledUsage } from '../model-reading/model-client.ts';

// Zero counts are left out on the wire; a count that is no whole number is as good as none.
const count = z.number().int().nonnegative().optional().catch(undefined);

const usageMetadata = z.object({
  promptTokenCount: count,
  cachedContentTokenCount: count,
  candidatesTokenCount: count,
  thoughtsTokenCount: count,
  toolUsePromptTokenCount: count,
  totalTokenCount: count,
});

/**
 * `promptTokenCount` includes cached tokens, `candidatesTokenCount` excludes thoughts. Undefined where the answer
 * carries no counts. A missing total is the sum of its parts.
 */
export function parseUsage(raw: unknown): BilledUsage | undefined {
  const parsed = usageMetadata.safeParse(raw);
  if (!parsed.success) return undefined;
  const { promptTokenCount, totalTokenCount, ...rest } = parsed.data;
  if (promptTokenCount === undefined && totalTokenCount === undefined) return undefined;

  const promptTokens = promptTokenCount ?? 0;
  const cachedTokens = rest.cachedContentTokenCount ?? 0;
  const outputTokens = rest.candidatesTokenCount ?? 0;
  const thinkingTokens = rest.thoughtsTokenCount ?? 0;
  const sum = promptTokens + outputTokens + thinkingTokens + (rest.toolUsePromptTokenCount ?? 0);
  const totalTokens = totalTokenCount ?? sum;
  return {
    tokens: { promptTokens, cachedTokens, outputTokens, thinkingTokens, totalTokens },
    addsUp: sum === totalTokens && cachedTokens <= promptTokens,
  };
}
