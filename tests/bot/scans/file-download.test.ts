/** Downloads against servers that do what Telegram rarely does: no path, more bytes than announced, no file. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import { Api } from 'grammy';
import { expect, onTestFinished, test } from 'vitest';
import { TEST_TOKEN } from '../../../loopback/telegram/telegram-server.ts';
import { createFileDownload } from '../../../src/bot/scans/file-download.ts';
import type { ScanError } from '../../../src/errors.ts';

interface OddServer {
  /** The result of getFile. */
  readonly file: object;
  readonly status?: number;
  readonly bytes?: number;
}

const MAX_BYTES = 1000;

/** What a download from such a server is refused with. */
async function downloadFrom({ file, status = 200, bytes = 0 }: OddServer): Promise<ScanError> {
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/file/')) return response.end(JSON.stringify({ ok: true, result: file }));
    return response.writeHead(status).end(Buffer.alloc(bytes));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  const apiRoot = `http://127.0.0.1:${address.port}`;
  const api = new Api(TEST_TOKEN, { apiRoot });
  const download = createFileDownload({
    api,
    token: TEST_TOKEN,
    apiRoot,
    maxBytes: MAX_BYTES,
    timeoutMs: 60_000,
  });
  return download({ fileId: 'f', name: 'bill.pdf', claimedBytes: undefined }).then(
    () => expect.unreachable(),
    (error) => error,
  );
}

const FILE = { file_id: 'f', file_unique_id: 'u', file_path: 'documents/f.pdf' };

test.each([
  ['no path', { file: { file_id: 'f', file_unique_id: 'u' } }, 'download_failed'],
  ['no file behind the path', { file: FILE, status: 404 }, 'download_failed'],
  ['a server that is ill', { file: FILE, status: 502 }, 'download_failed'],
  ['more bytes than the limit, unannounced', { file: FILE, bytes: MAX_BYTES + 1 }, 'file_too_large'],
])('%s', async (_what, server, code) => {
  const error = await downloadFrom(server);
  expect(error).toMatchObject({ name: 'ScanError', code, fileName: 'bill.pdf' });
  expect(error.message).not.toContain(TEST_TOKEN);
  expect(error.cause).toBeUndefined();
});
