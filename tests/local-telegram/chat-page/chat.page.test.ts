/** The chat in a real browser: what people write, press and see, in one tab and in several. */
import { InlineKeyboard } from 'grammy';
import { describe, expect, test } from 'vitest';
import { createChatWorld, PERSON, PHONE } from '../../support/chat-page/chat-world.ts';
import { useChromium } from '../../support/chat-page/chromium.ts';

const browser = useChromium();

describe('messages', () => {
  test('an empty chat begins with Start, whose answer is formatted', async () => {
    const { page, bubble } = await createChatWorld({ browser: browser() });
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await bubble('Welcome, send a page.').waitFor();
    expect(await page.locator('.bubble strong').textContent()).toBe('Welcome');
    expect(await page.getByRole('button', { name: 'Start', exact: true }).isVisible()).toBe(false);
  });

  test('text is text, whatever it looks like', async () => {
    const { bot, page, say, bubble } = await createChatWorld({ browser: browser() });
    const markup = '<img src=x onerror="document.title=1"> &amp; <script>1</script>';
    await say(markup);
    await bubble(`Heard: ${markup}`).waitFor();
    await bot.api.sendMessage(PERSON, 'go: here or https://example.com/a_b?c=1.', {
      entities: [{ type: 'text_link', offset: 4, length: 4, url: 'javascript:document.title=1' }],
    });
    await bubble('go: here').waitFor();
    expect(await page.locator('.bubble img, .bubble script').count()).toBe(0);
    const links = page.locator('.bubble a');
    expect(await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')))).toEqual([
      'https://example.com/a_b?c=1',
    ]);
  });

  test('Enter sends, Shift+Enter begins a line, and the field grows', async () => {
    const { page, telegram, field } = await createChatWorld({ browser: browser() });
    await field.click();
    const before = await field.boundingBox();
    await page.keyboard.type('one');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('two');
    expect((await field.boundingBox())?.height).toBeGreaterThan(before?.height ?? 0);
    await page.keyboard.press('Enter');
    await telegram.waitForReply(PERSON, 'Heard: one\ntwo');
    expect(await field.inputValue()).toBe('');
  });

  test('edits happen in place, deleted messages vanish, typing ends with the message', async () => {
    const { bot, page, say, bubble } = await createChatWorld({ browser: browser() });
    await say('hello');
    await bubble('Heard: hello').waitFor();
    await bot.api.sendChatAction(PERSON, 'typing');
    await page.getByText('typing…').waitFor();
    const { message_id } = await bot.api.sendMessage(PERSON, 'Reading 1/2');
    await bubble('Reading 1/2').waitFor();
    await page.getByText('typing…').waitFor({ state: 'detached' });
    await bot.api.editMessageText(PERSON, message_id, 'Reading 2/2');
    await bubble(/Reading 2\/2.*edited/).waitFor();
    expect(await bubble('Reading').count()).toBe(1);
    await bot.api.deleteMessage(PERSON, message_id);
    await bubble('Reading').waitFor({ state: 'detached' });
  });

  test('who reads further up stays there and is told of what is new', async () => {
    const { bot, page, say, bubble } = await createChatWorld({
      browser: browser(),
      context: { viewport: PHONE },
    });
    await say('hello');
    await bubble('Heard: hello').waitFor();
    const long = Array.from({ length: 60 }, (_, index) => `line ${index + 1}`).join('\n');
    await bot.api.sendMessage(PERSON, long);
    await bubble('line 60').waitFor();
    const scroller = page.locator('#scroller');
    const isAtEnd = () => scroller.evaluate((it) => it.scrollHeight - it.scrollTop - it.clientHeight < 2);
    await expect.poll(isAtEnd).toBe(true);

    await scroller.evaluate((it) => it.scrollTo(0, 0));
    const toEnd = page.locator('#to-end');
    await toEnd.waitFor();
    await bot.api.sendMessage(PERSON, 'news');
    await page.getByRole('button', { name: '1 new message: to the newest' }).waitFor();
    expect(await scroller.evaluate((it) => it.scrollTop)).toBe(0);
    await toEnd.click();
    await toEnd.waitFor({ state: 'hidden' });
    expect(await isAtEnd()).toBe(true);
  });
});

describe('buttons', () => {
  test('wait for the bot; its answer is a notice, or a dialog where it asks for one', async () => {
    const { page, telegram, say, bubble } = await createChatWorld({ browser: browser() });
    await say('/done');
    await bubble('Saved: INV-7').waitFor();
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    telegram.injectFault('answerCallbackQuery', { holdUntil: held });
    const next = page.getByRole('button', { name: 'Next' });
    await next.click();
    await page.locator('.buttons [aria-busy="true"]').waitFor();
    answer();
    await page.getByRole('status').getByText('Queued: send the next one').waitFor();
    expect(await page.locator('.buttons [aria-busy="true"]').count()).toBe(0);

    await page.getByRole('button', { name: 'Cancel' }).click();
    const dialog = page.getByRole('dialog', { name: 'Too late' });
    await dialog.waitFor();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
  });

  test('keep the focus when the bot edits their message', async () => {
    const { page, say, bubble } = await createChatWorld({ browser: browser() });
    await say('/done');
    await page.getByRole('button', { name: '✅ Done' }).focus();
    await page.keyboard.press('Enter');
    await bubble('Saving…').waitFor();
    expect(await page.locator(':focus').textContent()).toBe('✅ Done');
  });

  test('that are gone meanwhile say so', async () => {
    const { bot, page, say, telegram, bubble } = await createChatWorld({ browser: browser() });
    await say('/done');
    await bubble('Saved: INV-7').waitFor();
    const messageId = telegram.messages(PERSON).at(-1)?.message_id ?? 0;
    // The request is under way while the bot takes the button away.
    await page.route('**/presses', async (route) => {
      const reply_markup = new InlineKeyboard().text('Other', 'other');
      await bot.api.editMessageReplyMarkup(PERSON, messageId, { reply_markup });
      await route.continue();
    });
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('alert').getByText('That button is no longer there.').waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expect.poll(() => page.getByRole('alert').textContent()).toBe('');
  });
});

describe('commands', () => {
  test('a slash lists the bot’s own, typing narrows, keys choose', async () => {
    const { page, field, bubble } = await createChatWorld({ browser: browser() });
    await field.pressSequentially('/');
    const options = page.getByRole('option');
    await options.first().waitFor();
    expect(await options.allTextContents()).toEqual([
      '/done Read the pages',
      '/daily_stats Cost of a day',
      '/help How it works',
    ]);
    const opener = page.getByRole('button', { name: 'Commands' });
    expect(await opener.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.type('d');
    expect(await options.count()).toBe(2);
    await page.keyboard.press('ArrowDown');
    expect(await field.getAttribute('aria-activedescendant')).toBe('command-1');
    await page.keyboard.press('Enter');
    await bubble('Heard: /daily_stats').waitFor();
    expect(await field.inputValue()).toBe('');
  });

  test('Escape closes the list, its button opens it, the pointer chooses', async () => {
    const { page, field, bubble } = await createChatWorld({ browser: browser() });
    await field.pressSequentially('/');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('option').count()).toBe(0);
    expect(await field.inputValue()).toBe('/');
    await field.fill('');
    await page.getByRole('button', { name: 'Commands' }).click();
    await page.getByRole('option', { name: '/help' }).click();
    await bubble('Heard: /help').waitFor();
  });

  test('that stand in a message can be pressed', async () => {
    const { bot, page, say, bubble } = await createChatWorld({ browser: browser() });
    await say('hello');
    await bot.api.sendMessage(PERSON, 'Send more, or /done');
    await bubble('Send more').getByRole('button', { name: '/done' }).click();
    await bubble('Saved: INV-7').waitFor();
    expect(await page.locator('.own .bubble', { hasText: '/done' }).count()).toBe(1);
  });
});

describe('tabs and people', () => {
  test('the chat is there after a reload, and several tabs stay in step', async () => {
    const { page, context, url, say, bubble } = await createChatWorld({ browser: browser() });
    await say('hello');
    await bubble('Heard: hello').waitFor();
    await page.reload();
    await bubble('Heard: hello').waitFor();

    const second = await context.newPage();
    await second.goto(url);
    await second.locator('.bubble', { hasText: 'Heard: hello' }).waitFor();
    await say('again');
    await second.locator('.bubble', { hasText: 'Heard: again' }).waitFor();
  });

  test('a new person has a chat of their own, at an address of their own', async () => {
    const { page, context, telegram, field, say, bubble } = await createChatWorld({ browser: browser() });
    await say('from the first');
    await bubble('Heard: from the first').waitFor();
    await page.getByRole('button', { name: 'Who is chatting' }).click();
    await page.getByRole('button', { name: 'New person' }).click();
    await page.waitForURL('**/?person=1002');
    await page.getByRole('button', { name: 'Start', exact: true }).waitFor();
    await field.fill('from the second');
    await page.keyboard.press('Enter');
    await bubble('Heard: from the second').waitFor();
    expect(await bubble('first').count()).toBe(0);
    expect(telegram.messages(1002)[0]?.from.id).toBe(1002);

    const first = await context.newPage();
    await first.goto(new URL('/', page.url()).href);
    await first.locator('.bubble', { hasText: 'Heard: from the first' }).waitFor();
    expect(await first.locator('.bubble', { hasText: 'second' }).count()).toBe(0);
  });

  test('another browser is another person', async () => {
    const { url, say, bubble } = await createChatWorld({ browser: browser() });
    await say('mine');
    await bubble('Heard: mine').waitFor();
    const other = await browser().newPage();
    await other.goto(`${url}/?person=${PERSON}`);
    await other.getByRole('button', { name: 'Start', exact: true }).waitFor();
    expect(await other.locator('#person-name').textContent()).toBe('Person 2');
    await other.close();
  });

  test('a hidden page gives its connection back and catches up when it is seen again', async () => {
    const { page, telegram, say, bubble, bot } = await createChatWorld({ browser: browser() });
    await say('hello');
    await bubble('Heard: hello').waitFor();
    const setHidden = (isHidden: boolean) =>
      page.evaluate(`Object.defineProperty(document, 'hidden', { value: ${isHidden}, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'))`);
    await setHidden(true);
    await bot.api.sendMessage(PERSON, 'while you were away');
    await telegram.waitForReply(PERSON, 'while you were away');
    expect(await bubble('while you were away').count()).toBe(0);
    await setHidden(false);
    await bubble('while you were away').waitFor();
  });
});

describe('when the server is away', () => {
  test('the page says so, keeps what was written, and goes on when it is back', async () => {
    const world = await createChatWorld({ browser: browser() });
    const { page, field, say, bubble } = world;
    await say('hello');
    await bubble('Heard: hello').waitFor();
    await world.stopServing();
    await page.getByText('Reconnecting…').waitFor();
    await say('still there?');
    await page.getByRole('alert').getByText('not answering').waitFor();
    expect(await field.inputValue()).toBe('still there?');

    await world.serve();
    await page.getByText('Reconnecting…').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Send' }).click();
    await bubble('Heard: still there?').waitFor();
    expect(await page.getByRole('alert').textContent()).toBe('');
  });

  test('a server that has forgotten the person is met anew', async () => {
    const world = await createChatWorld({ browser: browser() });
    const { page, context } = world;
    await page.getByRole('button', { name: 'Who is chatting' }).click();
    await page.getByRole('button', { name: 'New person' }).click();
    await page.waitForURL('**/?person=1002');
    await world.stopServing();
    await page.getByText('Reconnecting…').waitFor();
    await context.clearCookies();
    await world.serve();
    await page.waitForURL((url) => url.search === '');
    await page.getByRole('button', { name: 'Start', exact: true }).waitFor();
    expect(await page.locator('#person-name').textContent()).toBe('Person 1');
  });
});
