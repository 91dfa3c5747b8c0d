/** Where this room says what happened to what is kept; a pino logger fits. */
export interface KeepingLog {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}

/** For who has nobody to tell. */
export const SILENT: KeepingLog = { info: () => {}, warn: () => {}, error: () => {} };
