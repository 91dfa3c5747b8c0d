/** Fetches the bytes of a file that was sent to the bot. Its URL holds the bot's token and is never shown. */
import type { Api } from 'grammy';
import { GrammyError } from 'grammy';
import { ScanError } from '../../errors.ts';

const TRIES = 3;

export interface FileDownloadOptions {
  readonly api: Api;
  readonly token: string;
  /** Root of the Bot API server, without a slash at the end. */
  readonly apiRoot: string;
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

export interface TelegramFile {
  readonly fileId: string;
  /** What the user calls it; only for messages. */
  readonly name: string;
  /** As the sender claims; checked against what comes. */
  readonly claimedBytes: number | undefined;
}

/** Throws `file_too_large` (before fetching where it can) or `download_failed`. */
export type DownloadFile = (file: TelegramFile) => Promise<Uint8Array>;

export function createFileDownload(options: FileDownloadOptions): DownloadFile {
  const { maxBytes } = options;

  return async (file) => {
    if ((file.claimedBytes ?? 0) > maxBytes) throw tooLarge(file, maxBytes);
    for (let attempt = 1; ; attempt++) {
      try {
        return await fetchBytes(await getFilePath(file, options), file, options);
      } catch (error) {
        if (error instanceof ScanError || error instanceof GrammyError || attempt === TRIES) {
          throw asDownloadError(error, file);
        }
      }
    }
  };
}

async function getFilePath(file: TelegramFile, { api, maxBytes }: FileDownloadOptions): Promise<string> {
  const { file_path: path } = await api.getFile(file.fileId).catch((error: unknown) => {
    const isTooBig = error instanceof GrammyError && error.description.includes('too big');
    throw isTooBig ? tooLarge(file, maxBytes) : error;
  });
  if (path === undefined) throw new Error('Telegram named no path for the file');
  return path;
}

async function fetchBytes(
  path: string,
  file: TelegramFile,
  options: FileDownloadOptions,
): Promise<Uint8Array> {
  const { apiRoot, token, maxBytes, timeoutMs } = options;
  const response = await fetch(`${apiRoot}/file/bot${token}/${path}`, {
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok || !response.body) throw new Error(`Telegram's file server answered ${response.status}`);
  const chunks: Uint8Array[] = [];
  let totalBytes = 0;
  for await (const chunk of response.body) {
    totalBytes += chunk.length;
    if (totalBytes > maxBytes) throw tooLarge(file, maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(file: TelegramFile, maxBytes: number): ScanError {
  return new ScanError('file_too_large', 'refused a file over the limit', {
    fileName: file.name,
    limit: `${maxBytes / 1024 ** 2} MB`,
  });
}

/** Keeps only the error's own words: its cause may carry the URL. */
function asDownloadError(error: unknown, file: TelegramFile): ScanError {
  if (error instanceof ScanError) return error;
  const reason = error instanceof GrammyError ? error.description : error instanceof Error ? error.name : '';
  return new ScanError('download_failed', `a file could not be fetched from Telegram: ${reason}`, {
    fileName: file.name,
    retryable: true,
  });
}
