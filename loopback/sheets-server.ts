/** Google's token endpoint and Sheets API on loopback: one spreadsheet, a log of calls, faults on demand. */
import { createVerify, generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { applyBatch, RequestRefused, type SheetTabState, showCell, typeRow } from './sheets-spreadsheet.ts';

export type SheetsCallKind = 'token' | 'read' | 'write';

export interface SheetsCall {
  readonly kind: SheetsCallKind;
  /** Path and query, decoded. */
  readonly url: string;
  /** The requests of a batchUpdate; empty for other calls. */
  readonly requests: readonly Readonly<Record<string, unknown>>[];
  readonly bytes: number;
}

export type SheetsFault =
  /** An error answer in Google's shape; nothing is applied. */
  | {
      readonly status: number;
      readonly message?: string;
      readonly reason?: string;
      readonly retryAfter?: string;
    }
  /** The connection is cut before anything is applied. */
  | 'reset'
  /** What was asked is done, then the connection is cut. */
  | 'applied_then_reset'
  /** Never answered, nothing applied. */
  | 'hang'
  /** Done and answered as usual, but only once the promise has resolved. */
  | { readonly until: Promise<unknown> };

export interface ServiceAccount {
  readonly clientEmail: string;
  /** The key file's text, as Google Cloud hands it out. */
  readonly keyFile: string;
  readonly publicKey: string;
}

let keyPair: { readonly privateKey: string; readonly publicKey: string } | undefined;

/** A throw-away service account. Its RSA key is made once per process: making one takes a while. */
export function createServiceAccount(
  clientEmail = 'scanner@synthetic-project.iam.gserviceaccount.com',
): ServiceAccount {
  keyPair ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const keyFile = {
    type: 'service_account',
    project_id: 'synthetic-project',
    private_key_id: 'synthetic',
    private_key: keyPair.privateKey,
    client_email: clientEmail,
    token_uri: 'https://oauth2.googleapis.com/token',
  };
  return { clientEmail, keyFile: JSON.stringify(keyFile), publicKey: keyPair.publicKey };
}

export interface SheetsServer {
  /** GOOGLE_SHEETS_ROOT_URL. */
  readonly rootUrl: string;
  /** GOOGLE_TOKEN_URL. */
  readonly tokenUrl: string;
  /** The one spreadsheet that exists, shared with `account`. It begins with one blank tab, Sheet1. */
  readonly spreadsheetId: string;
  readonly account: ServiceAccount;
  /** Every call in order of arrival, faulty ones too. */
  readonly calls: readonly SheetsCall[];
  /** The next `times` calls of this kind (default 1; `Infinity` for "it is down") meet the fault. Faults queue. */
  fail(kind: SheetsCallKind, fault: SheetsFault, times?: number): void;
  /** Forgets all faults: it is back. */
  heal(): void;
  /** Makes the tokens handed out so far invalid. */
  revokeTokens(): void;
  /** Resolves when this many calls of the kind have arrived. */
  arrived(kind: SheetsCallKind, count: number): Promise<void>;
  /** The tab as a person sees it, header row first, blank cells as ''; undefined if there is no such tab. */
  rows(title: string): string[][] | undefined;
  /** The tab with its typed cells and formats. */
  tab(title: string): SheetTabState | undefined;
  /** What a person does by hand: types a whole tab anew (and creates it if need be). The grid fits the rows exactly. */
  setRows(title: string, rows: readonly (readonly string[])[]): void;
  insertColumn(title: string, index: number, header: string): void;
  moveColumn(title: string, from: number, to: number): void;
  close(): Promise<void>;
}

interface PlannedFault {
  readonly kind: SheetsCallKind;
  readonly fault: SheetsFault;
  times: number;
}

export async function createSheetsServer(): Promise<SheetsServer> {
  const account = createServiceAccount();
  const spreadsheetId = '1SyntheticSpreadsheetOfTheTests';
  let tabs: SheetTabState[] = [
    { sheetId: 0, title: 'Sheet1', rowCount: 1000, columnCount: 26, frozenRowCount: 0, rows: [] },
  ];
  let faults: PlannedFault[] = [];
  let tokenNumber = 0;
  let oldestValidToken = 1;
  const calls: SheetsCall[] = [];
  let arrivals: { kind: SheetsCallKind; count: number; resolve: () => void }[] = [];

  const server = createServer((request, response) => {
    void handle(request, response).catch(() => request.socket.destroy());
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const url = new URL(request.url ?? '/', 'http://loopback');
    const kind = url.pathname === '/token' ? 'token' : request.method === 'POST' ? 'write' : 'read';
    record({
      kind,
      url: decodeURIComponent(url.pathname + url.search),
      requests: requestsOf(kind, body),
      bytes: body.length,
    });
    const fault = takeFault(kind);
    if (fault === 'hang') return;
    if (fault === 'reset') return void request.socket.destroy();
    if (typeof fault === 'object' && 'status' in fault) return sendFault(response, kind, fault);
    if (typeof fault === 'object') await fault.until;
    const answer = kind === 'token' ? answerToken(body) : answerSheets(request, url, body);
    if (fault === 'applied_then_reset') return void request.socket.destroy();
    sendJson(response, answer);
  }

  function record(call: SheetsCall): void {
    calls.push(call);
    const isThere = ({ kind, count }: { kind: SheetsCallKind; count: number }) =>
      calls.filter((known) => known.kind === kind).length >= count;
    for (const arrival of arrivals.filter(isThere)) arrival.resolve();
    arrivals = arrivals.filter((arrival) => !isThere(arrival));
  }

  function takeFault(kind: SheetsCallKind): SheetsFault | undefined {
    const planned = faults.find((candidate) => candidate.kind === kind);
    if (planned === undefined) return undefined;
    planned.times -= 1;
    faults = faults.filter(({ times }) => times > 0);
    return planned.fault;
  }

  function answerToken(body: string): Answer {
    const problem = checkAssertion(new URLSearchParams(body), account);
    if (problem !== undefined) {
      return { status: 400, body: { error: 'invalid_grant', error_description: problem } };
    }
    tokenNumber += 1;
    return {
      status: 200,
      body: { access_token: `token-${tokenNumber}`, expires_in: 3599, token_type: 'Bearer' },
    };
  }

  function answerSheets(request: IncomingMessage, url: URL, body: string): Answer {
    const token = Number(/^Bearer token-(\d+)$/.exec(request.headers.authorization ?? '')?.[1] ?? 0);
    if (token < oldestValidToken) {
      return apiError({ status: 401, message: 'Request had invalid authentication credentials.' });
    }
    const path = /^\/v4\/spreadsheets\/([^/:]+)(:batchUpdate|\/values:batchGet)?$/.exec(
      decodeURIComponent(url.pathname),
    );
    if (path?.[1] !== spreadsheetId)
      return apiError({ status: 404, message: 'Requested entity was not found.' });
    try {
      if (path[2] === ':batchUpdate') {
        tabs = applyBatch(tabs, requestsOf('write', body));
        return { status: 200, body: { spreadsheetId } };
      }
      return { status: 200, body: path[2] === undefined ? getSpreadsheet(tabs, url) : getColumns(tabs, url) };
    } catch (error) {
      if (error instanceof RequestRefused) return apiError({ status: 400, message: error.message });
      throw error;
    }
  }

  function tab(title: string): SheetTabState | undefined {
    return tabs.find((candidate) => candidate.title === title);
  }

  function rows(title: string): string[][] | undefined {
    const state = tab(title);
    if (state === undefined) return undefined;
    const width = Math.max(0, ...state.rows.map((row) => row.length));
    return state.rows.map((row) => Array.from({ length: width }, (_, index) => showCell(row[index])));
  }

  function editRows(
    title: string,
    edit: (row: SheetTabState['rows'][number], isHeader: boolean) => void,
  ): void {
    const state = tab(title);
    if (state === undefined) throw new Error(`There is no tab ${title}`);
    state.rows.forEach((row, index) => {
      const padded = Array.from({ length: state.columnCount }, (_, column) => row[column] ?? {});
      edit(padded, index === 0);
      state.rows[index] = padded;
    });
    state.columnCount = Math.max(state.columnCount, ...state.rows.map((row) => row.length));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  const origin = `http://127.0.0.1:${address.port}`;

  return {
    rootUrl: `${origin}/`,
    tokenUrl: `${origin}/token`,
    spreadsheetId,
    account,
    calls,
    fail: (kind, fault, times = 1) => void faults.push({ kind, fault, times }),
    heal: () => {
      faults = [];
    },
    revokeTokens: () => {
      oldestValidToken = tokenNumber + 1;
    },
    arrived: (kind, count) =>
      new Promise((resolve) => {
        if (calls.filter((call) => call.kind === kind).length >= count) resolve();
        else arrivals.push({ kind, count, resolve });
      }),
    rows,
    tab,
    setRows: (title, texts) => {
      const grid = {
        rowCount: Math.max(1, texts.length),
        columnCount: Math.max(1, ...texts.map((row) => row.length)),
        rows: texts.map(typeRow),
      };
      const sheetId = Math.max(...tabs.map((known) => known.sheetId)) + 1;
      const state = tab(title);
      if (state === undefined) tabs = [...tabs, { sheetId, title, frozenRowCount: 0, ...grid }];
      else Object.assign(state, grid);
    },
    insertColumn: (title, index, header) =>
      editRows(title, (row, isHeader) => {
        row.splice(index, 0, ...typeRow([isHeader ? header : '']));
      }),
    moveColumn: (title, from, to) => editRows(title, (row) => void row.splice(to, 0, ...row.splice(from, 1))),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

type StatusFault = Extract<SheetsFault, { status: number }>;

function apiError({ status, message = `Error ${status}`, reason, retryAfter }: StatusFault): Answer {
  const details =
    reason === undefined ? [] : [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason }];
  return {
    status,
    body: { error: { code: status, message, status: 'SYNTHETIC', details } },
    ...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }),
  };
}

function sendFault(response: ServerResponse, kind: SheetsCallKind, fault: StatusFault): void {
  const oauth = { error: fault.reason ?? 'server_error', error_description: fault.message ?? '' };
  sendJson(response, kind === 'token' ? { status: fault.status, body: oauth } : apiError(fault));
}

function sendJson(response: ServerResponse, { status, body, headers }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...headers });
  response.end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function requestsOf(kind: SheetsCallKind, body: string): Readonly<Record<string, unknown>>[] {
  return kind === 'write' ? JSON.parse(body).requests : [];
}

/** RFC 7523: what Google checks before it hands out a token. */
function checkAssertion(form: URLSearchParams, account: ServiceAccount): string | undefined {
  if (form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer') return 'Bad grant type';
  const [header = '', payload = '', signature = ''] = (form.get('assertion') ?? '').split('.');
  const verify = createVerify('RSA-SHA256').update(`${header}.${payload}`);
  if (!verify.verify(account.publicKey, signature, 'base64url')) return 'Invalid JWT Signature.';
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  if (claims.iss !== account.clientEmail) return 'Invalid grant: account not found';
  if (claims.scope !== 'https://www.googleapis.com/auth/spreadsheets') return 'Invalid scope';
  return undefined;
}

function getSpreadsheet(tabs: readonly SheetTabState[], url: URL): unknown {
  const ranges = url.searchParams.getAll('ranges').map((range) => resolveRange(tabs, range));
  const chosen = ranges.length === 0 ? tabs : tabs.filter((tab) => ranges.some((range) => range.tab === tab));
  const wantsData = (url.searchParams.get('fields') ?? '').includes('sheets.data');
  return {
    sheets: chosen.map((tab) => ({
      properties: {
        sheetId: tab.sheetId,
        title: tab.title,
        gridProperties: { columnCount: tab.columnCount },
      },
      ...(wantsData ? { data: gridsOf(tab, ranges) } : {}),
    })),
  };
}

/** One grid for each range of the tab, in the order of the ranges. */
function gridsOf(tab: SheetTabState, ranges: readonly { tab: SheetTabState; part: string }[]): unknown[] {
  if (ranges.length === 0) return [{ rowData: tab.rows.map(showRow) }];
  return ranges
    .filter((range) => range.tab === tab)
    .map(({ part }) => {
      if (part === '1:1') return { rowData: [showRow(tab.rows[0] ?? [])] };
      const index = columnIndexOf(part);
      if (index >= tab.columnCount) throw new RequestRefused(`Range (${part}) exceeds grid limits.`);
      return { startColumn: index, rowData: tab.rows.map((row) => showRow([row[index] ?? {}])) };
    });
}

function columnIndexOf(part: string): number {
  const letters = /^([A-Z]+):\1$/.exec(part)?.[1] ?? '';
  return [...letters].reduce((total, letter) => total * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Google leaves out what is blank at the end of a row. */
function showRow(row: SheetTabState['rows'][number]): unknown {
  const texts = Array.from(row, (cell) => showCell(cell));
  const length = texts.findLastIndex((text) => text !== '') + 1;
  return length === 0
    ? {}
    : { values: texts.slice(0, length).map((text) => (text === '' ? {} : { formattedValue: text })) };
}

function getColumns(tabs: readonly SheetTabState[], url: URL): unknown {
  return { valueRanges: url.searchParams.getAll('ranges').map((range) => getColumn(tabs, range)) };
}

function getColumn(tabs: readonly SheetTabState[], range: string): unknown {
  const { tab, part } = resolveRange(tabs, range);
  const index = columnIndexOf(part);
  const column = tab.rows.map((row) => showCell(row[index]));
  const length = column.findLastIndex((text) => text !== '') + 1;
  return { range, majorDimension: 'COLUMNS', ...(length === 0 ? {} : { values: [column.slice(0, length)] }) };
}

function resolveRange(tabs: readonly SheetTabState[], range: string): { tab: SheetTabState; part: string } {
  const [, quoted = '', part = ''] = /^'((?:[^']|'')+)'!(.+)$/.exec(range) ?? [];
  const title = quoted.replaceAll("''", "'").toLowerCase();
  const tab = tabs.find((candidate) => candidate.title.toLowerCase() === title);
  if (tab === undefined) throw new RequestRefused(`Unable to parse range: ${range}`);
  return { tab, part };
}
