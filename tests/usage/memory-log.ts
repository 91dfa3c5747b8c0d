/** A log that remembers what was said. */
import type { UsageLog } from '../../src/usage/usage-log.ts';

export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly data: object;
}

export interface MemoryLog extends UsageLog {
  readonly entries: readonly LogEntry[];
  messages(level?: LogEntry['level']): readonly string[];
}

export function createMemoryLog(): MemoryLog {
  const entries: LogEntry[] = [];
  const add = (level: LogEntry['level']) => (data: object, message: string) => {
    entries.push({ level, message, data });
  };
  return {
    entries,
    messages: (level) =>
      entries.filter((entry) => level === undefined || entry.level === level).map(({ message }) => message),
    info: add('info'),
    warn: add('warn'),
    error: add('error'),
  };
}
