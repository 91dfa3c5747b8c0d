/** One call of the bot as it is logged and told: what was called, and what became of it. */
import type { Params } from './params.ts';

export interface ApiCall {
  /** As it was called: `sendMessage`; `downloadFile` for a download, which has its `file_path` as parameter. */
  readonly method: string;
  readonly params: Params;
  readonly uploads: readonly {
    readonly name: string;
    readonly fileName: string;
    readonly sizeBytes: number;
  }[];
  readonly at: Date;
  /** `undefined` while the call is under way. */
  readonly outcome: CallOutcome | undefined;
}

export type CallOutcome =
  | { readonly status: number; readonly description?: string | undefined }
  /** The connection ended before the answer. */
  | 'dropped';
