/** What Telegram says when it refuses a call: it has no codes for these, only words. */
import { GrammyError } from 'grammy';

/** Of a 400: the chat is gone, or the bot may not write there any more. */
const GONE =
  /chat not found|user not found|peer_id_invalid|group chat was deactivated|have no rights to send|not enough rights to send|chat_write_forbidden/i;

/** Nobody can be told anything there, today or tomorrow. A 403 says that the bot was blocked, or put out of the group. */
export function isNobodyThere(error: unknown): boolean {
  if (!(error instanceof GrammyError)) return false;
  return error.error_code === 403 || (error.error_code === 400 && GONE.test(error.description));
}

/** Telegram takes no such message: the same one would be refused again. */
export function isRefused(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code === 400;
}

/** True if Telegram refused with a description that contains `part`. */
export function isDescribed(error: unknown, part: string): boolean {
  return error instanceof GrammyError && error.description.includes(part);
}
