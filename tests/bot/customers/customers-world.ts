/** A bot with two customers, each with a spreadsheet of its own. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answer, parsed } from '../../../loopback/gemini/gemini-answers.ts';
import type { GeminiServerCall } from '../../../loopback/gemini/gemini-call.ts';
import {
  SAMPLE_HEADER,
  SAMPLE_LINES,
  SAMPLE_PAGE_TEXT,
} from '../../../loopback/gemini/gemini-sample-invoice.ts';
import type { AddedSpreadsheet } from '../../../loopback/sheets/sheets-server.ts';
import { drawPhoto } from '../../../papers/sent-files/pictures.ts';
import type { LocalUser } from '../../../src/local-telegram/user-actions.ts';
import { createWorld, type World, type WorldOptions } from '../../support/test-app.ts';

/** Runs the bot. */
export const ADMIN: LocalUser = { id: 7, firstName: 'Meera' };
export const NORTH: LocalUser = { id: 101, firstName: 'Naina' };
export const SOUTH: LocalUser = { id: 202, firstName: 'Sunita' };

export interface CustomersWorld extends World {
  readonly north: AddedSpreadsheet;
  readonly south: AddedSpreadsheet;
  /** Writes CUSTOMERS_FILE anew. */
  declare(customers: unknown): Promise<void>;
}

export const customerOf = (id: string, name: string, rest: object) => ({
  customerId: id,
  customerName: name,
  userIds: [],
  ...rest,
});

export async function createCustomersWorld(options: WorldOptions = {}): Promise<CustomersWorld> {
  const world = await createWorld({
    ...options,
    // What hangs at the end of a test need not be waited for.
    env: {
      ADMIN_USER_IDS: String(ADMIN.id),
      ALLOWED_USER_IDS: '101,202',
      SHUTDOWN_GRACE_MS: '300',
      ...options.env,
    },
  });
  const [north, south] = [world.sheets.addSpreadsheet(), world.sheets.addSpreadsheet()];
  const path = join(world.dataDir, 'customers.json');
  const declare = (customers: unknown) => writeFile(path, JSON.stringify(customers));
  await declare([
    customerOf('NORTH', 'Uttar Traders', { userIds: [NORTH.id], sheetId: north.spreadsheetId }),
    customerOf('SOUTH', 'Dakshin Stores', { userIds: [SOUTH.id], sheetId: south.spreadsheetId }),
  ]);
  world.env.CUSTOMERS_FILE = path;
  answerByMark(world);
  return { ...world, north, south, declare };
}

/** A photo whose bytes name the invoice that the model finds on it. */
export async function drawInvoice(invoiceNo: string): Promise<Buffer> {
  const photo = await drawPhoto({ width: 120, height: 160, text: invoiceNo });
  return Buffer.concat([photo, Buffer.from(`\n<${invoiceNo}>\n`)]);
}

const MARK = /<([A-Z]+-\d+)>/;
const NUMBER = /\b(?:NORTH|SOUTH|BOTH)-\d+\b/;

function answerByMark({ gemini }: World): void {
  gemini.respondWith('ocr', (response, call) => {
    const text = SAMPLE_PAGE_TEXT.replace(SAMPLE_HEADER.Invoice_No, markOf(call));
    return answer({ text })(response, call);
  });
  gemini.respondWith('header', (response, call) => {
    const [Invoice_No = SAMPLE_HEADER.Invoice_No] = NUMBER.exec(call.prompt) ?? [];
    return parsed({ ...SAMPLE_HEADER, Invoice_No })(response, call);
  });
  gemini.respondWith('lines', parsed(SAMPLE_LINES));
}

/** The number of the invoice that is on the page of an `ocr` call. */
export function markOf({ body }: GeminiServerCall): string {
  const parts = body.contents.flatMap((content) => content.parts);
  const data = parts.find(({ inlineData }) => inlineData)?.inlineData?.data ?? '';
  return MARK.exec(Buffer.from(data, 'base64').toString('latin1'))?.[1] ?? '';
}

/** The invoice numbers in a spreadsheet's header tab. */
export function numbersIn({ rows }: Pick<AddedSpreadsheet, 'rows'>): readonly string[] {
  const [header = [], ...invoices] = rows('Invoice_Header') ?? [];
  const at = header.indexOf('Invoice_No');
  return invoices.map((row) => row[at] ?? '');
}

export async function scanInvoice(world: World, user: LocalUser, invoiceNo: string): Promise<void> {
  const photo = await drawInvoice(invoiceNo);
  const sent = world.telegram.sendPhoto(user, photo);
  await world.telegram.waitForReply(user.id, '1 page received', { since: sent });
  world.telegram.sendText(user, '/done');
}
