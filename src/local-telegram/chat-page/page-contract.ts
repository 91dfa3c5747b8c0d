/** What the chat page and its server say to each other: types alone, so that both sides can import them. */
import type { BotCommand, Message } from '../bot-api/bot-api-types.ts';

/** Whom a browser acts as; to the bot it is a Telegram user with this id. */
export interface Person {
  readonly id: number;
  readonly name: string;
}

/** One of the outside services that the bot can work with. */
export interface AccountState {
  readonly name: string;
  /** False while something on this machine stands in for it. */
  readonly isReal: boolean;
  /** What is used now, and while it is a stand-in what to set to make it real; a sentence or two. */
  readonly note: string;
}

export interface RowColumn {
  /** As in the sheet. */
  readonly name: string;
  /** Shown in its place, where a shorter word will do. Default the name without underscores. */
  readonly label?: string;
  /** Key columns are seen at once; the others, where they are filled, when a row is opened. */
  readonly isKey: boolean;
  /**
   * `amount`: a decimal such as `125000.00`. `number`: a decimal, shown as it is. `date`: `YYYY-MM-DD`.
   * `status`: OK, WARNING or ERROR. What does not look so is shown as it stands.
   */
  readonly kind: 'text' | 'amount' | 'number' | 'date' | 'status';
}

export interface RowTab {
  /** As people call it: `Invoices`. */
  readonly title: string;
  readonly columns: readonly RowColumn[];
  /** The newest rows, newest first; cells in the order of the columns. */
  readonly rows: readonly (readonly string[])[];
  /** Of all rows, also those that are not listed here. */
  readonly rowCount: number;
}

/** Where a person's rows go: a folder of files that the page shows, or a Google Sheet that it links to. */
export type RowsPlace =
  | { readonly kind: 'files'; readonly folder: string }
  | { readonly kind: 'google-sheet'; readonly url: string };

/** What a page knows once it is open. */
export interface Session {
  readonly bot: { readonly id: number; readonly name: string; readonly username: string };
  /** At least one, oldest first. */
  readonly people: readonly Person[];
  readonly accounts: readonly AccountState[];
}

/** What the stream of one person tells; it begins with a `snapshot`, and the other kinds change what that gave. */
export type PageEvent =
  | {
      readonly kind: 'snapshot';
      /** Oldest first. */
      readonly messages: readonly Message[];
      readonly commands: readonly BotCommand[];
    }
  /** A new message, or the new state of one that was there. */
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'deleted'; readonly messageId: number }
  | { readonly kind: 'action'; readonly action: string }
  /** The bot reacted to the pressed button; the text may be empty. */
  | { readonly kind: 'answer'; readonly queryId: string; readonly text: string; readonly alert: boolean }
  | { readonly kind: 'commands'; readonly commands: readonly BotCommand[] }
  /** What is saved where the person's invoices go. */
  | { readonly kind: 'rows'; readonly place: RowsPlace; readonly tabs: readonly RowTab[] }
  /** The rows can't be read just now; why, for a person. */
  | { readonly kind: 'rows-unreadable'; readonly place: RowsPlace; readonly reason: string };

export type FileKind = 'photo' | 'document';

/** Answer to a pressed button; the bot's own reaction follows as an `answer` event with this id. */
export interface Press {
  readonly queryId: string;
}

/** Body of every refusal: a sentence for a person. */
export interface Refusal {
  readonly error: string;
}
