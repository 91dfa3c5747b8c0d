/** The ways in which files come to the page: picker, camera, paste, drag and drop. */
import { byId } from '../dom.ts';

export interface FileSourcesOptions {
  /** In the order of their names, which is the order in which cameras and scanners number their pages. */
  readonly onFiles: (files: readonly File[]) => void;
  readonly onFolder: () => void;
}

export function listenForFiles({ onFiles, onFolder }: FileSourcesOptions): void {
  for (const id of ['pick-files', 'take-photo']) listenToInput(byId(id, HTMLInputElement), onFiles);
  document.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    // Office programs put a picture of copied text beside the text; the text is meant.
    if (files.length === 0 || event.clipboardData?.types.includes('text/plain')) return;
    event.preventDefault();
    onFiles(files);
  });
  listenToDrops({ onFiles, onFolder });
}

function listenToInput(input: HTMLInputElement, onFiles: FileSourcesOptions['onFiles']): void {
  input.addEventListener('change', () => {
    const files = sortByName([...(input.files ?? [])]);
    // So that choosing the same file again is a change, too.
    input.value = '';
    if (files.length > 0) onFiles(files);
  });
}

function listenToDrops({ onFiles, onFolder }: FileSourcesOptions): void {
  const target = byId('drop-target', HTMLElement);
  // Moving over children leaves and enters; only the balance says whether the pointer is still over the page.
  let depth = 0;
  const isOverPage = (change: number) => {
    depth = Math.max(0, depth + change);
    target.hidden = depth === 0;
  };

  document.addEventListener('dragenter', (event) => {
    if (carriesFiles(event)) isOverPage(1);
  });
  document.addEventListener('dragleave', (event) => {
    if (carriesFiles(event)) isOverPage(-1);
  });
  document.addEventListener('dragover', (event) => {
    if (carriesFiles(event)) event.preventDefault();
  });
  document.addEventListener('drop', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    isOverPage(-depth);
    const { files, hasFolder } = readDrop(event);
    if (hasFolder) onFolder();
    if (files.length > 0) onFiles(sortByName(files));
  });
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

function readDrop({ dataTransfer }: DragEvent): { files: File[]; hasFolder: boolean } {
  const items = [...(dataTransfer?.items ?? [])].filter(({ kind }) => kind === 'file');
  const isFolder = (item: DataTransferItem) => item.webkitGetAsEntry()?.isDirectory === true;
  const files = items.filter((item) => !isFolder(item)).flatMap((item) => item.getAsFile() ?? []);
  return { files, hasFolder: items.some(isFolder) };
}

function sortByName(files: readonly File[]): File[] {
  return [...files].sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
}
