/** What a process did until it was killed, as the kill switch wrote it down. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const traceSchema = z.object({
  /** In words, the last one is what the kill prevented. */
  operations: z.array(z.string()),
  /** Numbers, from 1, of those that were through in time. */
  done: z.array(z.int()),
});

export type Trace = z.output<typeof traceSchema>;

export const NO_TRACE: Trace = { operations: [], done: [] };

export async function readTrace(path: string): Promise<Trace> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? NO_TRACE : traceSchema.parse(JSON.parse(text));
}
