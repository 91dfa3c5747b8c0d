/** What the page knows of its chat: a fold over the events of the stream. */
import type { BotCommand, Message } from '../../../bot-api/bot-api-types.ts';
import type { PageEvent } from '../../page-contract.ts';

export interface ChatState {
  /** By id, which is by age. */
  readonly messages: readonly Message[];
  readonly commands: readonly BotCommand[];
}

export const EMPTY_CHAT: ChatState = { messages: [], commands: [] };

/** Gives the same state for events that change nothing in it. */
export function applyEvent(state: ChatState, event: PageEvent): ChatState {
  switch (event.kind) {
    case 'snapshot':
      return { messages: event.messages, commands: event.commands };
    case 'message':
      return { ...state, messages: putMessage(state.messages, event.message) };
    case 'deleted':
      return { ...state, messages: state.messages.filter((one) => one.message_id !== event.messageId) };
    case 'commands':
      return { ...state, commands: event.commands };
    default:
      return state;
  }
}

function putMessage(messages: readonly Message[], message: Message): readonly Message[] {
  const isKnown = messages.some((one) => one.message_id === message.message_id);
  if (!isKnown) return [...messages, message].sort((a, b) => a.message_id - b.message_id);
  return messages.map((one) => (one.message_id === message.message_id ? message : one));
}
