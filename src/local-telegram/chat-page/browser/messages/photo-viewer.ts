/** Shows a photo as large as it goes, and the others of its album before and after it. */
import { byId } from '../dom.ts';

export type OpenPhotos = (urls: readonly string[], index: number) => void;

export function createPhotoViewer(): OpenPhotos {
  const dialog = byId('viewer', HTMLDialogElement);
  const picture = byId('viewer-picture', HTMLImageElement);
  const counter = byId('viewer-count', HTMLElement);
  const earlier = byId('viewer-earlier', HTMLButtonElement);
  const later = byId('viewer-later', HTMLButtonElement);
  let urls: readonly string[] = [];
  let index = 0;

  function show(wanted: number): void {
    index = Math.min(Math.max(wanted, 0), urls.length - 1);
    picture.src = urls[index] ?? '';
    picture.alt = `Photo ${index + 1} of ${urls.length}`;
    counter.textContent = urls.length > 1 ? `${index + 1} of ${urls.length}` : '';
    for (const button of [earlier, later]) button.hidden = urls.length < 2;
    earlier.disabled = index === 0;
    later.disabled = index === urls.length - 1;
  }

  earlier.addEventListener('click', () => show(index - 1));
  later.addEventListener('click', () => show(index + 1));
  dialog.addEventListener('keydown', ({ key }) => {
    if (key === 'ArrowLeft') show(index - 1);
    if (key === 'ArrowRight') show(index + 1);
  });
  // Beside the picture is the dialog itself.
  dialog.addEventListener('click', ({ target }) => {
    if (target instanceof HTMLElement && !target.closest('button, img')) dialog.close();
  });
  dialog.addEventListener('close', () => picture.removeAttribute('src'));

  return (given, wanted) => {
    urls = given;
    show(wanted);
    dialog.showModal();
  };
}
