/** Arranges messages as a chat shows them: days, albums in one piece, runs of one sender close together. */
import type { Message } from '../../../bot-api/bot-api-types.ts';

/** One bubble: a message, or the messages of an album. */
export interface Turn {
  readonly kind: 'turn';
  readonly key: string;
  /** Oldest first, at least one. */
  readonly messages: readonly Message[];
  readonly isOwn: boolean;
  /** Nothing of the same sender stands right before or after it. */
  readonly startsRun: boolean;
  readonly endsRun: boolean;
}

export interface Day {
  readonly kind: 'day';
  readonly key: string;
  /** Unix seconds, somewhere in that day. */
  readonly date: number;
}

export interface TurnOptions {
  readonly ownId: number;
  /** The same text for all of a day and for no other. */
  readonly dayOf: (unixSeconds: number) => string;
}

/** A longer pause than this starts a new run. */
const RUN_SECONDS = 10 * 60;

/** Siblings of an album that came after another message still join the first of them. */
export function arrangeTurns(messages: readonly Message[], options: TurnOptions): readonly (Turn | Day)[] {
  const bubbles = groupAlbums(messages);
  return bubbles.flatMap((bubble, index) => {
    const before = bubbles[index - 1]?.[0];
    const [message] = bubble;
    if (message === undefined) return [];
    const turn = toTurn(bubble, { message, before, after: bubbles[index + 1]?.[0], ownId: options.ownId });
    const isNewDay = before === undefined || options.dayOf(before.date) !== options.dayOf(message.date);
    if (!isNewDay) return [turn];
    return [{ kind: 'day' as const, key: `day-${message.message_id}`, date: message.date }, turn];
  });
}

function groupAlbums(messages: readonly Message[]): readonly (readonly Message[])[] {
  const bubbles = new Map<string, Message[]>();
  for (const message of messages) {
    const key = message.media_group_id ? `album-${message.media_group_id}` : `${message.message_id}`;
    bubbles.set(key, [...(bubbles.get(key) ?? []), message]);
  }
  return [...bubbles.values()];
}

interface Neighbours {
  readonly message: Message;
  readonly before: Message | undefined;
  readonly after: Message | undefined;
  readonly ownId: number;
}

function toTurn(messages: readonly Message[], { message, before, after, ownId }: Neighbours): Turn {
  return {
    kind: 'turn',
    key: `turn-${message.message_id}`,
    messages,
    isOwn: message.from.id === ownId,
    startsRun: !isSameRun(before, message),
    endsRun: !isSameRun(message, after),
  };
}

function isSameRun(earlier: Message | undefined, later: Message | undefined): boolean {
  if (earlier === undefined || later === undefined) return false;
  return earlier.from.id === later.from.id && later.date - earlier.date < RUN_SECONDS;
}
