/** A browser at the chat page as the server sees one: keeps its cookie, names its origin, listens to its stream. */
import type {
  PageEvent,
  Person,
  Press,
  Refusal,
  Session,
} from '../../../src/local-telegram/chat-page/page-contract.ts';

/** Only a net for what never comes. */
const DEFAULT_TIMEOUT_MS = 60_000;

export interface ChatClient {
  readonly session: Session;
  /** The first person of this browser. */
  readonly personId: number;
  readonly cookie: string;
  /** The cookie's value, by which the browser is known. */
  readonly secret: string;
  /** `path` as in `/api/people`; without an origin of its own it gets the page's. */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** As the person: `texts`, `files?…`, `presses`. */
  post(path: string, body: object | Uint8Array): Promise<Response>;
  press(messageId: number, data: string): Promise<Press>;
  /** Another person of this browser. */
  addPerson(): Promise<Person>;
  /** Opens the person's stream; `close` it when done. */
  listen(personId?: number): Promise<ChatStream>;
}

export interface ChatStream {
  /** All events so far, oldest first. */
  readonly events: readonly PageEvent[];
  /** Gives the first event, past or to come, for which `probe` gives something. */
  waitFor<T>(probe: (event: PageEvent) => T | undefined): Promise<T>;
  /** Resolves when the server has ended the stream. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Opens the page at `url`; a `secret` makes it a browser that was here before, under whatever port. */
export async function createChatClient(url: string, secret?: string): Promise<ChatClient> {
  const cookie = `chat_${new URL(url).port}=${secret}`;
  const first = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { origin: url, ...(secret === undefined ? {} : { cookie }) },
  });
  const session = (await first.json()) as Session;
  const ownCookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
  const personId = session.people[0]?.id ?? 0;

  function request(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(url + path, { ...init, headers: { origin: url, cookie: ownCookie, ...init.headers } });
  }

  function post(path: string, body: object | Uint8Array): Promise<Response> {
    const isFile = body instanceof Uint8Array;
    return request(`/api/people/${personId}/${path}`, {
      method: 'POST',
      body: isFile ? new Blob([new Uint8Array(body)]) : JSON.stringify(body),
      headers: isFile ? { 'content-type': 'application/pdf' } : { 'content-type': 'application/json' },
    });
  }

  return {
    session,
    personId,
    cookie: ownCookie,
    secret: ownCookie.split('=')[1] ?? '',
    request,
    post,
    press: async (messageId, data) => (await (await post('presses', { messageId, data })).json()) as Press,
    addPerson: async () => (await (await request('/api/people', { method: 'POST' })).json()) as Person,
    async listen(id = personId) {
      const abort = new AbortController();
      const response = await request(`/api/people/${id}/events`, { signal: abort.signal });
      if (!response.ok || !response.body) throw new Error(`The stream answered ${response.status}`);
      return readStream(response.body, abort);
    },
  };
}

function readStream(body: ReadableStream<Uint8Array>, abort: AbortController): ChatStream {
  const events: PageEvent[] = [];
  const watchers = new Set<() => void>();
  const ended = collect().catch(() => undefined);
  return {
    events,
    ended,
    close: () => abort.abort(),
    waitFor: (probe) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          watchers.delete(look);
          reject(new Error(`Waited in vain. Events so far: ${JSON.stringify(events)}`));
        }, DEFAULT_TIMEOUT_MS);
        watchers.add(look);
        look();

        function look(): void {
          const found = events.map(probe).find((one) => one !== undefined);
          if (found === undefined) return;
          clearTimeout(timer);
          watchers.delete(look);
          resolve(found);
        }
      }),
  };

  async function collect(): Promise<void> {
    let rest = '';
    for await (const text of body.pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + text).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) if (block.startsWith('data: ')) events.push(JSON.parse(block.slice(6)));
      for (const look of [...watchers]) look();
    }
  }
}

/** What the person is told, after the status. */
export async function readRefusal(response: Response): Promise<readonly [number, string]> {
  const { error } = (await response.json()) as Refusal;
  return [response.status, error];
}
