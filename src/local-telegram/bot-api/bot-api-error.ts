/** The refusals of the Bot API, in Telegram's words. */

/** A refused call. `description` is what the bot gets to read; callers test for it, so it is worded as Telegram does. */
export class BotApiError extends Error {
  override readonly name = 'BotApiError';
  readonly status: number;
  readonly description: string;

  constructor(status: number, description: string) {
    super(`${status} ${description}`);
    this.status = status;
    this.description = description;
  }
}

/** 400, the answer to nearly everything that a bot gets wrong. */
export function badRequest(reason: string): BotApiError {
  return new BotApiError(400, `Bad Request: ${reason}`);
}
