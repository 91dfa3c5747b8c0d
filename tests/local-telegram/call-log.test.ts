/** The log of calls stays small, however long the server runs. */
import { expect, test } from 'vitest';
import { createCallLog } from '../../src/local-telegram/bot-api/call-log.ts';
import { createChanges } from '../../src/local-telegram/chats/changes.ts';

test('only the newest 5000 calls are kept', () => {
  const log = createCallLog({ clock: () => new Date(0), changes: createChanges() });
  for (let number = 1; number <= 5001; number++)
    log.start({ method: 'sendMessage', params: { number } }).end('dropped');
  const calls = log.list();
  expect(calls).toHaveLength(5000);
  expect(calls[0]).toMatchObject({ params: { number: 2 }, outcome: 'dropped' });
});
