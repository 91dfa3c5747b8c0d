/** What each Gemini model accepts and how we ask it to work: the only place that knows models apart. */

export interface ModelProfile {
  /** False where the model ignores sampling settings or its vendor advises against them. */
  readonly acceptsTemperature: boolean;
  /** The lowest thinking that the model allows, in its own dialect: both dialects at once are a 400. */
  readonly thinking?: { readonly thinkingLevel: 'minimal' | 'low' } | { readonly thinkingBudget: number };
  /** Absent where the limit is not known: the model's own default then holds. */
  readonly maxOutputTokens?: number;
  /** Largest file that may travel inside a request, as characters of base64. */
  readonly maxInlineBase64Chars: number;
}

/** A request may have 20 MB; the rest is left for the prompt, the schema and the JSON around them. */
const MAX_INLINE_BASE64_CHARS = 18_000_000;

const UNKNOWN_MODEL: ModelProfile = {
  acceptsTemperature: false,
  maxInlineBase64Chars: MAX_INLINE_BASE64_CHARS,
};

const THINKS_BY_LEVEL: ModelProfile = {
  ...UNKNOWN_MODEL,
  thinking: { thinkingLevel: 'low' },
  maxOutputTokens: 65_536,
};

const THINKS_BY_BUDGET: ModelProfile = {
  ...UNKNOWN_MODEL,
  acceptsTemperature: true,
  thinking: { thinkingBudget: 0 },
  maxOutputTokens: 65_536,
};

/** Families by the model's name; the first that matches wins, so the special stands before the general. */
const FAMILIES: readonly (readonly [pattern: RegExp, profile: ModelProfile])[] = [
  [/^gemini-2\.5-pro/, { ...THINKS_BY_BUDGET, thinking: { thinkingBudget: 128 } }],
  [/^gemini-2\.5-/, THINKS_BY_BUDGET],
  [/^gemini-(1\.5|2\.0)-/, { ...UNKNOWN_MODEL, acceptsTemperature: true, maxOutputTokens: 8_192 }],
  [/^gemini-(\d[\d.]*-)?flash-lite/, { ...THINKS_BY_LEVEL, thinking: { thinkingLevel: 'minimal' } }],
  [/^gemini-(\d|flash|pro)/, THINKS_BY_LEVEL],
];

/**
 * `model` with or without its `models/` prefix. A Gemini model that is newer than this table is taken for one that
 * thinks by level, as all have since 3.0; of a model of another name nothing is assumed.
 */
export function findModelProfile(model: string): ModelProfile {
  const name = model.replace(/^models\//, '');
  return FAMILIES.find(([pattern]) => pattern.test(name))?.[1] ?? UNKNOWN_MODEL;
}

/** `generationConfig` for exact, repeatable work: no sampling where that can be chosen, as little thinking as allowed. */
export function createGenerationConfig(profile: ModelProfile): Record<string, unknown> {
  return {
    candidateCount: 1,
    ...(profile.acceptsTemperature && { temperature: 0 }),
    ...(profile.thinking && { thinkingConfig: profile.thinking }),
    ...(profile.maxOutputTokens !== undefined && { maxOutputTokens: profile.maxOutputTokens }),
  };
}
