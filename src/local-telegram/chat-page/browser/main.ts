/** Starts the page: who acts here, what they see, what they can do. */
import type { Person } from '../page-contract.ts';
import { addPerson, createApi, openSession } from './api.ts';
import { createChat } from './chat.ts';
import { keepConnected } from './connection.ts';
import { addressOf, showAccounts, showPeople } from './header.ts';
import { createNotices, reasonOf } from './notices.ts';
import { createPanes } from './panes.ts';
import { createRowsPane } from './rows/rows-pane.ts';

const notices = createNotices();
document.body.classList.add('is-started');
await start().catch((error) => notices.fail(reasonOf(error)));

async function start(): Promise<void> {
  const { bot, people, accounts } = await openSession();
  const person = choosePerson(people);
  const api = createApi(person.id);
  showAccounts(accounts);
  showPeople({ people, current: person, onAdd: becomeNewPerson });
  const panes = createPanes();
  const rows = createRowsPane({ onAdded: panes.markRows });
  const chat = createChat({ api, bot, person, notices });
  keepConnected({
    url: api.eventsUrl,
    onEvent(event) {
      chat.apply(event);
      rows.apply(event);
    },
    onState: chat.setConnection,
    onRefused: () => findAgain(person),
  });
}

/** The one in the address, if this browser may act as them. */
function choosePerson(people: readonly Person[]): Person {
  const wanted = Number(new URLSearchParams(location.search).get('person'));
  const person = people.find(({ id }) => id === wanted) ?? people[0];
  if (person === undefined) throw new Error('Nobody can act here. Reload the page.');
  return person;
}

async function becomeNewPerson(): Promise<void> {
  try {
    location.assign(addressOf(await addPerson()));
  } catch (error) {
    notices.fail(reasonOf(error));
  }
}

/** A server that was started anew may have forgotten who was here: then begin anew, too. */
async function findAgain({ id }: Person): Promise<void> {
  const { people } = await openSession();
  if (!people.some((person) => person.id === id)) location.replace('/');
}
