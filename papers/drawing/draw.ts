/** Draws every invoice with headless Chromium: `npx tsx papers/drawing/draw.ts [name …]`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import sharp from 'sharp';
import { DRAWN_FOLDER, pdfPathOf, picturePathOf, type TruthFile, truthPathOf } from '../drawn-invoices.ts';
import type { Drawing } from './drawing.ts';
import { DRAWINGS } from './drawings.ts';
import { createDocument, type Sheet } from './html.ts';
import { calculateInvoice } from './paper.ts';
import { createPrintedInvoice } from './printed-invoice.ts';

/** 96 CSS pixels an inch: about 168 dpi. */
const PIXELS_PER_CSS_PIXEL = 1.75;
/** A picture of few greys is a tenth of the size, and no letter is lost. */
const GREYS = 16;
const QUIET_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

await drawAll(process.argv.slice(2));

async function drawAll(slugs: readonly string[]): Promise<void> {
  mkdirSync(DRAWN_FOLDER, { recursive: true });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: QUIET_FLAGS,
  });
  const wanted = DRAWINGS.filter(({ slug }) => slugs.length === 0 || slugs.includes(slug));
  for (const drawing of wanted) await drawOne(drawing, browser);
  await browser.close();
}

async function drawOne(drawing: Drawing, browser: Browser): Promise<void> {
  const print = createPrintedInvoice(calculateInvoice(drawing.paper));
  const sheet = await drawing.lay(print, drawing.paper);
  const truth: TruthFile = { pageCount: sheet.pages.length, truth: print.truth() };
  writeFileSync(truthPathOf(drawing.slug), `${JSON.stringify(truth, null, 2)}\n`);
  await render(browser, { slug: drawing.slug, sheet });
}

async function render(browser: Browser, { slug, sheet }: { slug: string; sheet: Sheet }): Promise<void> {
  const page = await browser.newPage({ deviceScaleFactor: PIXELS_PER_CSS_PIXEL });
  await page.setContent(createDocument(sheet));
  await page.evaluate('document.fonts.ready');
  const overflowing = await page.evaluate(
    '[...document.querySelectorAll(".page")].filter((page) => page.scrollHeight > page.clientHeight + 1 || page.scrollWidth > page.clientWidth + 1).length',
  );
  if (overflowing !== 0) throw new Error(`${slug}: something does not fit on its page.`);
  for (const [index, element] of (await page.locator('.page').all()).entries()) {
    const picture = sharp(await element.screenshot());
    await picture.png({ palette: true, colours: GREYS, effort: 10 }).toFile(picturePathOf(slug, index + 1));
  }
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  writeFileSync(pdfPathOf(slug), withoutClock(pdf));
  await page.close();
}

/** The same drawing has the same bytes, whenever it is drawn. */
function withoutClock(pdf: Buffer): Buffer {
  const undated = pdf.toString('latin1').replace(/(?<=Date \(D:)\d{14}/g, '20260101000000');
  return Buffer.from(undated, 'latin1');
}
