/** What Telegram says when it refuses a call: it has no codes for these, only words. */
import { GrammyError } from 'grammy';

/** True if Telegram refused with a description that contains `part`. */
export function isDescribed(error: unknown, part: string): boolean {
  return error instanceof GrammyError && error.description.includes(part);
}
