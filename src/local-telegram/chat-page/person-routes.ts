/** What a person does at the page, and sees there; always in the chat of their own. */

import { readInteger, readText } from '../bot-api/params.ts';
import type { LocalTelegram } from '../local-telegram.ts';
import type { LocalUser } from '../user-actions.ts';
import { fileAnswer, jsonAnswer, type PageAnswer } from './page-answers.ts';
import type { Press } from './page-contract.ts';
import { PageRefusal } from './page-refusal.ts';
import type { PageRequest } from './page-request.ts';
import { imageTypeOf } from './picture-type.ts';
import { readBytes, readJsonBody } from './request-body.ts';

/** What a bot may download. */
const MAX_FILE_BYTES = 20 * 1024 * 1024;
/** Telegram's own limits. */
const MAX_TEXT_LENGTH = 4096;
const MAX_CAPTION_LENGTH = 1024;
const MAX_FILE_NAME_LENGTH = 255;

/** `person` belongs to the browser that asks. */
export interface PersonRequest extends PageRequest {
  readonly telegram: LocalTelegram;
  readonly person: LocalUser;
}

/** Throws a `PageRefusal`. */
export type PersonRoute = (request: PersonRequest) => Promise<PageAnswer>;

export const sendText: PersonRoute = async ({ telegram, person, incoming }) => {
  const text = readText(await readJsonBody(incoming), 'text').trim();
  if (text === '') throw new PageRefusal(400, 'There is nothing to send.');
  if ([...text].length > MAX_TEXT_LENGTH)
    throw new PageRefusal(400, `A message has at most ${MAX_TEXT_LENGTH} characters: send it in parts.`);
  telegram.sendText(person, text);
  return jsonAnswer({});
};

/** The file is the body; the rest stands in the query: `kind`, `name`, `album`, `caption`. */
export const sendFile: PersonRoute = async ({ telegram, person, incoming, query }) => {
  const bytes = await readBytes(incoming, MAX_FILE_BYTES);
  const fileName = cleanFileName(query.get('name') ?? '');
  const options = readFileOptions(query);
  if (query.get('kind') === 'photo') {
    if (imageTypeOf(bytes) === undefined)
      throw new PageRefusal(415, `${fileName} is no picture: send it as a file.`);
    telegram.sendPhoto(person, bytes, options);
  } else {
    const mimeType = incoming.headers['content-type'] ?? 'application/octet-stream';
    telegram.sendDocument(person, { bytes, fileName, mimeType }, options);
  }
  return jsonAnswer({});
};

export const pressButton: PersonRoute = async ({ telegram, person, incoming }) => {
  const params = await readJsonBody(incoming);
  const messageId = readInteger(params, 'messageId') ?? 0;
  const message = telegram.messages(person.id).find(({ message_id }) => message_id === messageId);
  if (message === undefined) throw new PageRefusal(404, 'That message is no longer there.');
  const data = readText(params, 'data');
  const buttons = message.reply_markup?.inline_keyboard.flat() ?? [];
  if (!buttons.some(({ callback_data }) => callback_data === data))
    throw new PageRefusal(409, 'That button is no longer there.');
  const { id } = telegram.pressButton(person, message, data);
  return jsonAnswer({ queryId: id } satisfies Press);
};

/** A file of a message in this chat: pictures are shown, documents downloaded. */
export const readChatFile: PersonRoute = async ({ telegram, person, parts }) => {
  const fileId = parts[1] ?? '';
  const messages = telegram.messages(person.id);
  const document = messages.find((message) => message.document?.file_id === fileId)?.document;
  const isPhoto = messages.some(({ photo }) => photo?.some((size) => size.file_id === fileId));
  const bytes = document || isPhoto ? telegram.fileBytes(fileId) : undefined;
  if (bytes === undefined) throw new PageRefusal(404, 'This file is no longer there.');
  if (document)
    return fileAnswer(bytes, { mimeType: 'application/octet-stream', fileName: document.file_name });
  return fileAnswer(bytes, { mimeType: imageTypeOf(bytes) ?? 'application/octet-stream' });
};

function readFileOptions(query: URLSearchParams): { caption?: string; mediaGroupId?: string } {
  const caption = (query.get('caption') ?? '').trim();
  const album = query.get('album') ?? '';
  if ([...caption].length > MAX_CAPTION_LENGTH)
    throw new PageRefusal(400, `A caption has at most ${MAX_CAPTION_LENGTH} characters.`);
  return {
    ...(caption === '' ? {} : { caption }),
    ...(/^\d{1,18}$/.test(album) ? { mediaGroupId: album } : {}),
  };
}

/** The last part of what may be a path, without what no file system takes. */
function cleanFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const clean = last.replace(/[\u0000-\u001f\u007f]/g, '').slice(-MAX_FILE_NAME_LENGTH);
  return clean === '' ? 'file' : clean;
}
