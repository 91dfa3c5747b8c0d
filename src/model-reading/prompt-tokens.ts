/** Guesses how many tokens a prompt takes, before the vendor has counted them. */
import type { ModelClient } from './model-client.ts';

/** The usual rule of thumb for English text: a token is about four characters. */
const CHARS_PER_TOKEN = 4;
/** What stands beside a page. */
const INSTRUCTION_TOKENS = 300;

export function guessTextTokens(text: string): number {
  return Math.ceil(text.length / CHARS_PER_TOKEN);
}

export function guessPageTokens({ tokensPerPage }: ModelClient, pageCount: number): number {
  return pageCount * (tokensPerPage + INSTRUCTION_TOKENS);
}
