/** Telegram's HTML against well-formed input, and against anything at all. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BotApiError } from '../../src/local-telegram/bot-api/bot-api-error.ts';
import type { MessageEntity } from '../../src/local-telegram/bot-api/bot-api-types.ts';
import { parseHtml } from '../../src/local-telegram/bot-api/html.ts';

const EMPTY = { html: '', text: '', entities: [] };

interface Styled {
  readonly html: string;
  readonly text: string;
  readonly entities: readonly MessageEntity[];
}

const { styled } = fc.letrec<{ styled: Styled; plain: Styled; tagged: Styled }>((tie) => ({
  plain: fc.string({ unit: 'grapheme' }).map((text) => {
    const html = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    return { html, text, entities: [] };
  }),
  tagged: fc
    .tuple(fc.constantFrom(['b', 'bold'], ['i', 'italic'], ['code', 'code']), fc.array(tie('styled')))
    .map(([[tag, type = ''], children]) => {
      const { html, text, entities } = children.reduce(join, EMPTY);
      const own = text === '' ? [] : [{ type, offset: 0, length: text.length }];
      return { html: `<${tag}>${html}</${tag}>`, text, entities: [...own, ...entities] };
    }),
  styled: fc.oneof({ maxDepth: 4 }, tie('plain'), tie('tagged')),
}));

test('well-formed HTML gives its text, and an entity for every tag around text', () => {
  fc.assert(
    fc.property(styled, ({ html, text, entities }) => {
      const parsed = parseHtml(html);
      expect(parsed.text).toBe(text);
      expect(parsed.entities).toEqual(entities);
    }),
  );
});

test('anything is read or refused with 400', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom('<b>', '</b>', '<a href="x">', '</a>', '<', '>', '&lt;', '&#1;'),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      try {
        const { text, entities } = parseHtml(pieces.join(''));
        for (const { offset, length } of entities) expect(offset + length).toBeLessThanOrEqual(text.length);
      } catch (error) {
        expect(error).toBeInstanceOf(BotApiError);
        expect(error).toMatchObject({
          status: 400,
          description: expect.stringContaining("can't parse entities: "),
        });
      }
    }),
  );
});

test.each([
  ['&#8377;&#x20b9; &amp &quot;', '₹₹ & "'],
  ['&nbsp;&unknown;&#0;', '&nbsp;&unknown;&#0;'],
  ['AT&T', 'AT&T'],
  ['<PRE>a</PRE><b></b>', 'a'],
])('%s reads %s', (html, text) => {
  expect(parseHtml(html).text).toBe(text);
});

function join(before: Styled, { html, text, entities }: Styled): Styled {
  const moved = entities.map((entity) => ({ ...entity, offset: entity.offset + before.text.length }));
  return { html: before.html + html, text: before.text + text, entities: [...before.entities, ...moved] };
}
