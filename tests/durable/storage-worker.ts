/** Does things to a storage, many at once, and remembers of each what its promise has told. */
import type { Storage } from '../../src/durable/storage.ts';
import { breakDisk } from '../support/disk-faults.ts';
import { compare, find, openRooms, type Promises, type Rooms } from './promises.ts';

export type Step =
  | { readonly verb: 'change'; readonly name: string }
  | { readonly verb: 'create' | 'reopen' | 'kill' | 'wait' | 'rewrite' }
  | { readonly verb: 'update' | 'picture' | 'remove'; readonly thing: number }
  | { readonly verb: 'append'; readonly outlivesPowerCut: boolean }
  | { readonly verb: 'put' | 'delete'; readonly file: string };

export const VALUES = ['today', 'counts/today', 'counts/of/users'];
export const FILES = ['a.jpg', 'b.jpg'];

export class Worker {
  #rooms: Rooms;
  readonly #open: () => Storage;
  readonly #places: Map<string, { states: (number | undefined)[]; promised: number }>;
  readonly #appended: number[];
  readonly #kept: Set<number>;
  readonly #pending = new Set<Promise<void>>();
  /** What must be over before the next is done to the same place. */
  readonly #turns = new Map<string, Promise<void>>();
  #last: number;

  private constructor(open: () => Storage, rooms: Rooms, { places, appended, kept }: Promises) {
    this.#open = open;
    this.#rooms = rooms;
    this.#places = new Map(
      [...places].map(([place, { states, promised }]) => [place, { states: [...states], promised }]),
    );
    this.#appended = [...appended];
    this.#kept = new Set(kept);
    const numbers = [...places.values()].flatMap(({ states }) => states.map((state) => state ?? 0));
    this.#last = Math.max(0, ...appended, ...numbers);
  }

  static async start(open: () => Storage, promises: Promises): Promise<Worker> {
    return new Worker(open, await openRooms(open()), promises);
  }

  promises(): Promises {
    return structuredClone({ places: this.#places, appended: this.#appended, kept: this.#kept });
  }

  async settle(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }

  /** What was under way may have been done or not; what was promised must be there. */
  async #startAfterKill(): Promise<void> {
    const mend = await breakDisk({ code: 'EIO' });
    while (this.#pending.size > 0) await Promise.allSettled(this.#pending);
    mend();
    this.#turns.clear();
    const found = await find(this.#open(), this.promises());
    const lost = compare(this.promises(), found);
    if (lost.length > 0) throw new Error(`after a kill: ${lost.join(', ')}`);
    // Somebody may build on what was found, so that is promised too.
    for (const [name, place] of this.#places) place.promised = place.states.push(found.places.get(name)) - 1;
    for (const entry of found.entries) this.#kept.add(entry);
    this.#appended.splice(0, Number.POSITIVE_INFINITY, ...found.entries);
    this.#rooms = await openRooms(this.#open());
  }

  async do(step: Step): Promise<void> {
    const number = ++this.#last;
    switch (step.verb) {
      case 'wait':
        return this.settle();
      case 'reopen':
        await this.settle();
        this.#rooms = await openRooms(this.#open());
        return;
      case 'kill':
        return this.#startAfterKill();
      case 'change':
        return this.#change([`value ${step.name}`], number, async () => {
          await (await this.#rooms.value(step.name)).update(() => ({ count: number }));
        });
      case 'create':
        return this.#inTurn(`${number}`, [`thing ${number}`], number, () =>
          this.#rooms.things.create(`${number}`, { count: number }),
        );
      case 'put':
        return this.#inTurn(step.file, [`file ${step.file}`], number, () =>
          this.#rooms.files.put(step.file, Buffer.from(`${number}`)),
        );
      case 'delete':
        return this.#inTurn(step.file, [`file ${step.file}`], undefined, () =>
          this.#rooms.files.remove(step.file),
        );
      case 'append':
        this.#appended.push(number);
        return this.#track(this.#rooms.journal.append([{ count: number }], step), () => {
          if (step.outlivesPowerCut) this.#kept.add(number);
        });
      case 'rewrite': {
        const all = [...this.#appended];
        return this.#track(this.#rooms.journal.rewrite(all.map((entry) => ({ count: entry }))), () => {
          for (const entry of all) this.#kept.add(entry);
        });
      }
      default:
        return this.#doToThing(step, number);
    }
  }

  #doToThing(
    { verb, thing }: { verb: 'update' | 'picture' | 'remove'; thing: number },
    number: number,
  ): void {
    const there = [...this.#places].flatMap(([place, { states }]) =>
      place.startsWith('thing ') && states.at(-1) !== undefined ? [place.slice('thing '.length)] : [],
    );
    const key = there[thing % Math.max(1, there.length)];
    if (key === undefined) return;
    const { things } = this.#rooms;
    const picture = `picture ${key}`;
    if (verb === 'update') {
      this.#inTurn(key, [`thing ${key}`], number, async () => {
        await things.update(key, () => ({ count: number }));
      });
    } else if (verb === 'picture') {
      this.#inTurn(key, [picture], number, () => things.blobs(key).put('1.jpg', Buffer.from(`${number}`)));
    } else {
      this.#inTurn(key, [`thing ${key}`, picture], undefined, () => things.remove(key));
    }
  }

  #inTurn(
    turn: string,
    places: readonly string[],
    state: number | undefined,
    work: () => Promise<void>,
  ): void {
    const before = this.#turns.get(turn) ?? Promise.resolve();
    const done = before.then(work);
    this.#turns.set(turn, done);
    this.#change(places, state, () => done);
  }

  #change(places: readonly string[], state: number | undefined, work: () => Promise<void>): void {
    const promised = places.map((name) => {
      const place = this.#places.get(name) ?? { states: [undefined], promised: 0 };
      this.#places.set(name, place);
      const at = place.states.push(state) - 1;
      return () => {
        place.promised = Math.max(place.promised, at);
      };
    });
    this.#track(work(), () => {
      for (const keep of promised) keep();
    });
  }

  #track(work: Promise<unknown>, keep: () => void): void {
    const tracked = work.then(keep).finally(() => this.#pending.delete(tracked));
    this.#pending.add(tracked);
  }
}
