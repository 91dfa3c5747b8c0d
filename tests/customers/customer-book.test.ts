/** Who counts for whom once the customers were declared anew. */
import { expect, test } from 'vitest';
import { createCustomerBook } from '../../src/customers/customer-book.ts';
import { createCustomerDirectory } from '../../src/customers/customer-directory.ts';
import { openMemberStore } from '../../src/customers/member-store.ts';
import { createMemoryStorage } from '../../src/durable/memory-storage.ts';

const declareFor = (userIds: readonly number[]) =>
  createCustomerDirectory({
    defaultCustomer: { id: 'OWN', name: 'Own' },
    customers: [{ customerId: 'NORTH', customerName: 'Uttar Traders', userIds, groupIds: [] }],
  });

test('who is declared nowhere any more is named, unless somebody has put them elsewhere or they may not write at all', async () => {
  const members = await openMemberStore({
    storage: createMemoryStorage(),
    inviteTtlMs: 1000,
    now: () => new Date(),
  });
  const isConfigured = (userId: number) => userId < 100;
  const book = createCustomerBook({ directory: declareFor([1, 2, 3, 104]), members, isConfigured });
  await members.place({ userId: 2, customerId: 'NORTH' });
  expect(book.declare(declareFor([3]))).toEqual([1]);
  expect([1, 2, 3].map((userId) => book.customerOf({ chatId: userId, userId }))).toEqual([
    'OWN',
    'NORTH',
    'NORTH',
  ]);
  expect(book.declare(declareFor([3]))).toEqual([]);
});
