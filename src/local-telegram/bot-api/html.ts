/** Telegram's HTML: text with a few tags becomes plain text with entities, or a refusal in Telegram's words. */
import { badRequest } from './bot-api-error.ts';
import type { MessageEntity } from './bot-api-types.ts';

/** Tag → the entity that it makes. `span` and `a` are refined by their attribute. */
const ENTITY_OF_TAG = new Map([
  ['b', 'bold'],
  ['strong', 'bold'],
  ['i', 'italic'],
  ['em', 'italic'],
  ['u', 'underline'],
  ['ins', 'underline'],
  ['s', 'strikethrough'],
  ['strike', 'strikethrough'],
  ['del', 'strikethrough'],
  ['span', 'spoiler'],
  ['tg-spoiler', 'spoiler'],
  ['tg-emoji', 'custom_emoji'],
  ['tg-time', 'date_time'],
  ['a', 'text_link'],
  ['code', 'code'],
  ['pre', 'pre'],
  ['blockquote', 'blockquote'],
]);
const CHARACTER_OF_NAME = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
]);
const TOKEN = /<[^>]*>?|&(?:#x[0-9a-f]+|#\d+|[a-z]+);?|[^<&]+|&/gi;

interface Token {
  readonly source: string;
  /** Where it stands, in the words of the refusals. */
  readonly at: string;
}

interface OpenTag {
  readonly tag: string;
  readonly offset: number;
  readonly attributes: string;
}

export interface ParsedHtml {
  readonly text: string;
  /** Outer entities come before inner ones. */
  readonly entities: readonly MessageEntity[];
}

/**
 * Throws the 400 "can't parse entities: …" that Telegram gives for an unknown, unclosed or unmatched tag. Two things
 * are looser than there: how attributes are quoted is not checked, and `<pre><code class="language-…">` gives two
 * entities, without the language.
 */
export function parseHtml(html: string): ParsedHtml {
  let text = '';
  const entities: MessageEntity[] = [];
  const open: OpenTag[] = [];
  for (const { 0: source, index } of html.matchAll(TOKEN)) {
    const token = { source, at: `at byte offset ${Buffer.byteLength(html.slice(0, index))}` };
    if (source.startsWith('</')) {
      const closed = closeTag(token, open);
      if (text.length > closed.offset) entities.push(toEntity(closed, text));
    } else if (source.startsWith('<')) open.push(openTag(token, text.length));
    else text += source.startsWith('&') ? decodeCharacter(source) : source;
  }
  const unclosed = open.at(-1);
  if (unclosed) throw cannotParse(`Can't find end tag corresponding to start tag "${unclosed.tag}"`);
  // Inner tags close first; the sort is stable.
  return { text, entities: entities.reverse().sort((a, b) => a.offset - b.offset || b.length - a.length) };
}

function openTag({ source, at }: Token, offset: number): OpenTag {
  if (!source.endsWith('>')) throw cannotParse(`Unclosed start tag ${at}`);
  const [, name = '', attributes = ''] = /^<([^\s>]*)([^>]*)>$/.exec(source) ?? [];
  const tag = name.toLowerCase();
  if (!ENTITY_OF_TAG.has(tag)) throw cannotParse(`Unsupported start tag "${tag}" ${at}`);
  if (tag === 'span' && attributeOf(attributes, 'class') !== 'tg-spoiler')
    throw cannotParse(`Tag "span" must have class "tg-spoiler" ${at}`);
  return { tag, offset, attributes };
}

function closeTag({ source, at }: Token, open: OpenTag[]): OpenTag {
  const opened = open.pop();
  if (opened === undefined) throw cannotParse(`Unexpected end tag ${at}`);
  if (!source.endsWith('>')) throw cannotParse(`Unclosed end tag ${at}`);
  const tag = source.slice(2, -1).trim().toLowerCase();
  if (tag !== '' && tag !== opened.tag)
    throw cannotParse(`Unmatched end tag ${at}, expected "</${opened.tag}>", found "</${tag}>"`);
  return opened;
}

function toEntity({ tag, offset, attributes }: OpenTag, text: string): MessageEntity {
  const entity = { type: ENTITY_OF_TAG.get(tag) ?? tag, offset, length: text.length - offset };
  return tag === 'a' ? { ...entity, url: attributeOf(attributes, 'href') ?? text.slice(offset) } : entity;
}

function attributeOf(attributes: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([\\w.-]+))`, 'i').exec(
    attributes,
  );
  const value = match?.[1] ?? match?.[2] ?? match?.[3];
  return value?.replace(/&(?:#x[0-9a-f]+|#\d+|[a-z]+);?/gi, decodeCharacter);
}

/** `&lt;` or `&#8377;` to its character. What Telegram doesn't know stays as it is. */
function decodeCharacter(token: string): string {
  const name = token.replace(/^&|;$/g, '');
  if (!name.startsWith('#')) return CHARACTER_OF_NAME.get(name) ?? token;
  const code = Number(name.replace(/^#x/i, '0x').replace(/^#/, ''));
  return code > 0 && code < 0x10ffff ? String.fromCodePoint(code) : token;
}

function cannotParse(reason: string): Error {
  return badRequest(`can't parse entities: ${reason}`);
}
