/** The only file that knows googleapis: three calls of the Sheets API, with a token, a time limit and no hidden retries. */
import { auth, sheets, type sheets_v4 } from 'googleapis/build/src/apis/sheets/index.js';
import { untilAborted } from '../concurrency/until-aborted.ts';
import type { ServiceAccountCredentials } from './service-account.ts';
import { type SheetsCallKind, toScanError } from './sheets-faults.ts';
import type { SheetsQuotaLane } from './sheets-quota.ts';

export type SheetsRequest = sheets_v4.Schema$Request;
export type SheetsCell = sheets_v4.Schema$CellData;
export type SheetsTab = sheets_v4.Schema$Sheet;

const SCOPE = 'https://www.googleapis.com/auth/spreadsheets';
const TOKEN_HOST = 'oauth2.googleapis.com';
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

export interface SheetsClientOptions {
  readonly spreadsheetId: string;
  readonly credentials: ServiceAccountCredentials;
  /** In place of `https://sheets.googleapis.com/`. */
  readonly rootUrl?: string | undefined;
  /** In place of `https://oauth2.googleapis.com/token`; then never asked through a proxy. */
  readonly tokenUrl?: string | undefined;
  /** Bound of each HTTP request, the token's too. */
  readonly timeoutMs: number;
  /** The spreadsheet's own. Each read waits for its turn here; who writes waits for it before the call. */
  readonly quota: SheetsQuotaLane;
}

/**
 * Calls of one spreadsheet, which shares nothing with others but the turns of its quota: token, connections and time
 * limits are its own. All throw `ScanError` (see sheets-faults.ts), or the signal's reason.
 */
export interface SheetsClient {
  /** Tabs with the parts that `fields` names; of all tabs, or of those that the A1 `ranges` touch. */
  getTabs(
    query: { fields: string; ranges?: readonly string[] },
    signal?: AbortSignal,
  ): Promise<readonly SheetsTab[]>;
  /** For each range, one column: its shown texts from the first cell on, without the blank ones at its end. */
  getColumns(a1Ranges: readonly string[], signal?: AbortSignal): Promise<readonly (readonly string[])[]>;
  /** Applies all requests or none. Takes no signal: what is on its way can't be called back. */
  batchUpdate(requests: readonly SheetsRequest[]): Promise<void>;
}

type JwtClient = ReturnType<typeof createJwtClient>;

export function createSheetsClient(options: SheetsClientOptions): SheetsClient {
  const { spreadsheetId, rootUrl, credentials, quota } = options;
  const { spreadsheets } = sheets({ version: 'v4', ...(rootUrl === undefined ? {} : { rootUrl }) });
  let jwt = createJwtClient(options);

  async function call<T>(kind: SheetsCallKind, send: (jwt: JwtClient) => Promise<T>): Promise<T> {
    return send(jwt).catch((error: unknown) => {
      if (kind !== 'token' && hasStatus(error, 429)) quota.noteOverQuota(kind);
      throw toScanError(error, { kind, spreadsheetId, clientEmail: credentials.clientEmail });
    });
  }

  /** Fetches the token apart from the call, so that a fault of the token server is never taken for one of the write. */
  async function callWithToken<T>(kind: SheetsCallKind, send: (jwt: JwtClient) => Promise<T>): Promise<T> {
    await call('token', (client) => client.getAccessToken());
    return call(kind, (client) =>
      send(client).catch(async (error: unknown) => {
        if (!hasStatus(error, 401)) throw error;
        // The token was revoked before its time. A new client asks for a new one; nothing was applied.
        jwt = createJwtClient(options);
        await call('token', (fresh) => fresh.getAccessToken());
        return send(jwt);
      }),
    );
  }

  async function read<T>(signal: AbortSignal | undefined, send: (jwt: JwtClient) => Promise<T>): Promise<T> {
    await quota.read(signal);
    const answer = callWithToken('read', send);
    return signal === undefined ? answer : untilAborted(answer, signal);
  }

  return {
    getTabs: ({ fields, ranges }, signal) =>
      read(signal, async (client) => {
        const query = { spreadsheetId, fields, ...(ranges === undefined ? {} : { ranges: [...ranges] }) };
        const { data } = await spreadsheets.get({ ...query, auth: client }, callOptions(signal));
        return data.sheets ?? [];
      }),
    getColumns: (ranges, signal) =>
      read(signal, async (client) => {
        const query = { spreadsheetId, ranges: [...ranges], majorDimension: 'COLUMNS' };
        const { data } = await spreadsheets.values.batchGet({ ...query, auth: client }, callOptions(signal));
        return (data.valueRanges ?? []).map(({ values }) => (values?.[0] ?? []).map(String));
      }),
    batchUpdate: async (requests) => {
      const body = { spreadsheetId, fields: 'spreadsheetId', requestBody: { requests: [...requests] } };
      await callWithToken('write', (client) => spreadsheets.batchUpdate({ ...body, auth: client }));
    },
  };
}

/**
 * The library retries GETs and token requests by itself, with waits that no signal ends and that count against the
 * quota; the scanner retries whole steps. So the library's retries are off, everywhere.
 */
function createJwtClient({ credentials, tokenUrl, timeoutMs }: SheetsClientOptions) {
  const noProxy = tokenUrl === undefined ? LOOPBACK : [...LOOPBACK, TOKEN_HOST];
  const client = new auth.JWT({
    email: credentials.clientEmail,
    key: credentials.privateKey,
    scopes: [SCOPE],
    transporterOptions: { timeout: timeoutMs, noProxy, retryConfig: { retry: 0 } },
  });
  if (tokenUrl !== undefined) {
    client.transporter.interceptors.request.add({
      resolved: async (request) =>
        request.url.host === TOKEN_HOST ? { ...request, url: new URL(tokenUrl) } : request,
    });
  }
  return client;
}

function callOptions(signal: AbortSignal | undefined) {
  return signal === undefined ? {} : { signal };
}

function hasStatus(error: unknown, status: number): boolean {
  return error instanceof Error && 'status' in error && error.status === status;
}
