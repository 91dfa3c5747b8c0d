/** Keeps the list of bubbles equal to the turns, changing as little as it can: pictures, focus and place stay. */
import { element } from '../dom.ts';
import { formatNearDay } from '../formats.ts';
import { createTurnView, type TurnViewOptions } from './turn-view.ts';
import type { Day, Turn } from './turns.ts';

interface Shown {
  readonly item: Turn | Day;
  readonly view: HTMLElement;
}

export interface MessageLogOptions extends TurnViewOptions {
  readonly list: HTMLElement;
  readonly now: () => Date;
}

export type RenderLog = (items: readonly (Turn | Day)[]) => void;

export function createMessageLog(options: MessageLogOptions): RenderLog {
  const { list, now } = options;
  let shownByKey = new Map<string, Shown>();

  function show(item: Turn | Day): Shown {
    const shown = shownByKey.get(item.key);
    if (shown && isSame(shown.item, item)) return { item, view: shown.view };
    const view = item.kind === 'day' ? createDay(item, now()) : createTurnView(item, options);
    // Only what is new arrives; what is drawn anew is there already.
    if (shown === undefined && shownByKey.size > 0) view.classList.add('arrives');
    if (shown) replaceKeepingFocus(shown.view, view);
    return { item, view };
  }

  return (items) => {
    const next = new Map(items.map((item) => [item.key, show(item)]));
    for (const [key, { view }] of shownByKey) if (!next.has(key)) view.remove();
    shownByKey = next;
    let place = list.firstElementChild;
    for (const { view } of next.values()) {
      if (view === place) place = place.nextElementSibling;
      else list.insertBefore(view, place);
    }
  };
}

/** Messages are never changed in place, so the same objects look the same. */
function isSame(a: Turn | Day, b: Turn | Day): boolean {
  if (a.kind === 'day' || b.kind === 'day') return a.kind === b.kind;
  const hasSamePlace = a.startsRun === b.startsRun && a.endsRun === b.endsRun && a.isOwn === b.isOwn;
  if (!hasSamePlace || a.messages.length !== b.messages.length) return false;
  return a.messages.every((message, index) => isSameMessage(message, b.messages[index]));
}

/** After a reconnect the same messages come as new objects. */
function isSameMessage(a: Turn['messages'][number], b: Turn['messages'][number] | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** Whoever is on a button of the old bubble finds themselves on the same one of the new bubble. */
function replaceKeepingFocus(old: HTMLElement, view: HTMLElement): void {
  const focused = document.activeElement;
  const key = focused && old.contains(focused) ? focused.getAttribute('data-focus') : null;
  old.replaceWith(view);
  if (key === null) return;
  const successor = view.querySelector<HTMLElement>(`[data-focus="${CSS.escape(key)}"]`);
  (successor ?? document.getElementById('message-text'))?.focus();
}

function createDay({ date }: Day, now: Date): HTMLElement {
  return element('li', { class: 'day' }, element('span', {}, formatNearDay(date, now)));
}
