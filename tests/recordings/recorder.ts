/** Writes down, step by step, what people see in their chats: what is new, changed or gone once each step has settled. */
import { vi } from 'vitest';
import type { ApiCall } from '../../src/local-telegram/bot-api/api-call.ts';
import type { Message, MessageEntity } from '../../src/local-telegram/bot-api/bot-api-types.ts';
import type { LocalUser } from '../../src/local-telegram/user-actions.ts';
import type { World } from '../support/test-app.ts';

const STEP_MS = 60_000;
/** A busy machine may take a while; only a fault takes longer. */
export const PATIENCE_MS = 40_000;

/** What the bot shows while it works on a scan: gone, or another message, once that has ended or asks something. */
const STATUS = /^(?:📄|🔎|💾|⏳)/;

export interface Step {
  /** Who did what. */
  readonly title: string;
  readonly act: () => unknown;
  /** Resolves when the chat shows what the step leads to. */
  readonly until: () => Promise<unknown>;
  /** How many status messages stand in all chats then. Default 0: every scan has ended, or asks. */
  readonly statuses?: number;
  /**
   * Whether a minute passes before it. Default: unless a status message stands, for then a page may be in the middle of being
   * read, and how long that took must not depend on the machine.
   */
  readonly ticks?: boolean;
}

export interface Recorder {
  step(step: Step): Promise<void>;
  note(heading: string): void;
  text(): string;
}

/** Of a step only what it comes to counts: states in between depend on who is faster. */
export function createRecorder(world: World, people: readonly LocalUser[]): Recorder {
  const lines: string[] = [];
  const numbers = new Map<string, number>();
  let stepNumber = 0;

  function botMessages(): ReadonlyMap<string, Message> {
    const all = people.flatMap(({ id }) => world.telegram.messages(id).filter(({ from }) => from.is_bot));
    return new Map(all.map((message) => [`${message.chat.id}/${message.message_id}`, message]));
  }

  function countStatuses(): number {
    return [...botMessages().values()].filter(({ text }) => STATUS.test(text ?? '')).length;
  }

  function numberOf(key: string): number {
    const number = numbers.get(key) ?? numbers.size + 1;
    numbers.set(key, number);
    return number;
  }

  function describeChanges(before: ReadonlyMap<string, Message>): string[] {
    const after = botMessages();
    const gone = [...before.keys()].filter((key) => !after.has(key));
    const changed = [...after].flatMap(([key, message]) => {
      const old = before.get(key);
      const content = describeMessage(world, message);
      if (old && describeMessage(world, old).join('\n') === content.join('\n')) return [];
      const to = people.find(({ id }) => id === message.chat.id)?.firstName ?? '';
      return [`${old ? 'changed' : 'new'} message ${numberOf(key)} to ${to}:`, ...content];
    });
    return [...gone.map((key) => `gone: message ${numberOf(key)}`), ...changed];
  }

  return {
    async step({ title, act, until, statuses = 0, ticks = countStatuses() === 0 }) {
      if (ticks) vi.setSystemTime(Date.now() + STEP_MS);
      const before = botMessages();
      const answered = new Set(world.telegram.calls('answerCallbackQuery'));
      await act();
      await until();
      await world.telegram.waitFor(() => countStatuses() === statuses || undefined, {
        timeoutMs: PATIENCE_MS,
        what: `${statuses} status messages after: ${title}`,
      });
      const presses = world.telegram.calls('answerCallbackQuery').filter((call) => !answered.has(call));
      stepNumber += 1;
      lines.push('', `── ${stepNumber}. ${title}`, ...presses.map(describePress), ...describeChanges(before));
    },
    note: (heading) => void lines.push('', `══ ${heading} ══`),
    text: () => `${lines.join('\n').trimStart()}\n`,
  };
}

function describePress({ params }: ApiCall): string {
  const alert = params.show_alert === undefined ? '' : ` (alert: ${params.show_alert})`;
  return `press answered: ${params.text ?? 'without a word'}${alert}`;
}

function describeMessage(world: World, message: Message): string[] {
  const { text, caption, entities, caption_entities, document, photo, reply_to_message, reply_markup } =
    message;
  const words = text ?? caption;
  const buttons = reply_markup?.inline_keyboard ?? [];
  return [
    ...(reply_to_message ? [`  in reply to: ${reply_to_message.text ?? 'a file'}`] : []),
    ...(photo ? ['  a picture'] : []),
    ...(document ? [`  file ${document.file_name}, ${document.mime_type}:`, ...fileOf(world, message)] : []),
    ...(words === undefined ? [] : words.split('\n').map((line) => `  | ${line}`)),
    ...(entities ?? caption_entities ?? []).map((entity) => `  ${describeEntity(words ?? '', entity)}`),
    ...buttons.map(
      (row) =>
        `  ${row.map(({ text: label, callback_data, url }) => `[${label} → ${callback_data ?? url}]`).join(' ')}`,
    ),
  ];
}

function describeEntity(words: string, { type, offset, length, url }: MessageEntity): string {
  return `${type} at ${offset}: ${JSON.stringify(words.slice(offset, offset + length))}${url === undefined ? '' : ` → ${url}`}`;
}

function fileOf(world: World, { document }: Message): string[] {
  const bytes = world.telegram.fileBytes(document?.file_id ?? '');
  return Buffer.from(bytes ?? [])
    .toString('utf8')
    .split('\n')
    .map((line) => `  > ${JSON.stringify(line)}`);
}
