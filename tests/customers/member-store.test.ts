/** What an administrator took away stays away: also where the disk did not take it at first. */
import { expect, test } from 'vitest';
import { type MemberStore, openMemberStore } from '../../src/customers/member-store.ts';
import { breakDisk } from '../support/disk-faults.ts';
import { createFolder } from '../support/folders.ts';
import { createTestStorage } from '../support/test-storage.ts';

const GEETA = { userId: 303, name: 'Geeta' };

function open(folder: string): Promise<MemberStore> {
  return openMemberStore({
    storage: createTestStorage(folder),
    inviteTtlMs: 86_400_000,
    now: () => new Date('2026-02-06T09:00:00Z'),
  });
}

async function onFullDisk(work: () => Promise<unknown>): Promise<void> {
  const mend = await breakDisk({ code: 'ENOSPC' });
  try {
    await expect(work()).rejects.toMatchObject({ code: 'disk_unavailable' });
  } finally {
    mend();
  }
}

test('a member whose removal met a full disk is out for good once it is asked for again', async () => {
  const folder = await createFolder();
  const store = await open(folder);
  const { token } = await store.invite({ createdBy: 7, customerId: 'SOUTH' });
  await store.accept(token, { person: GEETA, isCustomer: () => true });
  await onFullDisk(() => store.remove(GEETA.userId));
  expect(store.isMember(GEETA.userId)).toBe(false);
  expect(await store.remove(GEETA.userId)).toBeUndefined();
  const reopened = await open(folder);
  expect(reopened.members()).toEqual([]);
});

test('so are invitations that were withdrawn', async () => {
  const folder = await createFolder();
  const store = await open(folder);
  await store.invite({ createdBy: 7 });
  await onFullDisk(() => store.withdrawInvitations());
  expect(await store.withdrawInvitations()).toBe(0);
  expect((await open(folder)).openInvitations()).toEqual([]);
});

test('an invitation into a customer that is gone lets nobody in, and is good again once the customer is back', async () => {
  const store = await open(await createFolder());
  const { token } = await store.invite({ createdBy: 7, customerId: 'SOUTH' });
  const closed = await store.accept(token, { person: GEETA, isCustomer: () => false });
  expect(closed.outcome).toBe('closed');
  expect([store.members(), store.places()]).toEqual([[], []]);
  const admitted = await store.accept(token, { person: GEETA, isCustomer: (id) => id === 'SOUTH' });
  expect(admitted.outcome).toBe('admitted');
  expect(store.placeOf(GEETA.userId)).toBe('SOUTH');
});

test('a place outlives the removal, for whom the configuration lets in all the same, until an invitation leads elsewhere', async () => {
  const store = await open(await createFolder());
  const admit = async (customerId?: string) => {
    const { token } = await store.invite({ createdBy: 7, customerId });
    await store.accept(token, { person: GEETA, isCustomer: () => true });
  };
  await admit('SOUTH');
  await store.remove(GEETA.userId);
  expect(store.placeOf(GEETA.userId)).toBe('SOUTH');
  await admit();
  expect(store.placeOf(GEETA.userId)).toBeUndefined();
});
