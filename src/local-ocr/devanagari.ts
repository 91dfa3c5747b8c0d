/** The script of Hindi, as a reader of text needs to know it. */
const DEVANAGARI = /\p{Script=Devanagari}/u;

/** Whether a letter or a sign of it stands in the text. */
export function hasDevanagari(text: string): boolean {
  return DEVANAGARI.test(text);
}
