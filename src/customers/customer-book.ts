/** Who belongs to which customer: what is declared, and where invitations and administrators put people. */
import type { Customer, Sender } from './customer.ts';
import type { CustomerDirectory } from './customer-directory.ts';
import type { Member, Place } from './member-book.ts';
import type { MemberStore } from './member-store.ts';

export type Move =
  | { readonly outcome: 'moved'; readonly customer: Customer }
  /** What is declared in the file is changed there. */
  | { readonly outcome: 'declared'; readonly customer: Customer }
  | { readonly outcome: 'unknown-customer' }
  | { readonly outcome: 'unknown-person' };

/** What came of reading the customers again. */
export type Reload =
  | {
      readonly kind: 'reloaded';
      readonly customers: readonly Customer[];
      /** Who counts for the default customer from now on, and did not before. */
      readonly returned: readonly number[];
    }
  | { readonly kind: 'problems'; readonly problems: readonly string[] }
  /** No file is named. */
  | { readonly kind: 'nothing' };

export interface CustomerBook {
  /** The default customer first. */
  all(): readonly Customer[];
  /** Undefined for one that is not declared (any more). */
  find(customerId: string): Customer | undefined;
  /** Its id where it has no name. */
  nameOf(customerId: string): string;
  /**
   * Whose books somebody's pages go into: in a customer's group that customer's, else those of the customer that the person
   * is declared for, or was put into; the default customer's for everybody else.
   */
  customerOf(sender: Sender): string;
  isGroup(chatId: number): boolean;
  /** False for who was put into a customer that is not declared any more: they are let in nowhere until they are moved. */
  hasCustomer(userId: number): boolean;
  /** People whom an invitation or /move put somewhere, and who are known here still. */
  placed(): readonly Place[];
  /** Those of them whose customer is not declared any more. */
  stranded(): readonly Place[];
  move(wanted: { readonly userId: number; readonly customerId: string }): Promise<Move>;
  /**
   * From now on these are declared. Open scans keep the customer that they have. Gives the people who were declared for a customer
   * and are not any more, and who count for the default customer now because nobody has put them elsewhere.
   */
  declare(directory: CustomerDirectory): readonly number[];
}

export interface CustomerBookOptions {
  readonly directory: CustomerDirectory;
  readonly members: MemberStore;
  /** Who may use the bot without an invitation. */
  readonly isConfigured: (userId: number) => boolean;
}

export function createCustomerBook(options: CustomerBookOptions): CustomerBook {
  const { members, isConfigured } = options;
  let directory = options.directory;

  function ownCustomer(userId: number): string {
    const declared = directory.declaredFor(userId)?.customerId;
    return declared ?? members.placeOf(userId) ?? directory.byDefault.customerId;
  }

  const find = (customerId: string) => directory.find(customerId);

  function placed(): readonly Place[] {
    return members.places().filter(({ userId }) => isConfigured(userId) || members.isMember(userId));
  }

  return {
    all: () => directory.all,
    find,
    nameOf: (customerId) => find(customerId)?.customerName ?? customerId,
    customerOf: ({ chatId, userId }) => directory.ofGroup(chatId)?.customerId ?? ownCustomer(userId),
    isGroup: (chatId) => directory.ofGroup(chatId) !== undefined,
    hasCustomer: (userId) => find(ownCustomer(userId)) !== undefined,
    placed,
    stranded: () =>
      placed()
        .filter(({ userId }) => !directory.declaredFor(userId))
        .filter(({ customerId }) => !find(customerId)),

    async move({ userId, customerId }) {
      const customer = find(customerId);
      if (!customer) return { outcome: 'unknown-customer' };
      const declared = directory.declaredFor(userId);
      if (declared) return { outcome: 'declared', customer: declared };
      if (!members.isMember(userId) && !isConfigured(userId)) return { outcome: 'unknown-person' };
      await members.place({ userId, customerId });
      return { outcome: 'moved', customer };
    },

    declare(declared) {
      const before = directory;
      directory = declared;
      return before.all
        .flatMap(({ userIds }) => userIds)
        .filter((userId) => isConfigured(userId) || members.isMember(userId))
        .filter((userId) => !declared.declaredFor(userId) && members.placeOf(userId) === undefined);
    },
  };
}

/** Where a member belongs, for a list of them. */
export function customerOfMember(book: CustomerBook, { userId }: Pick<Member, 'userId'>): string {
  return book.customerOf({ chatId: userId, userId });
}
