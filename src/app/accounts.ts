/** Which of the three outside services are real, and what to set for those that something on this machine stands in for. */
import type { Config } from '../config/config.ts';

/** One service, in words for the log and the chat page. */
export interface Account {
  readonly name: string;
  readonly isReal: boolean;
  readonly note: string;
}

export function describeAccounts(config: Config): readonly Account[] {
  return [describeTelegram(config), describeGemini(config), describeSheets(config)];
}

function describeTelegram({ telegram }: Config): Account {
  const note = telegram
    ? 'People write to the bot in Telegram.'
    : 'A chat page on this machine stands in for it. To use your own bot, put its token from @BotFather into TELEGRAM_BOT_TOKEN in .env and start again.';
  return { name: 'Telegram', isReal: telegram !== undefined, note };
}

function describeGemini({ gemini }: Config): Account {
  const note = gemini
    ? `Pages are read by ${gemini.model}.`
    : 'Pages are read on this machine: free and private, but less sharp-eyed. For difficult photos put a key into GEMINI_API_KEY in .env and start again.';
  return { name: 'Gemini', isReal: gemini !== undefined, note };
}

function describeSheets({ googleSheet, dataDir }: Config): Account {
  const note = googleSheet
    ? 'Rows go to your Google Sheet.'
    : `Rows go to CSV files in ${dataDir}. To save to a sheet, set GOOGLE_SHEET_ID and GOOGLE_SHEETS_CREDENTIALS_FILE in .env and start again.`;
  return { name: 'Google Sheets', isReal: googleSheet !== undefined, note };
}
