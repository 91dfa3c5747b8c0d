/** Takes in pages: photos, albums, picture documents and PDFs become files of the chat's draft. */
import { Composer } from 'grammy';
import type { Message as TelegramMessage } from 'grammy/types';
import type { PageQuota } from '../../customers/page-quota.ts';
import { ScanError } from '../../errors.ts';
import { extensionOf, type InspectPageFile } from '../../page-files/page-files.ts';
import type { ScanStore } from '../../scan/kept/scan-store.ts';
import type { ScanQueue } from '../../scan/scan-queue.ts';
import type { Scan } from '../../scan/value/scan.ts';
import { countPages, type SentFile } from '../../scan/value/scan-files.ts';
import { isEnded } from '../../scan/value/scan-states.ts';
import { createScan } from '../../scan/value/scan-steps.ts';
import type { BotContext } from '../bot-context.ts';
import { repeatedPage } from '../messages/answers.ts';
import { fileRefused } from '../messages/faults.ts';
import type { Message } from '../messages/message.ts';
import { findDraft, hasMessage } from './chat-scans.ts';
import type { DownloadFile, TelegramFile } from './file-download.ts';

/** How many albums are remembered; their late pages come within seconds. */
const MAX_REMEMBERED_ALBUMS = 500;

export interface PagesOptions {
  readonly store: ScanStore;
  readonly queue: Pick<ScanQueue, 'collect'>;
  readonly download: DownloadFile;
  readonly inspect: InspectPageFile;
  /** A PDF of three counts three. */
  readonly maxPagesPerInvoice: number;
  readonly quota: PageQuota;
  /** Whose books the pages of this chat go into. */
  readonly customerOf: (sender: { readonly chatId: number; readonly userId: number }) => string;
  /** Makes an id that is new for ever. */
  readonly createScanId: () => string;
  readonly now: () => Date;
}

/** A file that a message carries. */
interface SentPage extends TelegramFile {
  readonly fileUniqueId: string;
}

export function createPages(options: PagesOptions): Composer<BotContext> {
  const { store, queue, download, inspect, maxPagesPerInvoice, quota, customerOf, createScanId, now } =
    options;
  const endedAlbums = rememberEndedAlbums(store);
  const fullAlbums = new Set<string>();
  const pages = new Composer<BotContext>();

  pages.on(['message:photo', 'message:document'], async (ctx) => {
    const sent = sentPageOf(ctx.message);
    // Telegram may deliver an update twice.
    if (!sent || hasMessage(store, ctx.chat.id, ctx.msgId)) return;
    if (isRepeated(sent, ctx.chat.id)) return replyTo(ctx, repeatedPage());
    try {
      await takePage(ctx, sent);
    } catch (error) {
      if (!(error instanceof ScanError)) throw error;
      ctx.log.info({ code: error.code }, 'Refused a file');
      if (error.code.startsWith('too_many_pages') && isToldOfAlbum(ctx.message.media_group_id)) return;
      const draft = findDraft(store, ctx.chat.id);
      await replyTo(ctx, fileRefused(error.code, error, draft ? countPages(draft) : 0));
    }
  });
  return pages;

  /** Ten photos too many are one piece of news. */
  function isToldOfAlbum(albumId: string | undefined): boolean {
    if (albumId === undefined) return false;
    const isTold = fullAlbums.has(albumId);
    remember(fullAlbums, albumId);
    return isTold;
  }

  function isRepeated(sent: SentPage, chatId: number): boolean {
    const draft = findDraft(store, chatId);
    return draft?.files.some((file) => file.fileUniqueId === sent.fileUniqueId) ?? false;
  }

  /** Everything that can refuse the file comes before the draft is made or touched. */
  async function takePage(ctx: PageContext, sent: SentPage): Promise<void> {
    // Before it is fetched: whoever has used up a day sends in vain.
    checkQuota(ctx.from.id, sent, 1);
    const bytes = await download(sent);
    const facts = await inspect({ bytes, name: sent.name });
    checkPageCount(ctx.chat.id, sent, facts.pageCount);
    checkQuota(ctx.from.id, sent, facts.pageCount);
    const albumId = ctx.message.media_group_id;
    const file: SentFile = {
      ...facts,
      name: `${ctx.msgId}.${extensionOf(facts.mimeType)}`,
      sizeBytes: bytes.length,
      messageId: ctx.msgId,
      fileUniqueId: sent.fileUniqueId,
      ...(albumId === undefined ? {} : { albumId }),
    };
    const draft = findDraft(store, ctx.chat.id) ?? (await createDraft(ctx));
    await store.writeFile(draft.scanId, file.name, bytes);
    await queue.collect(draft.scanId, [file]);
    quota.add(ctx.from.id, file.pageCount);
    ctx.log.info({ scanId: draft.scanId, ...facts, sizeBytes: bytes.length }, 'Page received');
  }

  function checkPageCount(chatId: number, sent: SentPage, pageCount: number): void {
    const draft = findDraft(store, chatId);
    if ((draft ? countPages(draft) : 0) + pageCount <= maxPagesPerInvoice) return;
    throw new ScanError('too_many_pages', `refused ${pageCount} pages over the limit`, {
      fileName: sent.name,
      limit: `${maxPagesPerInvoice} pages`,
    });
  }

  function checkQuota(userId: number, sent: SentPage, pageCount: number): void {
    if (pageCount <= quota.left(userId)) return;
    throw new ScanError('too_many_pages_today', `refused ${pageCount} pages over the limit of a day`, {
      fileName: sent.name,
      limit: `${quota.maxPagesPerDay} pages`,
    });
  }

  async function createDraft(ctx: PageContext): Promise<Scan> {
    const { id: userId, username } = ctx.from;
    const owner = { chatId: ctx.chat.id, userId, ...(username === undefined ? {} : { username }) };
    const scan = createScan({
      scanId: createScanId(),
      customerId: customerOf({ chatId: ctx.chat.id, userId }),
      owner,
      now: now(),
    });
    const albumId = ctx.message.media_group_id;
    const draft =
      albumId !== undefined && endedAlbums.has(albumId) ? { ...scan, lateForAlbum: true as const } : scan;
    await store.create(draft);
    return draft;
  }
}

type PageContext = BotContext & {
  readonly chat: { readonly id: number };
  readonly from: { readonly id: number; readonly username?: string };
  readonly message: TelegramMessage;
  readonly msgId: number;
};

/** The largest size of a photo, or the document; undefined for neither. */
function sentPageOf(message: TelegramMessage): SentPage | undefined {
  const file = message.document ?? message.photo?.at(-1);
  if (!file) return undefined;
  return {
    fileId: file.file_id,
    fileUniqueId: file.file_unique_id,
    name: message.document?.file_name ?? (message.document ? 'This file' : 'This photo'),
    claimedBytes: file.file_size,
  };
}

function rememberEndedAlbums(store: ScanStore): ReadonlySet<string> {
  const albums = new Set<string>();
  store.subscribe((scan) => {
    if (!isEnded(scan)) return;
    for (const { albumId } of scan.files) if (albumId !== undefined) remember(albums, albumId);
  });
  return albums;
}

function remember(albums: Set<string>, albumId: string): void {
  if (albums.size >= MAX_REMEMBERED_ALBUMS) albums.clear();
  albums.add(albumId);
}

async function replyTo(ctx: PageContext, { text }: Message): Promise<void> {
  await ctx.reply(text.text, {
    entities: text.entities,
    reply_parameters: { message_id: ctx.msgId, allow_sending_without_reply: true },
  });
}
