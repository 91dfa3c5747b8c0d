/** Lets in only what the page itself asks for: no other name for this address (DNS rebinding), no other site (CSRF). */
import type { IncomingMessage } from 'node:http';
import { PageRefusal } from './page-refusal.ts';

/** Opened by a person: from the address line, a bookmark, or a link that may stand anywhere. */
const PAGE_PATH = '/';

/** Throws 403 or 421. `url` is where the page is served: `http://127.0.0.1:8080`. */
export function checkRequest(request: IncomingMessage, url: string): void {
  const { host, origin, 'sec-fetch-site': fetchSite } = request.headers;
  const hosts = [new URL(url).host, new URL(url).host.replace('127.0.0.1', 'localhost')];
  if (host === undefined || !hosts.includes(host))
    throw new PageRefusal(421, `This page answers at ${url} only: open it there.`);
  if (origin !== undefined && origin !== `http://${host}`) throw foreign();
  if (origin === undefined && request.method !== 'GET') throw foreign();
  // Browsers send no Origin with a GET for a picture; they say in this header who asks. Other ports are other sites.
  const isOpening = request.method === 'GET' && request.url?.split('?')[0] === PAGE_PATH;
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && !isOpening) throw foreign();
}

function foreign(): PageRefusal {
  return new PageRefusal(403, 'Only the chat page itself may ask for this.');
}
