/** Sees on the wire what the SDK drops on its way: the Retry-After header and why a connection broke. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';

/** Filled in while a call runs. */
export interface WireNotes {
  /** The header as it came: seconds or an HTTP date. */
  retryAfter?: string;
  /** Such as `ECONNRESET`. */
  faultCode?: string;
}

export interface WireProbe {
  /** Runs `call`; what its last request met is in `notes` by the time it settles. */
  watch<T>(notes: WireNotes, call: () => Promise<T>): Promise<T>;
}

/**
 * Listens to the diagnostics channels of Node's own fetch. A request is created in the asynchronous context of its
 * caller, which ties the two together; its headers arrive in the socket's. Should a later Node fall silent there, calls
 * go on and only the notes stay empty.
 */
export function createWireProbe(): WireProbe {
  const callers = new AsyncLocalStorage<WireNotes>();
  const requests = new WeakMap<object, WireNotes>();

  function notesOf(message: unknown): WireNotes | undefined {
    const request = propertyOf(message, 'request');
    return isObject(request) ? requests.get(request) : undefined;
  }

  subscribe('undici:request:create', (message) => {
    const notes = callers.getStore();
    const request = propertyOf(message, 'request');
    if (notes !== undefined && isObject(request)) requests.set(request, notes);
  });
  subscribe('undici:request:headers', (message) => {
    const notes = notesOf(message);
    const retryAfter = notes && findHeader(propertyOf(message, 'response'), 'retry-after');
    if (notes && retryAfter !== undefined) notes.retryAfter = retryAfter;
  });
  subscribe('undici:request:error', (message) => {
    const notes = notesOf(message);
    const code = notes && propertyOf(propertyOf(message, 'error'), 'code');
    if (notes && typeof code === 'string') notes.faultCode = code;
  });

  return { watch: (notes, call) => callers.run(notes, call) };
}

/** `response.headers` alternates names and values, each a Buffer. */
function findHeader(response: unknown, name: string): string | undefined {
  const headers = propertyOf(response, 'headers');
  if (!Array.isArray(headers)) return undefined;
  const texts = headers.map(String);
  const at = texts.findIndex((text, index) => index % 2 === 0 && text.toLowerCase() === name);
  return at < 0 ? undefined : texts[at + 1];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function propertyOf(value: unknown, key: string): unknown {
  return isObject(value) ? Reflect.get(value, key) : undefined;
}
