/** Sends what a person wrote and chose: texts, single files, albums. */
import { type Api, ApiError, type FileToSend } from '../api.ts';
import { type Attachment, type Attachments, explainSize, MAX_FILE_BYTES } from './attachments.ts';
import { redrawPhoto } from './photo-redraw.ts';

/** Telegram's limits. */
const MAX_ALBUM_SIZE = 10;
const MAX_CAPTION_LENGTH = 1024;

export interface OutboxOptions {
  readonly api: Api;
  readonly attachments: Attachments;
  /** Makes an album's id: digits. */
  readonly createAlbumId: () => string;
}

/** Sends the text with all files of the tray. Rejects with an `ApiError`; what was not sent is still in the tray. */
export type Send = (text: string) => Promise<void>;

export function createOutbox({ api, attachments, createAlbumId }: OutboxOptions): Send {
  return async (text) => {
    const files = attachments.list();
    const caption = files.length > 0 && isGoodCaption(text) ? text : undefined;
    await sendFiles(files, caption);
    if (text !== '' && caption === undefined) await api.sendText(text);
  };

  async function sendFiles(files: readonly Attachment[], caption: string | undefined): Promise<void> {
    const asFiles = attachments.sendsAsFiles();
    const albumIds = groupIntoAlbums(files);
    try {
      for (const [index, attachment] of files.entries()) {
        attachments.showProgress(
          files.length === 1 ? 'Sending…' : `Sending ${index + 1} of ${files.length}…`,
        );
        const file = await prepare(attachment, asFiles);
        await api.sendFile({ ...file, album: albumIds[index], caption: index === 0 ? caption : undefined });
        attachments.remove(attachment);
      }
    } finally {
      attachments.showProgress('');
    }
  }

  /** Several pictures are one album, or as many as ten each need; anything else goes by itself. */
  function groupIntoAlbums(files: readonly Attachment[]): readonly (string | undefined)[] {
    if (files.length < 2 || !files.every(({ isPicture }) => isPicture)) return [];
    const ids = Array.from({ length: Math.ceil(files.length / MAX_ALBUM_SIZE) }, createAlbumId);
    return files.map((_, index) => ids[Math.floor(index / MAX_ALBUM_SIZE)]);
  }
}

/** A picture that can't be drawn goes as it is: the bot says what is wrong with it. */
async function prepare({ file, isPicture }: Attachment, asFiles: boolean): Promise<FileToSend> {
  const photo = isPicture && !asFiles ? await redrawPhoto(file) : undefined;
  if (photo) return { kind: 'photo', name: file.name, body: photo };
  if (file.size > MAX_FILE_BYTES) throw new ApiError(explainSize(file));
  return { kind: 'document', name: file.name, body: file };
}

/** Bots look for commands in messages, not in captions. */
function isGoodCaption(text: string): boolean {
  return !text.startsWith('/') && [...text].length <= MAX_CAPTION_LENGTH;
}
