/** The commands that the bot offers, by scope and language, as `setMyCommands` keeps them. */
import { badRequest } from '../bot-api/bot-api-error.ts';
import type { BotCommand } from '../bot-api/bot-api-types.ts';
import { isRecord, type Params, readJson, readText } from '../bot-api/params.ts';
import type { Changes } from './changes.ts';

const COMMAND = /^[a-z0-9_]{1,32}$/;

export interface BotCommands {
  /** `params` may name a scope and a language. Throws 400 for a list that Telegram refuses. */
  set(params: Params, commands: unknown): true;
  get(params: Params): readonly BotCommand[];
}

export function createBotCommands({ changes }: { changes: Changes }): BotCommands {
  const lists = new Map<string, readonly BotCommand[]>();
  return {
    set(params, commands) {
      if (!Array.isArray(commands)) throw badRequest('expected an Array of BotCommand');
      lists.set(keyOf(params), commands.map(parseCommand));
      changes.emit({ kind: 'commands' });
      return true;
    },
    get: (params) => lists.get(keyOf(params)) ?? [],
  };
}

function keyOf(params: Params): string {
  const scope = readJson(params, 'scope') ?? { type: 'default' };
  return `${readText(params, 'language_code')} ${JSON.stringify(scope)}`;
}

function parseCommand(value: unknown): BotCommand {
  if (!isRecord(value)) throw badRequest("can't parse BotCommand: expected an Object");
  const { command: name, description } = value;
  const command = typeof name === 'string' ? name.replace(/^\//, '') : '';
  if (!COMMAND.test(command)) throw badRequest('BOT_COMMAND_INVALID');
  if (typeof description !== 'string' || description === '')
    throw badRequest('command description must be non-empty');
  return { command, description };
}
