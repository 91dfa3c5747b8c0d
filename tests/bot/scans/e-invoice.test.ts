/** The signed QR code of an e-invoice, from the picture to the row and the reply. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { parsed } from '../../../loopback/gemini/gemini-answers.ts';
import { SAMPLE_HEADER, SAMPLE_LINES } from '../../../loopback/gemini/gemini-sample-invoice.ts';
import { createRegistrar, qrDataOf } from '../../../papers/registrar/registrar.ts';
import { completeInvoice } from '../../../src/invoice/complete.ts';
import { normalizeInvoice } from '../../../src/invoice/normalize.ts';
import { createFolder } from '../../support/folders.ts';
import { drawQrPage } from '../../support/qr-pictures.ts';
import { ASHA, createRunningWorld, type World } from '../../support/test-app.ts';
import { headerRows, SUCCESS } from '../conversation.ts';

const REVIEW = '📝 Please check before I save';

const registrar = createRegistrar();
const stranger = createRegistrar();
const SAMPLE = completeInvoice(normalizeInvoice({ header: SAMPLE_HEADER, lines: SAMPLE_LINES }));

async function createKeyedWorld(env: Readonly<Record<string, string>> = {}): Promise<World> {
  const folder = await createFolder();
  await writeFile(join(folder, 'registrar.cer'), registrar.certificateDer);
  return createRunningWorld({ looksForCodes: true, env: { EINVOICE_PUBLIC_KEYS: folder, ...env } });
}

async function sendPage(world: World, picture: Buffer): Promise<void> {
  world.telegram.sendDocument(ASHA, { bytes: picture, fileName: 'page.png', mimeType: 'image/png' });
  await world.telegram.waitForReply(ASHA.id, '📄 1 page received');
  world.telegram.sendText(ASHA, '/done');
}

const codeOf = (data: object, by = registrar) => drawQrPage(by.sign(data));

describe('a code that a known registrar signed', () => {
  test('is said to be verified', async () => {
    const world = await createKeyedWorld();
    await sendPage(world, await codeOf(qrDataOf(SAMPLE)));
    const reply = await world.telegram.waitForReply(ASHA.id, SUCCESS);
    expect(reply.text).toContain('Validation: ✅ OK\n✔ e-invoice verified');
    expect(headerRows(world)[0]?.Validation_Remarks).toMatch(/^E-invoice verified, IRN [0-9a-f]{64}$/);
  });

  test('wins over what was read, says so, and spares the second look', async () => {
    const world = await createKeyedWorld();
    const misread = { ...SAMPLE_HEADER, Invoice_No: 'INV-2O26-OO42', Invoice_Value: '9,540.00' };
    world.gemini.enqueue('header', parsed(misread));
    await sendPage(world, await codeOf(qrDataOf(SAMPLE)));
    const reply = await world.telegram.waitForReply(ASHA.id, SUCCESS);
    expect(reply.text).toContain('Invoice: INV-2026-0042');
    expect(reply.text).toContain('Total: ₹3,540.00');
    expect(reply.text).toContain('✔ e-invoice verified');
    expect(reply.text).toMatch(/⚠️ Invoice No.* was read as “INV-2O26-OO42”.*“INV-2026-0042”/);
    expect(headerRows(world)).toMatchObject([{ Invoice_No: 'INV-2026-0042', Invoice_Value: '3,540.00' }]);
    expect(world.gemini.calls.map(({ kind }) => kind).sort()).toEqual(['header', 'lines', 'ocr']);
  });

  test('that belongs to another invoice is not called verified', async () => {
    const world = await createKeyedWorld({ ENABLE_REPAIR_CALL: 'false' });
    const other = qrDataOf({ ...SAMPLE, header: { ...SAMPLE.header, Invoice_No: 'OTHER-7' } });
    await sendPage(world, await codeOf({ ...other, Irn: 'a'.repeat(64) }));
    const review = await world.telegram.waitForReply(ASHA.id, REVIEW);
    expect(review.text).toContain('❌ The IRN in the e-invoice QR code does not belong');
    expect(review.text).not.toContain('✔');
  });
});

test.each([
  ['edited after it was signed', () => edit(registrar.sign(qrDataOf(SAMPLE)))],
  ['not signed at all', () => registrar.sign(qrDataOf(SAMPLE), { alg: 'none' })],
])('a code that was %s is an error, and believed in nothing', async (_, forge) => {
  const world = await createKeyedWorld();
  await sendPage(world, await drawQrPage(forge()));
  const review = await world.telegram.waitForReply(ASHA.id, REVIEW);
  expect(review.text).toMatch(/❌ The e-invoice QR code is/);
  expect(review.text).toContain('Total: ₹3,540.00');
  expect(review.text).not.toContain('✔');
});

test('a code whose key nobody knows is compared, and replaces nothing', async () => {
  const world = await createKeyedWorld({ ENABLE_REPAIR_CALL: 'false' });
  const other = qrDataOf({ ...SAMPLE, header: { ...SAMPLE.header, Invoice_Value: '9540.00' } });
  await sendPage(world, await codeOf(other, stranger));
  const review = await world.telegram.waitForReply(ASHA.id, REVIEW);
  expect(review.text).toContain('Total: ₹3,540.00');
  expect(review.text).toContain('E-invoice code read, signature not verified');
  expect(review.text).toMatch(/❌ .*₹3,540\.00.*QR code says ₹9,540\.00/);
});

test('a code too blurred to be read is asked for as a file, once', async () => {
  const world = await createKeyedWorld();
  const blurred = await sharp(await drawQrPage(registrar.sign(qrDataOf(SAMPLE)), 300))
    .blur(1.8)
    .png()
    .toBuffer();
  await sendPage(world, blurred);
  const reply = await world.telegram.waitForReply(ASHA.id, SUCCESS);
  expect(reply.text?.match(/QR code on page 1 is too small.*as files/g)).toHaveLength(1);
});

test('credit that may be blocked is hinted at, with its section', async () => {
  const buyer = SAMPLE_HEADER.Buyer_GSTIN;
  const world = await createRunningWorld({ env: { BUSINESS_GSTINS: buyer } });
  const [first] = SAMPLE_LINES;
  world.gemini.enqueue('lines', parsed([{ ...first, Item_Description: 'Gift hampers' }]));
  world.gemini.enqueue('header', parsed({ ...SAMPLE_HEADER, Invoice_Date: todayInIndia() }));
  await sendPage(world, await drawQrPage('upi://pay?pa=asha@bank'));
  const review = await world.telegram.waitForReply(ASHA.id, REVIEW);
  world.telegram.pressButton(ASHA, review, '✅ Save');
  const reply = await world.telegram.waitForReply(ASHA.id, SUCCESS);
  expect(reply.text).toContain('ask your accountant');
  expect(reply.text).toContain('💡 Line 1, “Gift hampers”, looks like gifts or free samples');
  expect(reply.text).toContain('(section 17(5)(h))');
});

function todayInIndia(): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Kolkata' }).format(new Date());
}

/** Another total, under the old signature. */
function edit(code: string): string {
  const [header = '', payload = '', signature = ''] = code.split('.');
  const text = Buffer.from(payload, 'base64url').toString().replace('3540', '8540');
  return [header, Buffer.from(text).toString('base64url'), signature].join('.');
}
