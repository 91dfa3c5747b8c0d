/** What the page works out before it draws: its state, its turns, its texts, its cells. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Message, MessageEntity } from '../../../src/local-telegram/bot-api/bot-api-types.ts';
import { formatBytes, formatNearDay } from '../../../src/local-telegram/chat-page/browser/formats.ts';
import { applyEvent, EMPTY_CHAT } from '../../../src/local-telegram/chat-page/browser/messages/chat-state.ts';
import {
  parseFormattedText,
  type TextPart,
} from '../../../src/local-telegram/chat-page/browser/messages/formatted-text.ts';
import { arrangeTurns } from '../../../src/local-telegram/chat-page/browser/messages/turns.ts';
import {
  formatCell,
  formatColumnName,
} from '../../../src/local-telegram/chat-page/browser/rows/row-cells.ts';

const OWN = 42;
const BOT = 1;

function message(id: number, content: Partial<Message> & { readonly by?: number } = {}): Message {
  const { by = OWN, ...others } = content;
  const from = { id: by, is_bot: by === BOT, first_name: 'x' };
  return { message_id: id, date: 1_770_000_000 + id, chat: { id: OWN, type: 'private' }, from, ...others };
}

describe('the state', () => {
  test('is the same whether a page saw every event or came late', () => {
    const first = message(1, { text: 'a' });
    const edited = message(2, { text: 'c' });
    const seen = (
      [
        { kind: 'snapshot', messages: [first], commands: [] },
        { kind: 'message', message: message(2, { text: 'b' }) },
        { kind: 'message', message: message(3) },
        { kind: 'message', message: edited },
        { kind: 'deleted', messageId: 3 },
        { kind: 'action', action: 'typing' },
      ] as const
    ).reduce(applyEvent, EMPTY_CHAT);
    expect(seen).toEqual(
      applyEvent(EMPTY_CHAT, { kind: 'snapshot', messages: [first, edited], commands: [] }),
    );
  });
});

describe('turns', () => {
  const arrange = (...messages: Message[]) =>
    arrangeTurns(messages, { ownId: OWN, dayOf: (seconds) => `${Math.floor(seconds / 86_400)}` });
  const shapeOf = (items: ReturnType<typeof arrangeTurns>) =>
    items.map((item) => (item.kind === 'day' ? 'day' : item.messages.map((one) => one.message_id)));

  test('siblings of an album share a bubble, also those that came after another message', () => {
    const album = { media_group_id: '7' };
    const items = arrange(message(1, album), message(2, { by: BOT }), message(3, album), message(4));
    expect(shapeOf(items)).toEqual(['day', [1, 3], [2], [4]]);
  });

  test('bubbles of one sender form a run, until another one speaks or time has passed', () => {
    const items = arrange(message(1), message(2), message(3, { by: BOT }), message(900, { by: BOT }));
    expect(
      items.filter((item) => item.kind === 'turn').map((turn) => [turn.startsRun, turn.endsRun]),
    ).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [true, true],
    ]);
  });

  test('each day is announced once', () => {
    const items = arrange(message(1), message(2), message(90_000), message(90_001));
    expect(shapeOf(items)).toEqual(['day', [1], [2], 'day', [90_000], [90_001]]);
  });
});

describe('formatted text', () => {
  const plain = (parts: readonly TextPart[]): string =>
    parts.map((part) => (typeof part === 'string' ? part : plain(part.parts))).join('');
  const outline = (parts: readonly TextPart[]): unknown[] =>
    parts.map((part) => (typeof part === 'string' ? part : { [part.entity.type]: outline(part.parts) }));
  const entity = (type: string, offset: number, length: number): MessageEntity => ({ type, offset, length });

  test('entities nest', () => {
    const entities = [entity('bold', 0, 9), entity('italic', 5, 4), entity('bot_command', 13, 5)];
    expect(outline(parseFormattedText('Paid 1180 or /done.', entities))).toEqual([
      { bold: ['Paid ', { italic: ['1180'] }] },
      ' or ',
      { bot_command: ['/done'] },
      '.',
    ]);
  });

  test('links are found, but not within code or another link', () => {
    const text = 'https://a.in/x?y=1, http://b.in) https://c.in';
    const code = [entity('code', 33, 12)];
    expect(outline(parseFormattedText(text, code))).toEqual([
      { url: ['https://a.in/x?y=1'] },
      ', ',
      { url: ['http://b.in'] },
      ') ',
      { code: ['https://c.in'] },
    ]);
  });

  test('whatever the entities are, no text is lost, doubled or moved', () => {
    const anyEntity = fc.record({
      type: fc.constantFrom('bold', 'code', 'text_link', 'strange'),
      offset: fc.integer({ min: -5, max: 40 }),
      length: fc.integer({ min: -5, max: 40 }),
    });
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.array(anyEntity, { maxLength: 8 }), (text, entities) => {
        expect(plain(parseFormattedText(text, entities))).toBe(text);
      }),
    );
  });
});

describe('cells', () => {
  test.each([
    ['amount', '1234567.5', '12,34,567.50'],
    ['amount', '-100000', '-1,00,000.00'],
    ['amount', '999.999', '999.999'],
    ['amount', 'see below', 'see below'],
    ['number', '2.5', '2.5'],
    ['date', '2026-02-06', '6 Feb 2026'],
    ['date', '06/02/26', '06/02/26'],
    ['date', '2026-13-06', '2026-13-06'],
    ['text', '=1+1', '=1+1'],
  ] as const)('a cell of kind %s reads %s as %s', (kind, value, shown) => {
    expect(formatCell(kind, value)).toBe(shown);
  });

  test('amounts are grouped as en-IN groups them', () => {
    const format = new Intl.NumberFormat('en-IN', { minimumFractionDigits: 2 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (paise) => {
        expect(formatCell('amount', (paise / 100).toFixed(2))).toBe(format.format(paise / 100));
      }),
    );
  });

  test('column names lose their underscores, or make way for a label', () => {
    const column = { name: 'Invoice_No', kind: 'text', isKey: true } as const;
    expect([formatColumnName(column), formatColumnName({ ...column, label: 'Number' })]).toEqual([
      'Invoice No',
      'Number',
    ]);
  });
});

test('sizes and near days read as people say them', () => {
  expect([500, 2048, 20 * 1024 ** 2].map(formatBytes)).toEqual(['500 B', '2 KB', '20.0 MB']);
  const now = new Date(2026, 2, 1, 9);
  const near = [new Date(2026, 2, 1, 1), new Date(2026, 1, 28, 23), new Date(2026, 1, 27)];
  const [today, yesterday, before] = near.map((date) => formatNearDay(date.getTime() / 1000, now));
  expect([today, yesterday]).toEqual(['Today', 'Yesterday']);
  expect(before).toContain('27');
});
