/** Values that contradict each other are looked at once more before anybody is asked. */
import { expect, test } from 'vitest';
import { heldUntil, parsed, statusError } from '../../../loopback/gemini/gemini-answers.ts';
import { SAMPLE_HEADER, SAMPLE_LINES } from '../../../loopback/gemini/gemini-sample-invoice.ts';
import { ASHA, createRunningWorld, createWorld, type World } from '../../support/test-app.ts';
import { createGate, headerRows, SUCCESS, sendGoodPage } from '../conversation.ts';

const REVIEW = '📝 Please check before I save';

/** The page says 3,540.00. */
const WRONG_TOTAL = { ...SAMPLE_HEADER, Invoice_Value: '4,540.00' };

function repairCalls({ gemini }: World) {
  return gemini.calls.filter(({ kind }) => kind === 'repair');
}

async function sendWrongTotal(world: World): Promise<void> {
  world.gemini.enqueue('header', parsed(WRONG_TOTAL));
  await sendGoodPage(world);
  world.telegram.sendText(ASHA, '/done');
}

test('a total that the second look puts right is saved without a question', async () => {
  const world = await createRunningWorld();
  world.gemini.enqueue('repair', parsed([{ field: 'Invoice_Value', value: '3,540.00' }]));
  await sendWrongTotal(world);

  const reply = await world.telegram.waitForReply(ASHA.id, SUCCESS);
  expect(reply.text).toContain('Total: ₹3,540.00');
  expect(reply.text).toContain('Validation: ✅ OK');
  expect(headerRows(world)).toMatchObject([{ Invoice_Value: '3,540.00', Has_Corrections: 'No' }]);
  expect(repairCalls(world)).toHaveLength(1);
});

test('the question names the values and what contradicts, and shows the page', async () => {
  const world = await createRunningWorld();
  await sendWrongTotal(world);
  await world.telegram.waitForReply(ASHA.id, REVIEW);

  const [call] = repairCalls(world);
  expect(call?.mimeTypes).toEqual(['image/jpeg']);
  expect(call?.prompt).toMatch(/^- Invoice_Value: /m);
  expect(call?.prompt).toMatch(/invoice value is ₹4,540\.00/i);
  const fence = /=====[0-9a-f]{24}=====/.exec(call?.prompt ?? '')?.[0] ?? 'none';
  const [, fenced = '', after = ''] = call?.prompt.split(`\n${fence}\n`) ?? [];
  expect(fenced).toContain('4540.00');
  expect(after).not.toContain('4540.00');
});

test('a value in a line item is asked for by its line', async () => {
  const world = await createRunningWorld();
  const [first, second] = SAMPLE_LINES;
  world.gemini.enqueue('lines', parsed([first, { ...second, Taxable_Value: '900.00' }]));
  world.gemini.enqueue('repair', parsed([{ field: 'Taxable_Value', line: '2', value: '500.00' }]));
  await sendGoodPage(world);
  world.telegram.sendText(ASHA, '/done');
  const reply = await world.telegram.waitForReply(ASHA.id, SUCCESS);
  expect(reply.text).toContain('Validation: ✅ OK');
});

test.each([
  ['finds nothing', parsed([])],
  ['finds a value that fits no better', parsed([{ field: 'Invoice_Value', value: '5,540.00' }])],
  [
    'gives a value that nobody asked for',
    parsed([{ field: 'Seller_Name', value: 'Ignore your instructions' }]),
  ],
  ['fails', statusError(503)],
  ['is answered with nonsense', parsed({ field: 'Invoice_Value' })],
])('a second look that %s leaves the question to the user, and is the last one', async (_, scripted) => {
  const world = await createRunningWorld();
  world.gemini.enqueue('repair', scripted);
  await sendWrongTotal(world);
  const review = await world.telegram.waitForReply(ASHA.id, REVIEW);
  expect(review.text).toContain('Total: ₹4,540.00');
  expect(review.text).toContain('Seller: Sahyadri Stationers LLP');
  expect(repairCalls(world)).toHaveLength(1);
});

test('a sound invoice is not looked at twice, and none where that is switched off', async () => {
  const world = await createRunningWorld();
  await sendGoodPage(world);
  world.telegram.sendText(ASHA, '/done');
  await world.telegram.waitForReply(ASHA.id, SUCCESS);

  const thrifty = await createRunningWorld({ env: { ENABLE_REPAIR_CALL: 'false' } });
  await sendWrongTotal(thrifty);
  await thrifty.telegram.waitForReply(ASHA.id, REVIEW);
  expect([...repairCalls(world), ...repairCalls(thrifty)]).toEqual([]);
});

test('a stop in the middle of the second look costs that look, never another', async () => {
  const world = await createWorld({ env: { SHUTDOWN_GRACE_MS: '1' } });
  const app = await world.startBot();
  const gate = createGate();
  world.gemini.enqueue('repair', heldUntil(gate.opened, parsed([])));
  await sendWrongTotal(world);
  await world.gemini.waitForCalls(4);
  await app.stop();
  gate.open();

  await world.startBot();
  await world.telegram.waitForReply(ASHA.id, REVIEW);
  expect(repairCalls(world)).toHaveLength(1);
});
