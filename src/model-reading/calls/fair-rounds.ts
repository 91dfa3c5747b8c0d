/** Shares turns between customers: each has one in every round, and who asks for many waits behind nobody but themselves. */

/** A customer's place. Lower numbers go first, equal ones in the order of asking. */
export interface Round {
  readonly customerId: string;
  readonly number: number;
}

export interface FairRounds {
  /** A place for one more call, behind those of its customer that wait. */
  enter(customerId: string): Round;
  /** The call has its turn: who comes only now begins in this round, not in those that are over. */
  begin(round: Round): void;
  /** The call is over. One that left without a turn costs its customer nothing. */
  leave(round: Round): void;
}

interface Customer {
  /** In order. */
  readonly waiting: Set<Round>;
  lastTurn: number;
}

/** Start-time fair queueing with turns of equal length: https://doi.org/10.1109/90.649569 */
export function createFairRounds(): FairRounds {
  const customers = new Map<string, Customer>();
  let current = 0;

  function find(customerId: string): Customer {
    const customer = customers.get(customerId) ?? { waiting: new Set(), lastTurn: 0 };
    customers.set(customerId, customer);
    return customer;
  }

  return {
    enter(customerId) {
      const { waiting, lastTurn } = find(customerId);
      const last = [...waiting].at(-1)?.number ?? lastTurn;
      const round = { customerId, number: Math.max(current, last + 1) };
      waiting.add(round);
      return round;
    },
    begin(round) {
      const customer = find(round.customerId);
      customer.waiting.delete(round);
      customer.lastTurn = Math.max(customer.lastTurn, round.number);
      current = Math.max(current, round.number);
    },
    leave: (round) => void find(round.customerId).waiting.delete(round),
  };
}
