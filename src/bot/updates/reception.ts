/** How updates come to the bot, fetched or delivered. */

export interface Reception {
  /** Rejects if Telegram won't have this bot; resolves when it was stopped. */
  readonly running: Promise<void>;
  /** Takes no more updates, and resolves when those that were taken are handled, at the latest at the deadline. */
  stop(deadlineMs: number): Promise<void>;
}
