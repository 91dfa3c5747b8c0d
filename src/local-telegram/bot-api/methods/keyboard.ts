/** Inline keyboards: what Telegram accepts as one, and the button that a user presses. */
import { badRequest } from '../bot-api-error.ts';
import type { InlineKeyboardButton, InlineKeyboardMarkup } from '../bot-api-types.ts';
import { isRecord, type Params, readJson } from '../params.ts';

const MAX_CALLBACK_DATA_BYTES = 64;
/** A button must do something; these are the ways that Telegram knows. */
const ACTIONS = [
  'callback_data',
  'url',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'pay',
];

/**
 * `reply_markup` of a call. Keyboards that stand under the input line (and their removal) are accepted and ignored: as
 * on Telegram they are no part of the message. Throws 400 for a keyboard that Telegram refuses.
 */
export function readInlineKeyboard(params: Params): InlineKeyboardMarkup | undefined {
  const markup = readJson(params, 'reply_markup');
  if (markup === undefined) return undefined;
  if (!isRecord(markup)) throw badRequest('object expected as reply markup');
  const { inline_keyboard: rows = [] } = markup;
  if (!Array.isArray(rows) || !rows.every(Array.isArray))
    throw badRequest('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays');
  const keyboard = rows.map((row: unknown[]) => row.map(parseButton)).filter((row) => row.length > 0);
  return keyboard.length === 0 ? undefined : { inline_keyboard: keyboard };
}

/** By callback data, or by the label that the user sees. */
export function findCallbackData(
  markup: InlineKeyboardMarkup | undefined,
  wanted: string,
): string | undefined {
  const buttons = markup?.inline_keyboard.flat() ?? [];
  const button = buttons.find((b) => b.callback_data === wanted) ?? buttons.find((b) => b.text === wanted);
  return button?.callback_data;
}

function parseButton(value: unknown): InlineKeyboardButton {
  if (!isRecord(value)) throw cannotParse('InlineKeyboardButton must be an Object');
  const { text, callback_data: data } = value;
  if (typeof text !== 'string') throw cannotParse('Can\'t find field "text"');
  if (!ACTIONS.some((action) => value[action] !== undefined && (action !== 'callback_data' || data !== '')))
    throw cannotParse('Text buttons are unallowed in the inline keyboard');
  if (data === undefined) return { ...value, text };
  if (typeof data !== 'string') throw cannotParse('Field "callback_data" must be of type String');
  if (Buffer.byteLength(data) > MAX_CALLBACK_DATA_BYTES) throw badRequest('BUTTON_DATA_INVALID');
  return { ...value, text, callback_data: data };
}

function cannotParse(reason: string): Error {
  return badRequest(`can't parse inline keyboard button: ${reason}`);
}
