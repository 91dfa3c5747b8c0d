/** Files in a real browser: chosen, dropped, pasted, redrawn, sent as albums, refused. */
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { drawPdf } from '../../../papers/pdfs/text-pdf.ts';
import { executable } from '../../../papers/sent-files/bad-files.ts';
import { drawPhoto, readHeic } from '../../../papers/sent-files/pictures.ts';
import type { Message } from '../../../src/local-telegram/bot-api/bot-api-types.ts';
import {
  type ChatWorld,
  type ChosenFile,
  createChatWorld,
  PERSON,
} from '../../support/chat-page/chat-world.ts';
import { useChromium } from '../../support/chat-page/chromium.ts';
import { createFolder } from '../../support/folders.ts';

const browser = useChromium();

async function photo(name: string, options: Parameters<typeof drawPhoto>[0] = {}): Promise<ChosenFile> {
  const { format = 'jpeg' } = options;
  return {
    name,
    mimeType: `image/${format}`,
    buffer: await drawPhoto({ width: 300, height: 400, ...options }),
  };
}

function pdf(name = 'bill.pdf'): ChosenFile {
  return { name, mimeType: 'application/pdf', buffer: drawPdf() };
}

/** What the person sent with files in it, once there are so many. */
function sentFiles({ telegram }: ChatWorld, count: number): Promise<readonly Message[]> {
  return telegram.waitFor(() => {
    const sent = telegram.messages(PERSON).filter(({ photo, document }) => photo ?? document);
    return sent.length >= count ? sent : undefined;
  });
}

function bytesOf({ telegram }: ChatWorld, { photo, document }: Message): Buffer {
  return Buffer.from(telegram.fileBytes(photo?.at(-1)?.file_id ?? document?.file_id ?? '') ?? []);
}

async function send({ page }: ChatWorld): Promise<void> {
  await page.getByRole('button', { name: 'Send' }).click();
}

describe('a photo', () => {
  test('waits in the tray, goes with its caption, and is shown', async () => {
    const world = await createChatWorld({ browser: browser() });
    const { page, field, bubble } = world;
    await world.choose(await photo('a.jpg'));
    await page.getByRole('button', { name: 'Remove a.jpg' }).waitFor();
    await field.fill('Bill of May');
    await send(world);
    const [message] = await sentFiles(world, 1);
    expect(message).toMatchObject({ caption: 'Bill of May' });
    const picture = bubble('Bill of May').locator('img');
    await expect.poll(() => picture.evaluate((it) => it.naturalWidth)).toBe(300);
    expect(await page.getByRole('list', { name: 'Files to send' }).isVisible()).toBe(false);
  });

  test.each([
    ['a large one is made smaller', { width: 4000, height: 3000 }, [2560, 1920]],
    ['a small one keeps its size', { width: 1000, height: 1400 }, [1000, 1400]],
    ['a long till receipt keeps its width', { width: 600, height: 8000 }, [600, 8000]],
  ])('is redrawn as a JPEG: %s', async (_name, size, [width, height]) => {
    const world = await createChatWorld({ browser: browser() });
    await world.choose(await photo('a.png', { ...size, format: 'png' }));
    await send(world);
    const [message] = await sentFiles(world, 1);
    expect(message?.photo?.at(-1)).toMatchObject({ width, height });
    expect(await sharp(message && bytesOf(world, message)).metadata()).toMatchObject({ format: 'jpeg' });
  });

  test('is turned upright and loses what the camera wrote into it', async () => {
    const world = await createChatWorld({ browser: browser() });
    const lying = await sharp(await drawPhoto({ width: 400, height: 300 }))
      .withExif({ IFD0: { Make: 'Camera of Asha' } })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    await world.choose({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: lying });
    await send(world);
    const [message] = await sentFiles(world, 1);
    expect(message?.photo?.at(-1)).toMatchObject({ width: 300, height: 400 });
    expect((await sharp(message && bytesOf(world, message)).metadata()).exif).toBeUndefined();
  });

  test('sent as a file keeps every byte', async () => {
    const world = await createChatWorld({ browser: browser() });
    const file = await photo('IMG_1.jpg', { width: 3000, height: 2000 });
    await world.choose(file);
    await world.page.getByLabel('Send as file').check();
    await send(world);
    const [message] = await sentFiles(world, 1);
    expect(message?.document).toMatchObject({ file_name: 'IMG_1.jpg', mime_type: 'image/jpeg' });
    expect(message && bytesOf(world, message)).toEqual(file.buffer);
  });

  test('that can’t be drawn goes as a file, for the bot to judge', async () => {
    const world = await createChatWorld({ browser: browser() });
    await world.choose({ name: 'half.png', mimeType: 'image/png', buffer: randomBytes(500) });
    await send(world);
    await world.bubble('half.png is neither a picture nor a PDF').waitFor();
  });
});

describe('several at once', () => {
  test('pictures become one album, in the order of their numbers, shown in one bubble', async () => {
    const world = await createChatWorld({ browser: browser() });
    const { page } = world;
    await world.choose(
      await photo('p10.jpg', { width: 110 }),
      await photo('p9.jpg', { width: 109 }),
      await photo('p1.jpg', { width: 101 }),
    );
    await world.field.fill('May');
    await send(world);
    const sent = await sentFiles(world, 3);
    expect(sent.map(({ photo }) => photo?.at(-1)?.width)).toEqual([101, 109, 110]);
    expect(new Set(sent.map((message) => message.media_group_id)).size).toBe(1);
    expect(sent.map(({ caption }) => caption)).toEqual(['May', undefined, undefined]);
    await page.getByRole('button', { name: 'Photo 3 of 3: open' }).waitFor();
    expect(await page.locator('.own .bubble').count()).toBe(1);
  });

  test('open large, one after another', async () => {
    const world = await createChatWorld({ browser: browser() });
    const { page } = world;
    await world.choose(await photo('a.jpg'), await photo('b.jpg'));
    await send(world);
    await page.getByRole('button', { name: 'Photo 1 of 2: open' }).click();
    await page.getByRole('img', { name: 'Photo 1 of 2' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('img', { name: 'Photo 2 of 2' }).waitFor();
    expect(await page.getByRole('button', { name: 'Photo after' }).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Photo' }).waitFor({ state: 'hidden' });
    expect(await page.locator(':focus').getAttribute('aria-label')).toBe('Photo 1 of 2: open');
  });

  test('twelve pictures are an album of ten and one of two', async () => {
    const world = await createChatWorld({ browser: browser() });
    const files = Array.from({ length: 12 }, (_, index) => photo(`${index}.jpg`, { width: 100 + index }));
    await world.choose(...(await Promise.all(files)));
    await send(world);
    const albums = (await sentFiles(world, 12)).map(({ media_group_id }) => media_group_id);
    expect(albums.map((id) => albums.indexOf(id))).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 10]);
  });

  test('pictures beside a PDF go one by one', async () => {
    const world = await createChatWorld({ browser: browser() });
    await world.choose(await photo('a.jpg'), pdf('b.pdf'));
    await send(world);
    const sent = await sentFiles(world, 2);
    expect(sent.map(({ photo, document }) => document?.file_name ?? photo?.length)).toEqual([3, 'b.pdf']);
    expect(sent.every(({ media_group_id }) => media_group_id === undefined)).toBe(true);
  });

  test('one can be taken out before they go', async () => {
    const world = await createChatWorld({ browser: browser() });
    await world.choose(pdf('a.pdf'), pdf('wrong.pdf'));
    await world.page.getByRole('button', { name: 'Remove wrong.pdf' }).click();
    await send(world);
    const sent = await sentFiles(world, 1);
    await world.bubble('PDF received').waitFor();
    expect(sent.map(({ document }) => document?.file_name)).toEqual(['a.pdf']);
  });

  test('a command beside them follows as a message of its own, where bots look for it', async () => {
    const world = await createChatWorld({ browser: browser() });
    await world.choose(await photo('a.jpg'));
    await world.field.fill('/done');
    await world.page.keyboard.press('Escape');
    await send(world);
    await world.bubble('Saved: INV-7').waitFor();
    const [page, command] = world.telegram.messages(PERSON).filter(({ from }) => from.id === PERSON);
    expect([page?.caption, command?.text]).toEqual([undefined, '/done']);
  });
});

test('what is written while photos go out follows them', async () => {
  const world = await createChatWorld({ browser: browser() });
  const { page, field } = world;
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await page.route('**/files?*', async (route) => {
    await held;
    await route.continue();
  });
  await world.choose(await photo('a.jpg'), await photo('b.jpg'));
  await send(world);
  await page.getByText('Sending 1 of 2…').waitFor();
  await field.fill('/done');
  await page.keyboard.press('Enter');
  goOn();
  await world.bubble('Saved: INV-7').waitFor();
  const own = world.telegram.messages(PERSON).filter(({ from }) => from.id === PERSON);
  expect(own.map(({ photo, text }) => (photo ? 'photo' : text))).toEqual(['photo', 'photo', '/done']);
});

describe('documents', () => {
  test('a PDF arrives byte for byte and can be downloaded again', async () => {
    const world = await createChatWorld({ browser: browser() });
    const file = pdf('Rechnung मई (2).pdf');
    await world.choose(file);
    await send(world);
    await world.bubble('PDF received').waitFor();
    const [message] = await sentFiles(world, 1);
    expect(message && bytesOf(world, message)).toEqual(file.buffer);
    const [download] = await Promise.all([
      world.page.waitForEvent('download'),
      world.page.getByRole('link', { name: `${file.name}, 668 B: download` }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(file.name);
  });

  test('what is no invoice is refused by the bot, in its own words', async () => {
    const world = await createChatWorld({ browser: browser() });
    await world.choose({ name: 'game.exe', mimeType: 'application/x-msdownload', buffer: executable() });
    await send(world);
    const refusal = world.bubble('game.exe is neither a picture nor a PDF');
    await refusal.waitFor();
    expect(await refusal.locator('.quote').textContent()).toContain('game.exe');
  });

  test('HEIC and empty files go as documents', async () => {
    const world = await createChatWorld({ browser: browser() });
    await world.choose(
      { name: 'IMG_1.heic', mimeType: 'image/heic', buffer: readHeic() },
      { name: 'nothing.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(0) },
    );
    await send(world);
    const sent = await sentFiles(world, 2);
    expect(sent.map(({ document }) => document?.file_name)).toEqual(['IMG_1.heic', 'nothing.jpg']);
  });

  test('one that is too large is named at once, and the others stay', async () => {
    const world = await createChatWorld({ browser: browser() });
    const { page } = world;
    // From the disk, as people do: handed over as bytes, it takes the browser's protocol up to a minute.
    const folder = await createFolder();
    await writeFile(join(folder, 'a.pdf'), drawPdf());
    await writeFile(join(folder, 'scan.pdf'), Buffer.alloc(21e6));
    const paths = ['a.pdf', 'scan.pdf'].map((name) => join(folder, name));
    await page.getByLabel('Choose photos and PDFs').setInputFiles(paths);
    const fault = page.getByRole('alert');
    await fault.getByText('“scan.pdf” has 20.0 MB; a bot can fetch 20 MB.').waitFor();
    await page.getByRole('button', { name: 'Remove a.pdf' }).waitFor();
    expect(await page.getByRole('button', { name: 'Remove scan.pdf' }).count()).toBe(0);
  });

  test('what could not be sent stays in the tray', async () => {
    const world = await createChatWorld({ browser: browser() });
    const { page, field } = world;
    await world.choose(pdf('a.pdf'), pdf('b.pdf'));
    await page.route('**/files?*name=b.pdf*', (route) => route.abort());
    await field.fill('both');
    await send(world);
    await page.getByRole('alert').getByText('not answering').waitFor();
    expect(await page.getByRole('button', { name: /^Remove/ }).count()).toBe(1);
    await page.unroute('**/files?*name=b.pdf*');
    await send(world);
    const sent = await sentFiles(world, 2);
    expect(sent.map(({ document }) => document?.file_name)).toEqual(['a.pdf', 'b.pdf']);
  });
});

describe('other ways in', () => {
  /** Runs in the page: a file of these bytes. */
  const fileOf = ({ name, mimeType, buffer }: ChosenFile) =>
    `new File([Uint8Array.from(atob('${buffer.toString('base64')}'), (c) => c.charCodeAt(0))], '${name}', { type: '${mimeType}' })`;

  test('dropping shows where, then puts the files into the tray', async () => {
    const world = await createChatWorld({ browser: browser() });
    const { page } = world;
    await page.evaluate(`globalThis.dropped = new DataTransfer();
      dropped.items.add(${fileOf(await photo('b.jpg'))}); dropped.items.add(${fileOf(await photo('a.jpg'))});
      const drag = (kind) => document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: dropped, bubbles: true, cancelable: true }));
      globalThis.drag = drag; drag('dragenter'); drag('dragover')`);
    await page.getByText('Drop photos or PDFs of one invoice').waitFor();
    await page.evaluate(`drag('drop')`);
    await page.getByText('Drop photos or PDFs').waitFor({ state: 'hidden' });
    const names = page.getByRole('list', { name: 'Files to send' }).getByRole('img');
    await expect.poll(() => names.count()).toBe(2);
    expect(await names.evaluateAll((all) => all.map((one) => one.getAttribute('alt')))).toEqual([
      'a.jpg',
      'b.jpg',
    ]);
  });

  test('pasting a picture works, pasting text stays text', async () => {
    const world = await createChatWorld({ browser: browser() });
    const { page, field } = world;
    const paste = (fill: string) =>
      page.evaluate(`(() => { const clipboardData = new DataTransfer(); ${fill};
        const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
        document.activeElement.dispatchEvent(event); return event.defaultPrevented })()`);
    await field.focus();
    expect(await paste(`clipboardData.setData('text/plain', 'hello')`)).toBe(false);
    expect(
      await paste(`clipboardData.items.add(${fileOf(await photo('image.png', { format: 'png' }))})`),
    ).toBe(true);
    await page.getByRole('button', { name: 'Remove image.png' }).waitFor();
    await send(world);
    expect((await sentFiles(world, 1))[0]?.photo).toBeDefined();
  });

  test('a phone offers its camera', async () => {
    const { page } = await createChatWorld({
      browser: browser(),
      context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    });
    const camera = page.getByLabel('Take a photo');
    expect(await camera.isVisible()).toBe(true);
    expect(await camera.getAttribute('capture')).toBe('environment');
    await camera.setInputFiles(await photo('shot.jpg'));
    await page.getByRole('button', { name: 'Remove shot.jpg' }).waitFor();
  });
});
