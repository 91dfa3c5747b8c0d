/** Shows the files of a message: photos in a grid, documents with name and size. */
import type { Document, Message, PhotoSize } from '../../bot-api-types.ts';
import { element, icon, spoken } from './dom.ts';
import { formatBytes } from './formats.ts';

/** The end of a long file name stays in view, with what tells its kind. */
const NAME_TAIL_LENGTH = 9;
/** Scraps and strips are shown no more extreme than this; width by height. */
const MIN_RATIO = 0.7;
const MAX_RATIO = 1.8;

export interface MediaViews {
  /** The photos of one bubble; empty if it has none. */
  createPhotos(messages: readonly Message[]): readonly HTMLElement[];
  createDocument(document: Document): HTMLElement;
}

export interface MediaViewOptions {
  readonly fileUrl: (fileId: string) => string;
  /** The photo's place among all that were given to `createPhotos`. */
  readonly onOpen: (urls: readonly string[], index: number) => void;
}

/** A picture that was loaded once is moved to the new bubble when a bubble is built anew, not loaded again. */
export function createMediaViews({ fileUrl, onOpen }: MediaViewOptions): MediaViews {
  const pictures = new Map<string, HTMLImageElement>();

  function pictureOf({ file_id, width, height }: PhotoSize): HTMLImageElement {
    const known = pictures.get(file_id);
    if (known) return known;
    const made = element('img', { src: fileUrl(file_id), alt: '', width: `${width}`, height: `${height}` });
    made.addEventListener('error', () =>
      made.replaceWith(element('span', { class: 'gone' }, 'No longer kept')),
    );
    pictures.set(file_id, made);
    return made;
  }

  return {
    createPhotos(messages) {
      const sizes = messages.flatMap(({ photo }) => photo?.at(-1) ?? []);
      const urls = sizes.map(({ file_id }) => fileUrl(file_id));
      return sizes.map((size, index) => {
        const label = sizes.length === 1 ? 'Photo' : `Photo ${index + 1} of ${sizes.length}`;
        const button = element(
          'button',
          { type: 'button', class: 'photo', 'aria-label': `${label}: open`, 'data-focus': size.file_id },
          pictureOf(size),
        );
        if (sizes.length === 1) button.style.aspectRatio = `${boundRatio(size)}`;
        button.addEventListener('click', () => onOpen(urls, index));
        return button;
      });
    },
    createDocument({ file_id, file_name, file_size }) {
      const tail = file_name.slice(-NAME_TAIL_LENGTH);
      return element(
        'a',
        {
          class: 'document',
          href: fileUrl(file_id),
          download: file_name,
          title: file_name,
          'data-focus': file_id,
        },
        element('span', { class: 'kind', 'aria-hidden': 'true' }, kindOf(file_name)),
        element(
          'span',
          { class: 'name' },
          element('span', { class: 'head' }, file_name.slice(0, -NAME_TAIL_LENGTH)),
          element('span', { class: 'tail' }, tail),
        ),
        element('span', { class: 'size' }, formatBytes(file_size), spoken(', download')),
        icon('download'),
      );
    },
  };
}

function boundRatio({ width, height }: PhotoSize): number {
  return Math.min(MAX_RATIO, Math.max(MIN_RATIO, width / height));
}

function kindOf(fileName: string): string {
  return (/\.(\w{1,5})$/.exec(fileName)?.[1] ?? 'file').toUpperCase();
}
