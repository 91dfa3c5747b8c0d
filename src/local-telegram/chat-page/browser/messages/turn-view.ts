/** Shows one bubble: quote, photos, documents, text, time, and the buttons under it. */
import type { Message } from '../../../bot-api/bot-api-types.ts';
import { element, spoken } from '../dom.ts';
import { formatTime } from '../formats.ts';
import type { KeyboardViews } from './keyboard-view.ts';
import type { MediaViews } from './media-view.ts';
import { createTextView } from './text-view.ts';
import type { Turn } from './turns.ts';

export interface TurnViewOptions {
  readonly media: MediaViews;
  readonly keyboards: KeyboardViews;
  /** A command in a text was pressed; it has its slash. */
  readonly onCommand: (command: string) => void;
}

export function createTurnView(turn: Turn, options: TurnViewOptions): HTMLElement {
  const { messages, isOwn, startsRun, endsRun } = turn;
  const sides = [isOwn ? 'own' : 'theirs', startsRun ? 'starts' : '', endsRun ? 'ends' : ''];
  const keyboards = messages.flatMap((message) => options.keyboards.create(message) ?? []);
  const view = element('li', { class: ['turn', ...sides].join(' ').trim() });
  view.append(createBubble(turn, options), ...keyboards);
  return view;
}

function createBubble({ messages, isOwn }: Turn, options: TurnViewOptions): HTMLElement {
  const photos = options.media.createPhotos(messages);
  const documents = messages.flatMap(({ document }) => document ?? []);
  const texts = messages.flatMap((message) => createText(message, options) ?? []);
  const meta = createMeta(messages);
  // Beside the last line of the last text, where there is room.
  texts.at(-1)?.append(meta);
  const isBare = photos.length > 0 && texts.length === 0 && documents.length === 0;
  return element(
    'div',
    { class: isBare ? 'bubble bare' : 'bubble' },
    spoken(isOwn ? 'You: ' : `${messages[0]?.from.first_name ?? 'Bot'}: `),
    createQuote(messages[0]?.reply_to_message),
    photos.length > 0
      ? element('div', { class: `photos of-${layoutOf(photos.length)}` }, ...photos)
      : undefined,
    ...documents.map(options.media.createDocument),
    ...texts,
    createUnknown(messages),
    texts.length === 0 ? meta : undefined,
  );
}

function createText({ text, entities, caption, caption_entities }: Message, options: TurnViewOptions) {
  if (text !== undefined) return createTextView({ text, entities }, options);
  if (caption !== undefined) return createTextView({ text: caption, entities: caption_entities }, options);
  return undefined;
}

function createQuote(replied: Message | undefined): HTMLElement | undefined {
  if (replied === undefined) return undefined;
  const { text, caption, document, photo } = replied;
  const words = text ?? caption ?? document?.file_name ?? (photo ? 'Photo' : 'Message');
  return element('blockquote', { class: 'quote', dir: 'auto' }, spoken('In reply to: '), words);
}

/** Kinds of message that the page has no picture for. */
function createUnknown(messages: readonly Message[]): HTMLElement | undefined {
  const isShown = messages.some(({ text, photo, document }) => text !== undefined || photo || document);
  return isShown ? undefined : element('p', { class: 'text' }, 'This kind of message can’t be shown here.');
}

function createMeta(messages: readonly Message[]): HTMLElement {
  const last = messages.at(-1);
  const isEdited = messages.some(({ edit_date }) => edit_date !== undefined);
  const date = last?.date ?? 0;
  const time = element('time', { datetime: new Date(date * 1000).toISOString() }, formatTime(date));
  return element('span', { class: 'meta' }, isEdited ? 'edited ' : undefined, time);
}

/** The stylesheet knows grids of one to ten; more go in rows of three. */
function layoutOf(count: number): number {
  return Math.min(count, 10);
}
