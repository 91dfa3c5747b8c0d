/** The text of a message or caption: formatting, Telegram's limits, and the commands that stand in it. */
import { badRequest } from '../bot-api-error.ts';
import type { MessageEntity } from '../bot-api-types.ts';
import { isRecord, type Params, readJson, readText } from '../params.ts';

/** Characters; an emoji counts as one. */
const MAX_TEXT_LENGTH = 4096;
const MAX_CAPTION_LENGTH = 1024;
/** TDLib's pattern (MessageEntity.cpp, match_bot_commands). */
const COMMAND = /(?<![\p{L}\p{N}_/<>])\/\w{1,64}(?:@\w{3,32})?(?![\p{L}\p{N}_/<>@])/gu;
/** Nothing is recognised inside of these. */
const OPAQUE = new Set(['code', 'pre', 'text_link']);

export interface FormattedText {
  readonly text: string;
  readonly entities: readonly MessageEntity[] | undefined;
}

/** `text` and `entities` of a call. Throws 400 if it is empty or too long, or has a `parse_mode`: nobody here sends one. */
export function readMessageText(params: Params): FormattedText {
  if (readText(params, 'text') === '') throw badRequest('message text is empty');
  const formatted = readFormatted(params, 'text');
  if (formatted.text === '') throw badRequest('text must be non-empty');
  if ([...formatted.text].length > MAX_TEXT_LENGTH) throw badRequest('message is too long');
  return formatted;
}

/** `caption` and `caption_entities` of a call; no caption is legal. */
export function readCaption(params: Params): FormattedText | undefined {
  const formatted = readFormatted(params, 'caption');
  if ([...formatted.text].length > MAX_CAPTION_LENGTH) throw badRequest('message caption is too long');
  return formatted.text === '' ? undefined : formatted;
}

/** Finds the commands, as Telegram's servers do: bots recognise a command by its entity, not by its slash. */
export function recognizeCommands(text: string, entities: readonly MessageEntity[] = []): FormattedText {
  const opaque = entities.filter((entity) => OPAQUE.has(entity.type));
  const commands = [...text.matchAll(COMMAND)]
    .map((match) => ({ type: 'bot_command', offset: match.index, length: match[0].length }))
    .filter((command) => !opaque.some((entity) => overlaps(entity, command)));
  const all = [...entities, ...commands].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return { text, entities: all.length === 0 ? undefined : all };
}

function readFormatted(params: Params, name: 'text' | 'caption'): FormattedText {
  const parseMode = readText(params, 'parse_mode');
  if (parseMode !== '') throw badRequest(`parse_mode "${parseMode}" is unsupported here: send entities`);
  return trim(
    readText(params, name),
    readEntities(params, name === 'text' ? 'entities' : 'caption_entities'),
  );
}

function readEntities(params: Params, name: string): MessageEntity[] {
  const value = readJson(params, name) ?? [];
  if (!Array.isArray(value)) throw badRequest("can't parse entities: expected an Array");
  return value.map((entity) => {
    if (!isRecord(entity)) throw badRequest("can't parse MessageEntity: expected an Object");
    const { type, offset, length } = entity;
    if (typeof type !== 'string' || typeof offset !== 'number' || typeof length !== 'number')
      throw badRequest("can't parse MessageEntity: type, offset and length are required");
    return { ...entity, type, offset, length };
  });
}

/** Telegram cuts blanks off both ends of a text, and entities with them. */
function trim(source: string, entities: readonly MessageEntity[]): FormattedText {
  const text = source.trim();
  const cut = source.length - source.trimStart().length;
  const moved = entities.flatMap((entity) => {
    const offset = Math.max(0, entity.offset - cut);
    const length = Math.min(text.length, entity.offset - cut + entity.length) - offset;
    return length > 0 ? [{ ...entity, offset, length }] : [];
  });
  return recognizeCommands(text, moved);
}

function overlaps(a: MessageEntity, b: MessageEntity): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}
