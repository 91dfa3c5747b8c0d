/** Guesses how many tokens a prompt takes, before Google has counted them. */

/** Gemini's own rule of thumb: a token is about four characters. */
const CHARS_PER_TOKEN = 4;
/** A photographed page: four tiles of 258 tokens, as Gemini's documentation counts them, and its instructions. */
const TOKENS_PER_PAGE = 1032 + 300;

export function guessTextTokens(text: string): number {
  return Math.ceil(text.length / CHARS_PER_TOKEN);
}

export function guessPageTokens(pageCount: number): number {
  return pageCount * TOKENS_PER_PAGE;
}
