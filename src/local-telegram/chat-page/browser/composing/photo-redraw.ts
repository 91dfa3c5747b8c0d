/** Makes a photo of a picture as Telegram's apps do: upright, without hidden data, a JPEG of bounded size. */

/** As many as 2560 × 1920. By area, not by side, so that a long till receipt keeps its width and stays readable. */
const MAX_PIXELS = 2560 * 1920;
/** Telegram refuses photos whose width and height together are more. */
const MAX_SIDES = 10_000;
const QUALITY = 0.9;

/** `undefined` if the browser can't draw it or Telegram would not take it as a photo; it can still go as a file. */
export async function redrawPhoto(file: Blob): Promise<Blob | undefined> {
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (picture === undefined) return undefined;
  try {
    const scale = Math.min(1, Math.sqrt(MAX_PIXELS / (picture.width * picture.height)));
    const width = Math.max(1, Math.round(picture.width * scale));
    const height = Math.max(1, Math.round(picture.height * scale));
    if (width + height > MAX_SIDES) return undefined;
    return await draw(picture, { width, height });
  } finally {
    picture.close();
  }
}

async function draw(
  picture: ImageBitmap,
  size: { width: number; height: number },
): Promise<Blob | undefined> {
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = canvas.getContext('2d');
  if (context === null) return undefined;
  // A JPEG has no transparency: what is clear becomes paper.
  context.fillStyle = 'white';
  context.fillRect(0, 0, size.width, size.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, size.width, size.height);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
}
