/** Makes a tree of a text and its entities, and finds the plain links in it. */
import type { MessageEntity } from '../../../bot-api/bot-api-types.ts';

export type TextPart = string | { readonly entity: MessageEntity; readonly parts: readonly TextPart[] };

const LINK = /https?:\/\/[^\s<>"]*[^\s<>"'.,;:!?)\]]/g;

/** Entities that overlap without nesting are cut to the one that begins first; broken ones are dropped. */
export function parseFormattedText(
  text: string,
  entities: readonly MessageEntity[] = [],
): readonly TextPart[] {
  const all = [...entities, ...findLinks(text, entities)].filter(
    ({ length, offset }) => length > 0 && offset >= 0,
  );
  const ordered = all.sort((a, b) => a.offset - b.offset || b.length - a.length);
  return splitRange(text, { start: 0, end: text.length, entities: ordered });
}

interface Range {
  readonly start: number;
  readonly end: number;
  /** Those that begin within, in order. */
  readonly entities: readonly MessageEntity[];
}

function splitRange(text: string, { start, end, entities }: Range): readonly TextPart[] {
  const parts: TextPart[] = [];
  let at = start;
  for (const [index, entity] of entities.entries()) {
    // Lies within an earlier one, which has taken care of it.
    if (entity.offset < at || entity.offset >= end) continue;
    if (entity.offset > at) parts.push(text.slice(at, entity.offset));
    at = Math.min(end, entity.offset + entity.length);
    const inner = { start: entity.offset, end: at, entities: entities.slice(index + 1) };
    parts.push({ entity, parts: splitRange(text, inner) });
  }
  if (at < end) parts.push(text.slice(at, end));
  return parts;
}

/** Telegram's servers mark links; ours leaves that to whoever shows the text. */
function findLinks(text: string, entities: readonly MessageEntity[]): MessageEntity[] {
  const opaque = entities.filter(({ type }) => ['code', 'pre', 'text_link', 'url'].includes(type));
  return [...text.matchAll(LINK)]
    .map((match) => ({ type: 'url', offset: match.index, length: match[0].length }))
    .filter(({ offset, length }) => {
      return !opaque.some((one) => one.offset < offset + length && offset < one.offset + one.length);
    });
}
