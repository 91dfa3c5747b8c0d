/** What stands behind each URL of the chat page. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LocalTelegram } from '../local-telegram.ts';
import type { LocalUser } from '../user-actions.ts';
import { createBrowserCookie, readBrowserKey } from './browser-cookie.ts';
import { openEventStream } from './event-stream.ts';
import { jsonAnswer, type PageAnswer } from './page-answers.ts';
import type { AccountState, Person, Session } from './page-contract.ts';
import { PageRefusal } from './page-refusal.ts';
import type { PageRequest } from './page-request.ts';
import type { People } from './people.ts';
import { type PersonRoute, pressButton, readChatFile, sendFile, sendText } from './person-routes.ts';
import type { RowsFeed } from './rows-feed.ts';
import { readStaticFile } from './static-files.ts';

export interface PageRoutesDeps {
  readonly telegram: LocalTelegram;
  readonly people: People;
  readonly rowsFeed: RowsFeed;
  readonly accounts: readonly AccountState[];
}

/** Answers a request that the guard has let in, or takes the response over. Throws a `PageRefusal`. */
export type PageRoutes = (
  incoming: IncomingMessage,
  response: ServerResponse,
) => Promise<PageAnswer | 'streaming'>;

interface Route {
  readonly method: 'GET' | 'POST';
  readonly pattern: RegExp;
  readonly handle: (request: PageRequest, response: ServerResponse) => Promise<PageAnswer | 'streaming'>;
}

export function createPageRoutes(deps: PageRoutesDeps): PageRoutes {
  const { telegram, people, rowsFeed, accounts } = deps;
  const routes: readonly Route[] = [
    { method: 'GET', pattern: /^\/$/, handle: () => readStaticFile('index.html') },
    { method: 'GET', pattern: /^\/page\/(.+)$/, handle: ({ parts }) => readStaticFile(parts[0] ?? '') },
    { method: 'POST', pattern: /^\/api\/session$/, handle: openSession },
    { method: 'POST', pattern: /^\/api\/people$/, handle: addPerson },
    { method: 'GET', pattern: /^\/api\/people\/(\d+)\/events$/, handle: streamEvents },
    { method: 'POST', pattern: /^\/api\/people\/(\d+)\/texts$/, handle: asPerson(sendText) },
    { method: 'POST', pattern: /^\/api\/people\/(\d+)\/files$/, handle: asPerson(sendFile) },
    { method: 'GET', pattern: /^\/api\/people\/(\d+)\/files\/([\w-]+)$/, handle: asPerson(readChatFile) },
    { method: 'POST', pattern: /^\/api\/people\/(\d+)\/presses$/, handle: asPerson(pressButton) },
  ];

  return async (incoming, response) => {
    const { pathname, searchParams: query } = new URL(incoming.url ?? '/', 'http://loopback');
    const known = routes.filter(({ pattern }) => pattern.test(pathname));
    if (known.length === 0) throw new PageRefusal(404, 'There is no such page.');
    const route = known.find(({ method }) => method === incoming.method);
    if (route === undefined) throw new PageRefusal(405, 'That can’t be done here.');
    const parts = route.pattern.exec(pathname)?.slice(1) ?? [];
    return route.handle({ incoming, query, parts }, response);
  };

  async function openSession({ incoming }: PageRequest): Promise<PageAnswer> {
    const key = readBrowserKey(incoming) ?? people.createKey();
    if (people.list(key).length === 0) await people.add(key);
    const { id, first_name, username = '' } = telegram.bot;
    const bot = { id, name: first_name, username };
    const session: Session = { bot, people: people.list(key).map(toPerson), accounts };
    return jsonAnswer(session, { 'set-cookie': createBrowserCookie(incoming, key) });
  }

  async function addPerson({ incoming }: PageRequest): Promise<PageAnswer> {
    return jsonAnswer(toPerson(await people.add(readKey(incoming))));
  }

  async function streamEvents(request: PageRequest, response: ServerResponse): Promise<'streaming'> {
    openEventStream({ telegram, rowsFeed, personId: findPerson(request).id, response });
    return 'streaming';
  }

  function asPerson(route: PersonRoute): Route['handle'] {
    return async (request) => {
      const answer = await route({ ...request, telegram, person: findPerson(request) });
      await telegram.settle();
      return answer;
    };
  }

  function findPerson({ incoming, parts }: PageRequest): LocalUser {
    return people.find(readKey(incoming), Number(parts[0]));
  }
}

function readKey(incoming: IncomingMessage): string {
  const key = readBrowserKey(incoming);
  if (key === undefined) throw new PageRefusal(403, 'This browser is not known here. Reload the page.');
  return key;
}

function toPerson({ id, firstName }: LocalUser): Person {
  return { id, name: firstName };
}
