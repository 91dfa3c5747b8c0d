/** The cookie by which a browser is known again: a secret, out of reach of scripts, never sent along by other sites. */
import type { IncomingMessage } from 'node:http';

const LIFETIME_SECONDS = 400 * 24 * 60 * 60;

/** `undefined` if the browser has none, or one of a shape that was not made here. */
export function readBrowserKey(request: IncomingMessage): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  const key = pairs.find(([name]) => name === cookieName(request))?.[1];
  return key !== undefined && /^[\w-]{32}$/.test(key) ? key : undefined;
}

/** Value of a `Set-Cookie` header. */
export function createBrowserCookie(request: IncomingMessage, key: string): string {
  return `${cookieName(request)}=${key}; Path=/; Max-Age=${LIFETIME_SECONDS}; HttpOnly; SameSite=Strict`;
}

/** Cookies of one host are shared by all its ports, hence the port in the name. */
function cookieName({ headers }: IncomingMessage): string {
  return `chat_${headers.host?.split(':')[1] ?? '80'}`;
}
