/** Shows formatted text: each entity becomes an element, everything else stays text. */
import type { MessageEntity } from '../../../bot-api/bot-api-types.ts';
import { element } from '../dom.ts';
import { parseFormattedText, type TextPart } from './formatted-text.ts';

const TAGS = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
} as const;

/** Links lead to these only; `javascript:` and the like stay text. */
const SAFE_LINK = /^(https?:|mailto:|tel:|tg:)/i;

export interface TextViewOptions {
  /** A command in the text was pressed; it has its slash. */
  readonly onCommand: (command: string) => void;
}

export function createTextView(
  { text, entities }: { text: string; entities: readonly MessageEntity[] | undefined },
  options: TextViewOptions,
): HTMLElement {
  const parts = parseFormattedText(text, entities);
  return element('div', { class: 'text', dir: 'auto' }, ...parts.map((part) => createPart(part, options)));
}

function createPart(part: TextPart, options: TextViewOptions): Node | string {
  if (typeof part === 'string') return part;
  const { entity } = part;
  const children = part.parts.map((one) => createPart(one, options));
  const text = children.map((child) => (typeof child === 'string' ? child : child.textContent)).join('');
  if (entity.type === 'bot_command') return createCommand(text, options);
  if (entity.type === 'spoiler') return createSpoiler(children);
  const url = entity.type === 'text_link' ? entity.url : entity.type === 'url' ? text : undefined;
  if (url !== undefined && SAFE_LINK.test(url))
    return element('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, ...children);
  const tag = Object.hasOwn(TAGS, entity.type) ? TAGS[entity.type as keyof typeof TAGS] : 'span';
  return element(tag, {}, ...children);
}

function createCommand(command: string, { onCommand }: TextViewOptions): HTMLElement {
  const button = element('button', { type: 'button', class: 'command', 'data-focus': command }, command);
  button.addEventListener('click', () => onCommand(command));
  return button;
}

function createSpoiler(children: readonly (Node | string)[]): HTMLElement {
  const spoiler = element('button', { type: 'button', class: 'spoiler', 'aria-label': 'Hidden text: show' });
  spoiler.append(element('span', {}, ...children));
  spoiler.addEventListener('click', () => spoiler.replaceWith(...children), { once: true });
  return spoiler;
}
