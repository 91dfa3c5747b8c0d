/** The log of what the bot called, and what became of it. */
import type { Changes } from '../chats/changes.ts';
import type { ApiCall, CallOutcome } from './api-call.ts';
import type { Params, UploadedFile } from './params.ts';

/** Older calls leave the log. */
const MAX_CALLS = 5000;

export interface StartedCall {
  readonly call: ApiCall;
  end(outcome: CallOutcome): void;
}

export interface CallToLog {
  readonly method: string;
  readonly params: Params;
  readonly uploads?: ReadonlyMap<string, UploadedFile>;
}

export interface CallLog {
  /** Oldest first. */
  list(): readonly ApiCall[];
  start(call: CallToLog): StartedCall;
}

export function createCallLog({ clock, changes }: { clock: () => Date; changes: Changes }): CallLog {
  const calls: ApiCall[] = [];
  return {
    list: () => [...calls],
    start({ method, params, uploads = new Map() }) {
      const sent = [...uploads].map(([name, file]) => {
        return { name, fileName: file.fileName, sizeBytes: file.bytes.length };
      });
      let outcome: CallOutcome | undefined;
      const call = {
        method,
        params,
        uploads: sent,
        at: clock(),
        get outcome() {
          return outcome;
        },
      };
      calls.push(call);
      if (calls.length > MAX_CALLS) calls.shift();
      changes.emit({ kind: 'call', call });
      return {
        call,
        end(ended) {
          outcome = ended;
          changes.emit({ kind: 'call', call });
        },
      };
    },
  };
}
