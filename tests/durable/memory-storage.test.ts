/** Storage that ends with the process keeps the contract of all storage for as long as that lives. */
import { createMemoryStorage } from '../../src/durable/memory-storage.ts';
import { describeStorage } from './storage-contract.ts';

describeStorage('memory', {
  async create() {
    const storage = createMemoryStorage();
    return { storage, reopen: async () => storage };
  },
});
