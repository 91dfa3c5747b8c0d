/** Where the library says what happens; a pino logger fits. */

/** Static messages, with data beside them. */
export interface UsageLog {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}
