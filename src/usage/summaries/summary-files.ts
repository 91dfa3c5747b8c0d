/** The summary files: lines added to two of them, the third replaced as a whole. */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { repairTail } from '../../durable/append-log/torn-tail.ts';
import { makeFolder, replaceFile, syncFolder } from '../../durable/files/replace-file.ts';

export type LineFile = 'daily_summaries.jsonl' | 'monthly_summaries.jsonl';

const CUSTOMER_FILE = 'customer_usage_summary.json';

export interface SummaryFiles {
  /** The last line for a key wins. Makes the file if need be. */
  append(file: LineFile, lines: readonly string[]): Promise<void>;
  /** Puts a whole new file in place of the old one, or leaves that as it was. */
  replace(file: LineFile, lines: AsyncIterable<string>): Promise<void>;
  /** `customers`: each the JSON of one `CustomerSummary`. */
  replaceCustomers(customers: readonly string[], generatedAt: Date): Promise<void>;
}

export function createSummaryFiles(folder: string): SummaryFiles {
  return {
    async append(file, lines) {
      if (lines.length === 0) return;
      await makeFolder(folder);
      const handle = await open(join(folder, file), 'a+', 0o600);
      try {
        await repairTail(handle);
        await handle.appendFile(lines.map((line) => `${line}\n`).join(''));
        await handle.datasync();
      } finally {
        await handle.close();
      }
      await syncFolder(folder);
    },

    async replace(file, lines) {
      await makeFolder(folder);
      await replaceFile(join(folder, file), withLineEnds(lines));
    },

    async replaceCustomers(customers, generatedAt) {
      await makeFolder(folder);
      const head = `{"version":1,"generated_at":"${generatedAt.toISOString()}","customers":[\n`;
      await replaceFile(join(folder, CUSTOMER_FILE), [head, customers.join(',\n'), '\n]}\n']);
    },
  };
}

async function* withLineEnds(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}
