/** The tray above the message field: files that were chosen and not sent yet. */
import { byId, element, icon } from '../dom.ts';
import { formatBytes, pluralize } from '../formats.ts';

/** What a bot may fetch. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;

export interface Attachment {
  readonly file: File;
  /** Can go as a photo. */
  readonly isPicture: boolean;
}

export interface Attachments {
  list(): readonly Attachment[];
  add(files: readonly File[]): void;
  remove(attachment: Attachment): void;
  /** Pictures go as files, byte for byte. */
  sendsAsFiles(): boolean;
  /** While files are sent; '' when they are not. */
  showProgress(text: string): void;
}

export interface AttachmentsOptions {
  readonly onError: (text: string) => void;
  readonly onChange: () => void;
}

export function createAttachments({ onError, onChange }: AttachmentsOptions): Attachments {
  const tray = byId('tray', HTMLElement);
  const list = byId('tray-list', HTMLElement);
  const summary = byId('tray-summary', HTMLElement);
  const option = byId('as-files-option', HTMLElement);
  const asFiles = byId('as-files', HTMLInputElement);
  const views = new Map<Attachment, HTMLElement>();

  function remove(attachment: Attachment): void {
    const view = views.get(attachment);
    const preview = view?.querySelector('img')?.src;
    if (preview) URL.revokeObjectURL(preview);
    view?.remove();
    views.delete(attachment);
    update();
  }

  function update(): void {
    const items = [...views.keys()];
    tray.hidden = items.length === 0;
    option.hidden = !items.some(({ isPicture }) => isPicture);
    summary.textContent = pluralize(items.length, 'file');
    onChange();
  }

  function show(attachment: Attachment): void {
    const discard = element(
      'button',
      { type: 'button', class: 'discard', 'aria-label': `Remove ${attachment.file.name}` },
      icon('close'),
    );
    discard.addEventListener('click', () => {
      remove(attachment);
      byId('message-text', HTMLElement).focus();
    });
    const view = element('li', { title: attachment.file.name }, createPreview(attachment), discard);
    views.set(attachment, view);
    list.append(view);
  }

  return {
    list: () => [...views.keys()],
    remove,
    sendsAsFiles: () => asFiles.checked,
    add(files) {
      for (const file of files) {
        const attachment = { file, isPicture: isPicture(file) };
        if (!attachment.isPicture && file.size > MAX_FILE_BYTES) onError(explainSize(file));
        else show(attachment);
      }
      update();
    },
    showProgress(text) {
      tray.setAttribute('aria-busy', `${text !== ''}`);
      if (text !== '') summary.textContent = text;
      else update();
    },
  };
}

export function explainSize(file: File): string {
  const limit = formatBytes(MAX_FILE_BYTES).replace('.0', '');
  return `“${file.name}” has ${formatBytes(file.size)}; a bot can fetch ${limit}. Send photos of its pages, or a smaller file.`;
}

function createPreview({ file, isPicture }: Attachment): HTMLElement {
  if (isPicture) return element('img', { src: URL.createObjectURL(file), alt: file.name });
  return element(
    'span',
    { class: 'paper' },
    element('span', { class: 'name' }, file.name),
    element('span', { class: 'size' }, formatBytes(file.size)),
  );
}

/** Of the kinds that browsers can draw and Telegram takes as photos. HEIC is not among them, nor are moving GIFs. */
function isPicture({ type, size }: File): boolean {
  return size > 0 && ['image/jpeg', 'image/png', 'image/webp'].includes(type);
}
