/** The table of Bot API methods. */
import type { ApiMethod } from './api-method.ts';
import { type BotMethodsDeps, createBotMethods } from './bot-methods.ts';
import { createMediaMethods, type MediaMethodsDeps } from './media-methods.ts';
import { createMessageMethods, type MessageMethodsDeps } from './message-methods.ts';

/** Finds a method by its name, which like Telegram's is not case-sensitive. */
export type FindMethod = (name: string) => ApiMethod | undefined;

export function createMethodTable(deps: BotMethodsDeps & MessageMethodsDeps & MediaMethodsDeps): FindMethod {
  const methods = Object.entries({
    ...createBotMethods(deps),
    ...createMessageMethods(deps),
    ...createMediaMethods(deps),
  });
  const table = new Map(methods.map(([name, method]) => [name.toLowerCase(), method]));
  return (name) => table.get(name.toLowerCase());
}
