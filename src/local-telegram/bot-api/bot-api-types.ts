/** The Bot API objects that this server deals in, in Telegram's own spelling; what it has no use for is left out. */

export interface User {
  readonly id: number;
  readonly is_bot: boolean;
  readonly first_name: string;
  readonly last_name?: string | undefined;
  readonly username?: string | undefined;
  readonly language_code?: string | undefined;
}

export interface Chat {
  /** A private chat has its user's id; a group's is negative. */
  readonly id: number;
  readonly type: 'private' | 'supergroup';
  readonly title?: string | undefined;
  readonly first_name?: string | undefined;
  readonly last_name?: string | undefined;
  readonly username?: string | undefined;
}

/** `offset` and `length` count UTF-16 code units, as JavaScript does. */
export interface MessageEntity {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  /** Only on `text_link`. */
  readonly url?: string | undefined;
  /** Only on `pre`. */
  readonly language?: string | undefined;
}

export interface PhotoSize {
  readonly file_id: string;
  readonly file_unique_id: string;
  readonly width: number;
  readonly height: number;
  readonly file_size: number;
}

export interface Document {
  readonly file_id: string;
  readonly file_unique_id: string;
  /** What the sender says; the content may be anything. */
  readonly file_name: string;
  /** What the sender says; the content may be anything. */
  readonly mime_type: string;
  readonly file_size: number;
}

export interface InlineKeyboardButton {
  readonly text: string;
  readonly callback_data?: string | undefined;
  readonly url?: string | undefined;
}

export interface InlineKeyboardMarkup {
  readonly inline_keyboard: readonly (readonly InlineKeyboardButton[])[];
}

export interface Message {
  readonly message_id: number;
  /** Unix seconds. */
  readonly date: number;
  readonly chat: Chat;
  readonly from: User;
  /** Unix seconds; present once the message was edited. */
  readonly edit_date?: number | undefined;
  readonly media_group_id?: string | undefined;
  readonly reply_to_message?: Message | undefined;
  readonly text?: string | undefined;
  readonly entities?: readonly MessageEntity[] | undefined;
  readonly caption?: string | undefined;
  readonly caption_entities?: readonly MessageEntity[] | undefined;
  /** The same picture in growing sizes. */
  readonly photo?: readonly PhotoSize[] | undefined;
  readonly document?: Document | undefined;
  readonly reply_markup?: InlineKeyboardMarkup | undefined;
}

export interface BotCommand {
  /** Without the slash. */
  readonly command: string;
  readonly description: string;
}

export interface CallbackQuery {
  readonly id: string;
  readonly from: User;
  /** Dated 0 and without content if the message is gone. */
  readonly message: Message | { readonly chat: Chat; readonly message_id: number; readonly date: 0 };
  readonly chat_instance: string;
  readonly data: string;
}

/** The user has blocked the bot, or lets it write again. */
export interface ChatMemberUpdated {
  readonly chat: Chat;
  readonly from: User;
  readonly date: number;
  readonly old_chat_member: { readonly user: User; readonly status: 'member' | 'kicked' };
  readonly new_chat_member: { readonly user: User; readonly status: 'member' | 'kicked' };
}

/** What the bot can be told, by the name under which it stands in an update. */
export interface UpdateContent {
  readonly message?: Message;
  readonly callback_query?: CallbackQuery;
  readonly my_chat_member?: ChatMemberUpdated;
}

export type Update = UpdateContent & { readonly update_id: number };
