/** What a name of a business or a person looks like, and what only looks like one. */
const HONORIFIC = /^(?:to\b[\s,:.]*)?(?:m\s?\/\s?s\b\.?|messrs\.?)[\s.,:]*/i;
const OUTSIDE = /^[\s:;,.|()*–—-]+|[\s:;,|*–—-]+$/g;
const ADDRESS =
  /\b(?:road|rd|street|nagar|marg|lane|plot|floor|sector|block|bazaar|bazar|industrial area|near|opp|behind|shop no|unit \d|building|dist|taluka|pin|chowk|colony|phase|highway)\b|\b\d{6}\b|\b\d{3} \d{3}\b/i;
const CONTACT =
  /@|www\.|https?:|\b(?:ph|phone|mob|mobile|tel|email|fax|gstin|pan|cin|fssai|website)\b\s*(?:no)?\.?\s*[:\d]/i;

/** Without `M/s` and the punctuation around it. */
export function trimName(text: string): string {
  return text.replace(OUTSIDE, '').replace(HONORIFIC, '').replace(OUTSIDE, '').trim();
}

export function isNameLike(text: string): boolean {
  const letters = text.replace(/[^\p{L}\p{M}]/gu, '').length;
  const digits = text.replace(/\D/g, '').length;
  return (
    letters >= 3 && digits <= letters / 2 && text.length <= 80 && !CONTACT.test(text) && !isPlaceholder(text)
  );
}

export function isAddressLike(text: string): boolean {
  return ADDRESS.test(text) || /^\d/.test(text) || /,.*\d/.test(text);
}

function isPlaceholder(text: string): boolean {
  return /^(?:n\.?\/?a\.?|nil|none|same as .*|as above|-+)$/i.test(text);
}
