/** The page for everyone: judged by axe in both colour schemes and widths, used by keys alone, small and without motion. */
import { FormattedString } from '@grammyjs/parse-mode';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { drawPdf } from '../../../papers/pdfs/text-pdf.ts';
import { drawPhoto } from '../../../papers/sent-files/pictures.ts';
import {
  type ChatWorld,
  createChatWorld,
  DESKTOP,
  PERSON,
  PHONE,
} from '../../support/chat-page/chat-world.ts';
import { useChromium } from '../../support/chat-page/chromium.ts';
import { createSavedRows } from '../../support/saved-rows.ts';

const browser = useChromium();

const ROWS = createSavedRows([
  {
    title: 'Invoices',
    columns: [
      { name: 'Invoice_No', kind: 'text', isKey: true },
      { name: 'Invoice_Value', kind: 'amount', isKey: true },
      { name: 'Validation_Status', kind: 'status', isKey: true },
      { name: 'Seller_Name', kind: 'text', isKey: false },
    ],
    rows: ['OK', 'WARNING', 'ERROR'].map((status) => [`INV-${status}`, '1180.00', status, 'Asha Traders']),
    rowCount: 3,
  },
]);

/** Everything that axe finds wrong, as lines to read. */
async function findViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate<axe.AxeResults>('axe.run({ preload: false })');
  return found.violations.flatMap(({ id, impact, nodes }) => {
    return nodes.map((node) => `${id} (${impact}): ${node.target.join(' ')} ${node.failureSummary}`);
  });
}

/** Runs in the page: the name of what has the focus, and whether one can see that it has. */
const DESCRIBE_STOP = `(() => {
  const it = document.activeElement;
  if (it === document.body) return '';
  const ringed = it.type === 'file' ? it.parentElement : it.type === 'textarea' ? it.form : it;
  const name = it.ariaLabel ?? it.textContent.trim().replace(/\\s+/g, ' ');
  return getComputedStyle(ringed).outlineStyle === 'none' ? name + ' without a ring' : name;
})()`;

/** A chat with one of everything in it. */
async function fill({ bot, page, telegram, say, choose, bubble }: ChatWorld): Promise<void> {
  await say('/done');
  await bubble('Saved: INV-7').waitFor();
  const photo = { mimeType: 'image/jpeg', buffer: await drawPhoto() };
  await choose({ name: 'a.jpg', ...photo }, { name: 'b.jpg', ...photo });
  await page.getByRole('button', { name: 'Send' }).click();
  telegram.sendDocument(
    { id: PERSON, firstName: 'Person 1' },
    { bytes: drawPdf(), fileName: 'a.pdf', mimeType: 'application/pdf' },
  );
  await bubble('PDF received').waitFor();
  const { text, entities } = FormattedString.bold('b')
    .plain(' ')
    .code('c')
    .plain(' ')
    .pre('p')
    .plain(' ')
    .link('link', 'https://a.in')
    .plain(' ')
    .spoiler('s')
    .plain(' /done');
  await bot.api.sendMessage(PERSON, text, { entities });
  await choose(
    { name: 'c.jpg', ...photo },
    { name: 'c.pdf', mimeType: 'application/pdf', buffer: drawPdf() },
  );
  await page.getByRole('button', { name: 'Remove c.pdf' }).waitFor();
  await page.getByRole('button', { name: 'Photo 2 of 2: open' }).waitFor();
}

describe.each([
  ['phone', PHONE],
  ['desktop', DESKTOP],
] as const)('on a %s', (_name, viewport) => {
  test.each(['light', 'dark'] as const)('axe finds nothing wrong in %s colours', async (colorScheme) => {
    // Axe writes styles of its own into the page, which our policy would refuse.
    const context = { viewport, colorScheme, reducedMotion: 'reduce' as const, bypassCSP: true };
    const world = await createChatWorld({ browser: browser(), context, savedRows: ROWS });
    const { page, field } = world;
    expect(await findViolations(page)).toEqual([]);

    await fill(world);
    await field.pressSequentially('/');
    await page.getByRole('option').first().waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');

    const toRows = page.getByRole('button', { name: 'Saved rows' });
    if (await toRows.isVisible()) await toRows.click();
    await page.getByRole('button', { name: 'INV-ERROR, all fields' }).click();
    await page.locator('.chip').first().click();
    expect(await findViolations(page)).toEqual([]);

    await page.keyboard.press('Escape');
    await world.stopServing();
    await page.getByText('Reconnecting…').waitFor();
    expect(await findViolations(page)).toEqual([]);
  });

  test('nothing sticks out at the side', async () => {
    const narrow = { ...viewport, width: viewport === PHONE ? 320 : 960 };
    const world = await createChatWorld({
      browser: browser(),
      context: { viewport: narrow },
      savedRows: ROWS,
    });
    await fill(world);
    await world.bot.api.sendMessage(PERSON, `https://example.com/${'long'.repeat(60)}`);
    await world.bubble('longlong').waitFor();
    expect(await world.page.evaluate('document.documentElement.scrollWidth')).toBe(narrow.width);
    const widths = await world.page.locator('#scroller').evaluate((it) => [it.scrollWidth, it.clientWidth]);
    expect(widths[0]).toBe(widths[1]);
  });
});

describe('by keys alone', () => {
  test('the first Tab offers the message field, and sending needs no pointer', async () => {
    const { page, bubble } = await createChatWorld({ browser: browser() });
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('To the message field');
    await page.keyboard.press('Enter');
    await page.keyboard.type('hello');
    await page.keyboard.press('Enter');
    await bubble('Heard: hello').waitFor();
  });

  test('every stop has a name and a visible ring, in the order of the page', async () => {
    const world = await createChatWorld({ browser: browser(), savedRows: ROWS });
    const { page } = world;
    await world.say('/done');
    await world.bubble('Saved: INV-7').waitFor();
    await page.reload();
    await page.getByRole('button', { name: '✅ Done' }).waitFor();
    await page.getByRole('button', { name: 'INV-OK' }).waitFor();
    const stops: string[] = [];
    while (stops.length < 40) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate<string>(DESCRIBE_STOP);
      if (stop === '') break;
      stops.push(stop);
    }
    expect(stops).toEqual([
      'To the message field',
      'Telegram local',
      'Who is chatting: Person 1',
      'Messages',
      '/done',
      '✅ Done',
      '➡️ Next',
      '✖️ Cancel',
      'Choose photos and PDFs',
      'Message',
      'Commands',
      'Send',
      'Invoices 3',
      'Saved rows',
      'INV-OK, all fields',
      'INV-WARNING, all fields',
      'INV-ERROR, all fields',
    ]);
  });
});

test('new messages are announced, those from before are not', async () => {
  const { page, say, bubble } = await createChatWorld({ browser: browser() });
  const log = page.getByRole('log');
  await expect.poll(() => log.getAttribute('aria-live')).toBe('polite');
  await say('hello');
  await bubble('Heard: hello').waitFor();
  expect(await bubble('Heard: hello').textContent()).toMatch(/^GST Scanner: Heard: hello/);
  expect(await page.locator('.own .bubble').textContent()).toMatch(/^You: hello/);
});
