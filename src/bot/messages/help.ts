/** What the bot says about itself: greeting, help, and answers to what is no page and no command. */
import type { BotCommand } from 'grammy/types';
import { createMessage, type Message } from './message.ts';

/** The native command menu. */
export const COMMANDS: readonly BotCommand[] = [
  { command: 'done', description: 'Read the pages I sent and save the invoice' },
  { command: 'next', description: 'Queue this invoice and start the next one' },
  { command: 'cancel', description: 'Drop the pages I sent' },
  { command: 'jobs', description: 'What runs, what has ended; cancel, try again' },
  { command: 'usage', description: 'Usage and costs: overview, details, export' },
  { command: 'invoice_stats', description: 'What an invoice cost' },
  { command: 'daily_stats', description: 'What a day cost' },
  { command: 'monthly_stats', description: 'What a month cost' },
  { command: 'help', description: 'How it works' },
];

/** In the menu of those who run the bot. */
export const ADMIN_COMMANDS: readonly BotCommand[] = [
  { command: 'invite', description: 'Make an invitation link for one person' },
  { command: 'members', description: 'See and remove who was invited' },
];

/** Beside those, where customers are declared in a file. */
export const CUSTOMER_COMMANDS: readonly BotCommand[] = [
  { command: 'move', description: 'Say which customer a person belongs to' },
  { command: 'reload', description: 'Read the customers’ file again' },
];

const HOW_IT_WORKS = [
  '1. Send the pages of one invoice: photos, an album, or a PDF.',
  '2. Type /done (or press Done).',
  '3. I read it, check the GST and add a row to the sheet.',
].join('\n');

export function greeting(): Message {
  return createMessage(
    `👋 I turn GST invoices into rows of your sheet.\n\n${HOW_IT_WORKS}\n\nSend the first page now.`,
  );
}

export function help(maxPages: number): Message {
  const more = [
    'Several invoices: type /next after each one, and send the next at once.',
    'Sent something wrong: /cancel drops the pages.',
    'What runs and what has ended: /jobs.',
    'Small print or a QR code: send the photo as a file, it stays sharper.',
    `Up to ${maxPages} pages an invoice, 20 MB a file. JPEG, PNG, WebP, HEIC and PDF.`,
    'What it costs: /usage, /invoice_stats, /daily_stats, /monthly_stats.',
  ];
  return createMessage(`How it works\n\n${HOW_IT_WORKS}\n\n${more.map((line) => `• ${line}`).join('\n')}`);
}

export function notAPage(): Message {
  return createMessage('Send me an invoice as photos or PDF, then /done. /help shows how it works.');
}

export function unknownCommand(): Message {
  return createMessage("I don't know that command. /help shows what I can do.");
}

/** The id lets them ask the owner for access without looking it up. */
export function accessRefused(userId: number): Message {
  return createMessage(
    `Sorry, this bot is private. If you should have access, give its owner this number: ${userId}`,
  );
}
