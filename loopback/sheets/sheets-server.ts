/** Google's token endpoint and Sheets API on loopback: spreadsheets of one account, a log of calls, faults on demand. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  createLoopbackSpreadsheet,
  type LoopbackSpreadsheet,
  type SpreadsheetByHand,
} from './loopback-spreadsheet.ts';
import { checkAssertion, createServiceAccount, type ServiceAccount } from './sheets-account.ts';
import { createAccountQuota } from './sheets-account-quota.ts';
import { createSheetsCallLog, type SheetsCall } from './sheets-calls.ts';
import {
  createSheetsFaults,
  NOT_FOUND,
  OVER_QUOTA,
  type SheetsCallKind,
  type SheetsFault,
} from './sheets-faults.ts';
import {
  type Answer,
  apiError,
  readRequest,
  requestsOf,
  type SheetsRequest,
  sendFault,
  sendJson,
} from './sheets-http.ts';
import { RequestRefused } from './sheets-spreadsheet.ts';

/** A spreadsheet that was added. Its calls stand in the server's log, too. */
export interface AddedSpreadsheet extends SpreadsheetByHand {
  readonly spreadsheetId: string;
  /** Its own calls in order of arrival, faulty ones too. */
  readonly calls: readonly SheetsCall[];
  /** Its next `times` calls of this kind (default 1) meet the fault. Faults queue, behind those of the server. */
  fail(kind: 'read' | 'write', fault: SheetsFault, times?: number): void;
  /** All its calls meet the fault until it heals: it is away, gone (NOT_FOUND), not shared, over a quota. */
  failAll(fault: SheetsFault): void;
  heal(): void;
  /** Resolves when this many of its calls of the kind have arrived. */
  arrived(kind: 'read' | 'write', count: number): Promise<void>;
}

export interface SpreadsheetOptions {
  /** Default: one that no other has. */
  readonly spreadsheetId?: string;
}

/** Of the first spreadsheet, where nothing else is said. */
export interface SheetsServer extends SpreadsheetByHand {
  /** GOOGLE_SHEETS_ROOT_URL. */
  readonly rootUrl: string;
  /** GOOGLE_TOKEN_URL. */
  readonly tokenUrl: string;
  /** The spreadsheet that exists from the start, shared with `account`. It begins with one blank tab, Sheet1. */
  readonly spreadsheetId: string;
  readonly account: ServiceAccount;
  /** Every call in order of arrival, faulty ones too, whatever the spreadsheet. */
  readonly calls: readonly SheetsCall[];
  /** Another spreadsheet, shared with `account`, with one blank tab. */
  addSpreadsheet(options?: SpreadsheetOptions): AddedSpreadsheet;
  /**
   * From now on so many reads, and as many writes, of all spreadsheets together are answered in 60 seconds; who comes
   * then is refused with 429. Undefined: without a limit, as at first.
   */
  limitCalls(perMinute: number | undefined): void;
  /**
   * The next `times` calls of this kind (default 1; `Infinity` for "it is down") meet the fault, whatever the
   * spreadsheet. Faults queue.
   */
  fail(kind: SheetsCallKind, fault: SheetsFault, times?: number): void;
  /** Forgets all faults, those of single spreadsheets too: it is back. */
  heal(): void;
  /** Makes the tokens handed out so far invalid. */
  revokeTokens(): void;
  /** Resolves when this many calls of the kind have arrived. */
  arrived(kind: SheetsCallKind, count: number): Promise<void>;
  close(): Promise<void>;
}

export interface SheetsServerOptions {
  /** Milliseconds of the clock by which calls are counted. Default: this machine's. */
  readonly now?: () => number;
}

export async function createSheetsServer({
  now = Date.now,
}: SheetsServerOptions = {}): Promise<SheetsServer> {
  const account = createServiceAccount();
  const spreadsheets = new Map<string, LoopbackSpreadsheet>();
  const log = createSheetsCallLog();
  const faults = createSheetsFaults();
  const quota = createAccountQuota(now);
  let tokenNumber = 0;
  let oldestValidToken = 1;

  const server = createServer((request, response) => {
    void handle(request, response).catch(() => request.socket.destroy());
  });

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    const { kind } = request;
    const spreadsheet = spreadsheets.get(request.spreadsheetId ?? '');
    record(request, spreadsheet);
    if (kind !== 'token' && !quota.admits(kind)) return sendFault(response, kind, OVER_QUOTA);
    const fault = faults.take(kind) ?? spreadsheet?.faults.take(kind);
    if (fault === 'hang') return;
    if (fault === 'reset') return void incoming.socket.destroy();
    if (typeof fault === 'object' && 'status' in fault) return sendFault(response, kind, fault);
    if (typeof fault === 'object') await fault.until;
    const answer = kind === 'token' ? answerToken(request) : answerSheets(request, spreadsheet);
    if (fault === 'applied_then_reset') return void incoming.socket.destroy();
    sendJson(response, answer);
  }

  function record(
    { kind, url, body, spreadsheetId }: SheetsRequest,
    spreadsheet?: LoopbackSpreadsheet,
  ): void {
    const shownUrl = decodeURIComponent(url.pathname + url.search);
    const call = { kind, spreadsheetId, url: shownUrl, requests: requestsOf(kind, body), bytes: body.length };
    log.record(call);
    spreadsheet?.log.record(call);
  }

  function answerToken({ body }: SheetsRequest): Answer {
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

  function answerSheets(request: SheetsRequest, spreadsheet: LoopbackSpreadsheet | undefined): Answer {
    const token = Number(/^Bearer token-(\d+)$/.exec(request.authorization)?.[1] ?? 0);
    if (token < oldestValidToken) {
      return apiError({ status: 401, message: 'Request had invalid authentication credentials.' });
    }
    if (spreadsheet === undefined) return apiError(NOT_FOUND);
    try {
      return { status: 200, body: ask(spreadsheet, request) };
    } catch (error) {
      if (error instanceof RequestRefused) return apiError({ status: 400, message: error.message });
      throw error;
    }
  }

  function add({
    spreadsheetId = nameSpreadsheet(spreadsheets.size),
  }: SpreadsheetOptions): LoopbackSpreadsheet {
    const spreadsheet = createLoopbackSpreadsheet(spreadsheetId);
    spreadsheets.set(spreadsheetId, spreadsheet);
    return spreadsheet;
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  const origin = `http://127.0.0.1:${address.port}`;
  const first = add({});

  return {
    rootUrl: `${origin}/`,
    tokenUrl: `${origin}/token`,
    spreadsheetId: first.spreadsheetId,
    account,
    calls: log.calls,
    addSpreadsheet: (options = {}) => toAdded(add(options)),
    limitCalls: quota.limit,
    fail: faults.fail,
    heal: () => {
      faults.heal();
      for (const spreadsheet of spreadsheets.values()) spreadsheet.faults.heal();
    },
    revokeTokens: () => {
      oldestValidToken = tokenNumber + 1;
    },
    arrived: log.arrived,
    ...byHand(first),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function nameSpreadsheet(countBefore: number): string {
  return `1SyntheticSpreadsheetOfTheTests${countBefore === 0 ? '' : countBefore + 1}`;
}

function toAdded(spreadsheet: LoopbackSpreadsheet): AddedSpreadsheet {
  const { spreadsheetId, log, faults, failAll } = spreadsheet;
  return {
    spreadsheetId,
    calls: log.calls,
    fail: faults.fail,
    failAll,
    heal: faults.heal,
    arrived: log.arrived,
    ...byHand(spreadsheet),
  };
}

function byHand({ rows, tab, setRows, insertColumn, moveColumn }: SpreadsheetByHand): SpreadsheetByHand {
  return { rows, tab, setRows, insertColumn, moveColumn };
}

function ask(spreadsheet: LoopbackSpreadsheet, { method, url, body }: SheetsRequest): unknown {
  if (method === ':batchUpdate') {
    return spreadsheet.answer({ kind: 'update', requests: requestsOf('write', body) });
  }
  return spreadsheet.answer({ kind: method === undefined ? 'get' : 'columns', url });
}
