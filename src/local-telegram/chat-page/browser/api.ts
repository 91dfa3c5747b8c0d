/** Asks the page's server; what goes wrong comes back as a sentence for the person. */
import type { FileKind, Person, Press, Refusal, Session } from '../page-contract.ts';

/** `message` is shown to the person. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
}

export interface FileToSend {
  readonly kind: FileKind;
  readonly name: string;
  readonly body: Blob;
  /** Siblings of an album share it. */
  readonly album?: string | undefined;
  readonly caption?: string | undefined;
}

/** All in the name of one person; every call may throw an `ApiError`. */
export interface Api {
  sendText(text: string): Promise<void>;
  sendFile(file: FileToSend): Promise<void>;
  press(messageId: number, data: string): Promise<Press>;
  fileUrl(fileId: string): string;
  readonly eventsUrl: string;
}

export function openSession(): Promise<Session> {
  return post('/api/session', null);
}

export function addPerson(): Promise<Person> {
  return post('/api/people', null);
}

export function createApi(personId: number): Api {
  const root = `/api/people/${personId}`;
  return {
    async sendText(text) {
      await postJson(`${root}/texts`, { text });
    },
    async sendFile({ kind, name, body, album, caption }) {
      const query = new URLSearchParams({ kind, name, album: album ?? '', caption: caption ?? '' });
      await post(`${root}/files?${query}`, body);
    },
    press: (messageId, data) => postJson(`${root}/presses`, { messageId, data }),
    fileUrl: (fileId) => `${root}/files/${fileId}`,
    eventsUrl: `${root}/events`,
  };
}

function postJson<Answer>(path: string, body: object): Promise<Answer> {
  return post(path, new Blob([JSON.stringify(body)], { type: 'application/json' }));
}

async function post<Answer>(path: string, body: Blob | null): Promise<Answer> {
  const response = await fetch(path, { method: 'POST', body }).catch(() => {
    throw new ApiError('The bot’s program is not answering. Is it still running?');
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new ApiError(reasonOf(answer));
  // The server is of the same version as this script: it answers as the contract says.
  return answer as Answer;
}

function reasonOf(answer: unknown): string {
  const { error } = (answer ?? {}) as Partial<Refusal>;
  return error ?? 'That did not work. Please try again.';
}
