/** Methods that send files, and the one that says where to download them. */
import type { Chats } from '../../chats/chats.ts';
import type { FileStore } from '../../chats/files.ts';
import { badRequest } from '../bot-api-error.ts';
import type { Document, Message, PhotoSize, User } from '../bot-api-types.ts';
import { isRecord, type Params, readJson, readText, type UploadedFile } from '../params.ts';
import type { ApiMethods, ApiRequest } from './api-method.ts';
import type { ChatAccess } from './chat-access.ts';
import { readInlineKeyboard } from './keyboard.ts';
import { readCaption } from './message-text.ts';

/** What a bot may download; it may send 50 MB. */
const MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024;
/** Telegram's own limit: width and height together. */
const MAX_PHOTO_SIDES = 10_000;
const MIME_TYPES = new Map([
  ['csv', 'text/csv'],
  ['json', 'application/json'],
  ['jpg', 'image/jpeg'],
  ['pdf', 'application/pdf'],
  ['png', 'image/png'],
  ['txt', 'text/plain'],
  ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
]);

const NO_CONTENT = {
  text: undefined,
  entities: undefined,
  caption: undefined,
  caption_entities: undefined,
  photo: undefined,
  document: undefined,
} satisfies Partial<Message>;

type Media = { readonly photo: readonly PhotoSize[] } | { readonly document: Document };
type MediaKind = 'photo' | 'document';
type Uploads = ApiRequest['uploads'];

export interface MediaMethodsDeps {
  readonly bot: User;
  readonly chats: Chats;
  readonly access: ChatAccess;
  readonly files: FileStore;
}

/** Files are sent as uploads; a `file_id` or a URL in their place is refused, as Telegram refuses a wrong one. */
export function createMediaMethods({ bot, chats, access, files }: MediaMethodsDeps): ApiMethods {
  return {
    sendPhoto: (request) => sendOne(request, 'photo'),
    sendDocument: (request) => sendOne(request, 'document'),
    editMessageMedia({ params, uploads }) {
      const message = access.readOwnMessage(params);
      const media = readMedia(readJson(params, 'media'), uploads);
      return chats.edit({ ...message, ...NO_CONTENT, ...media, reply_markup: readInlineKeyboard(params) });
    },
    getFile({ params }) {
      const info = files.info(readText(params, 'file_id'));
      if (info === undefined) throw badRequest('wrong file_id or the file is temporarily unavailable');
      if (info.file_size > MAX_DOWNLOAD_BYTES) throw badRequest('file is too big');
      return info;
    },
  };

  function sendOne({ params, uploads }: ApiRequest, kind: MediaKind): Message {
    const place = access.readPlace(params);
    const reply_markup = readInlineKeyboard(params);
    const caption = captionOf(params);
    const media = store(kind, findUpload({ params, name: kind, uploads }));
    return chats.add({ ...place, from: bot, ...media, ...caption, reply_markup });
  }

  /** An InputMedia: its kind, its file and its caption. */
  function readMedia(item: unknown, uploads: Uploads): Partial<Message> {
    if (!isRecord(item)) throw badRequest("can't parse InputMedia: expected an Object");
    const kind = readText(item, 'type');
    if (kind !== 'photo' && kind !== 'document')
      throw badRequest(`can't parse InputMedia: type "${kind}" is unsupported here`);
    const caption = captionOf(item);
    return { ...store(kind, findUpload({ params: item, name: 'media', uploads })), ...caption };
  }

  function store(kind: MediaKind, { bytes, fileName }: UploadedFile): Media {
    if (kind === 'document')
      return { document: files.addDocument({ bytes, fileName, mimeType: mimeTypeOf(fileName) }) };
    const photo = files.addPhoto(bytes);
    if (photo === undefined) throw badRequest('IMAGE_PROCESS_FAILED');
    const { width = 0, height = 0 } = photo.at(-1) ?? {};
    if (width + height > MAX_PHOTO_SIDES) throw badRequest('PHOTO_INVALID_DIMENSIONS');
    return { photo };
  }
}

/** grammY names an upload `attach://<part>`; other clients send the file under the parameter's own name. */
function findUpload({
  params,
  name,
  uploads,
}: {
  params: Params;
  name: string;
  uploads: Uploads;
}): UploadedFile {
  const reference = readText(params, name);
  const upload = uploads.get(reference.startsWith('attach://') ? reference.slice('attach://'.length) : name);
  if (upload !== undefined) {
    if (upload.bytes.length === 0) throw badRequest('file must be non-empty');
    return upload;
  }
  if (reference === '') throw badRequest(`there is no ${name} in the request`);
  throw badRequest('wrong file identifier/HTTP URL specified');
}

function captionOf(params: Params): Pick<Message, 'caption' | 'caption_entities'> {
  const caption = readCaption(params);
  return caption === undefined ? {} : { caption: caption.text, caption_entities: caption.entities };
}

function mimeTypeOf(fileName: string): string {
  const extension = fileName.split('.').at(-1)?.toLowerCase() ?? '';
  return MIME_TYPES.get(extension) ?? 'application/octet-stream';
}
