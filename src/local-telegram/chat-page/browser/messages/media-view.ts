/** Shows the files of a message: photos in a grid, documents with name and size. */
import type { Document, Message, PhotoSize } from '../../../bot-api/bot-api-types.ts';
import { element, icon, spoken } from '../dom.ts';
import { formatBytes } from '../formats.ts';

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
      const size = formatBytes(file_size);
      const [head, tail] = splitName(file_name);
      const attributes = {
        class: 'document',
        href: fileUrl(file_id),
        download: file_name,
        'data-focus': file_id,
      };
      const unspoken = { 'aria-hidden': 'true' };
      return element(
        'a',
        attributes,
        spoken(`${file_name}, ${size}: download`),
        element('span', { ...unspoken, class: 'kind' }, kindOf(file_name)),
        element(
          'span',
          { ...unspoken, class: 'name' },
          element('span', { class: 'head' }, head),
          element('span', { class: 'tail' }, tail),
        ),
        element('span', { ...unspoken, class: 'size' }, size),
        icon('download'),
      );
    },
  };
}

/** Between signs as people see them, of which one may be several characters. */
function splitName(fileName: string): readonly [string, string] {
  const signs = [...new Intl.Segmenter().segment(fileName)].map(({ segment }) => segment);
  return [signs.slice(0, -NAME_TAIL_LENGTH).join(''), signs.slice(-NAME_TAIL_LENGTH).join('')];
}

function boundRatio({ width, height }: PhotoSize): number {
  return Math.min(MAX_RATIO, Math.max(MIN_RATIO, width / height));
}

function kindOf(fileName: string): string {
  return (/\.(\w{1,5})$/.exec(fileName)?.[1] ?? 'file').toUpperCase();
}
