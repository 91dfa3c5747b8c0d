/** What Telegram says when it refuses a call: it has no codes for these, only words. */
import { GrammyError } from 'grammy';

/** 403: the user has blocked the bot; 400: the chat is gone. Asking again changes nothing. */
export function isNobodyThere(error: unknown): boolean {
  return error instanceof GrammyError && [400, 403].includes(error.error_code);
}

/** True if Telegram refused with a description that contains `part`. */
export function isDescribed(error: unknown, part: string): boolean {
  return error instanceof GrammyError && error.description.includes(part);
}
