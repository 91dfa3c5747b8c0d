/** What is done with every call to Telegram: how it went is told, each try apart, and a group that has moved is followed. */
import type { Transformer } from 'grammy';

export interface ApiCallEnd {
  readonly method: string;
  /** `ok`, an error code of Telegram's, `unreachable`, or `aborted` by ourselves. */
  readonly code: string;
  readonly durationMs: number;
}

/** `onEnd` must not throw. */
export function watchApiCalls(onEnd: (call: ApiCallEnd) => void): Transformer {
  return async (previous, method, payload, signal) => {
    const startMs = performance.now();
    const end = (code: string) => onEnd({ method, code, durationMs: performance.now() - startMs });
    try {
      const answer = await previous(method, payload, signal);
      end(answer.ok ? 'ok' : String(answer.error_code));
      return answer;
    } catch (error) {
      end(signal?.aborted ? 'aborted' : 'unreachable');
      throw error;
    }
  };
}

/** A group that has become a supergroup has another id, and what is meant for it goes there. */
export const followGroups: Transformer = async (previous, method, payload, signal) => {
  const answer = await previous(method, payload, signal);
  const chatId = answer.ok ? undefined : answer.parameters?.migrate_to_chat_id;
  if (chatId === undefined) return answer;
  return previous(method, { ...payload, chat_id: chatId }, signal);
};
