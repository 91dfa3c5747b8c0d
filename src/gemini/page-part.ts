/** A page's file as part of a request: inside it if it is small enough, else uploaded first and deleted afterwards. */
import { ScanError } from '../errors.ts';
import type { Clock } from '../model-reading/clock.ts';
import type { ReaderLog } from '../model-reading/model-client.ts';
import type { PageToRead } from '../reader/invoice-reader.ts';
import type { GeminiClient, RequestPart, UploadedFile } from './gemini-client.ts';

export interface PagePartDeps {
  readonly client: GeminiClient;
  readonly clock: Clock;
  readonly maxInlineBase64Chars: number;
  readonly log: ReaderLog;
}

export interface PagePart {
  /** Reads the file now. May be called again for another try: what is uploaded stays until `dispose`. */
  load(signal: AbortSignal): Promise<RequestPart>;
  /** Lets go of what was uploaded, in the background. */
  dispose(): void;
}

/** Between two looks at an uploaded file that is not ready yet. */
const POLL_MS = 500;
/** A file that is not ready by then is given up for this try. */
const MAX_WAIT_MS = 60_000;

export function createPagePart(page: PageToRead, deps: PagePartDeps): PagePart {
  const { client, clock, maxInlineBase64Chars, log } = deps;
  const { mimeType } = page;
  let uploaded: UploadedFile | undefined;

  async function waitUntilActive(file: UploadedFile, signal: AbortSignal): Promise<UploadedFile> {
    let current = file;
    const deadline = clock.now() + MAX_WAIT_MS;
    while (current.state === 'PROCESSING') {
      if (clock.now() >= deadline) {
        throw new ScanError('reader_unavailable', 'Gemini is still busy with the uploaded file', {
          retryable: true,
        });
      }
      await clock.sleep(POLL_MS, signal);
      current = await client.getFile(file.name, signal);
    }
    if (current.state === 'ACTIVE') return current;
    throw new ScanError('page_unreadable', `Gemini could not take the uploaded file: ${current.state}`);
  }

  return {
    async load(signal) {
      if (base64Length(page.sizeBytes) <= maxInlineBase64Chars) {
        const bytes = await readPageFile(page, signal);
        return { inlineData: { mimeType, data: bytes.toString('base64') } };
      }
      uploaded ??= await client.uploadFile(await readPageFile(page, signal), mimeType, signal);
      uploaded = await waitUntilActive(uploaded, signal);
      return { fileData: { mimeType, fileUri: uploaded.uri } };
    },

    dispose() {
      if (uploaded === undefined) return;
      // Google deletes it after two days by itself, so a failure here costs nobody anything.
      client.deleteFile(uploaded.name, new AbortController().signal).catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        log.warn({ reason }, 'A file that was uploaded to Gemini could not be deleted');
      });
    },
  };
}

async function readPageFile(page: PageToRead, signal: AbortSignal): Promise<Buffer> {
  const bytes = await page.read();
  signal.throwIfAborted();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function base64Length(byteCount: number): number {
  return Math.ceil(byteCount / 3) * 4;
}
