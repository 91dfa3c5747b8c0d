/** The page's own files: HTML, styles and picture from the sources, scripts from where tsc has put them. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { PageAnswer } from './page-answers.ts';
import { PageRefusal } from './page-refusal.ts';

/** Three levels up is the project, seen from src/local-telegram/chat-page and from dist/local-telegram/chat-page alike. */
const PROJECT = new URL('../../../', import.meta.url);
const SCRIPTS = new URL('dist/local-telegram/chat-page/browser/', PROJECT);
const SOURCES = new URL('src/local-telegram/chat-page/browser/', PROJECT);

const TYPES = new Map([
  ['css', 'text/css; charset=utf-8'],
  ['html', 'text/html; charset=utf-8'],
  ['js', 'text/javascript; charset=utf-8'],
  ['map', 'application/json'],
  ['svg', 'image/svg+xml'],
]);

/** `name` with its room, if it is in one: `styles/base.css`. Throws 404 for what is no file of the page, 503 if its scripts were never compiled. */
export async function readStaticFile(name: string): Promise<PageAnswer> {
  const extension = /^(?:[a-z]+\/)?[a-z-]+\.(?:js\.)?([a-z]+)$/.exec(name)?.[1] ?? '';
  const type = TYPES.get(extension);
  if (type === undefined) throw notFound();
  const isScript = extension === 'js' || extension === 'map';
  const path = fileURLToPath(new URL(name, isScript ? SCRIPTS : SOURCES));
  const body = await readFile(path).catch(() => undefined);
  if (body !== undefined) return { status: 200, body, headers: { 'content-type': type } };
  if (name === 'main.js')
    throw new PageRefusal(503, 'The page is not built yet: run npm run build, then reload.');
  throw notFound();
}

function notFound(): PageRefusal {
  return new PageRefusal(404, 'There is no such page.');
}
