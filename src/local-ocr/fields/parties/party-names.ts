/** What a name of a business or a person looks like, and what only looks like one. */
const HONORIFIC = /^(?:to\b[\s,:.]*)?(?:m\s?\/\s?s\b\.?|messrs\.?)[\s.,:]*/i;
/** A bit of a logo or a stamp behind the name. */
const SPECK = /\s\p{Ll}$/u;
const OUTSIDE = /^[\s:;,.|()*–—-]+|[\s:;,|*–—-]+$/g;
const ADDRESS =
  /\b(?:road|rd|street|nagar|marg|lane|plot|floor|sector|block|bazaar|bazar|industrial area|near|opp|behind|shop no|unit \d|building|dist|taluka|pin|chowk|colony|phase|highway)\b|\b\d{6}\b|\b\d{3} \d{3}\b/i;
const CONTACT =
  /@|www\.|https?:|\b(?:ph|phone|mob|mobile|tel|email|fax|gstin|pan|cin|fssai|website)\b\s*(?:no)?\.?\s*[:\d]/i;

const ADDRESSEE =
  /^(?:the )?(?:[\p{L}.&]+ ){0,2}(?:manager|director|proprietor|principal|secretary|accountant|officer|engineer|chairman|accounts|department|dept\.?|head)[,.]?$/iu;
const COMPANY_END = /(?:^|\s)(?:ltd|limited|llp|inc|corporation)\.?$/i;
const MAX_NAME_ROWS = 2;

/** Without `M/s` and the punctuation around it. */
export function trimName(text: string): string {
  return text.replace(OUTSIDE, '').replace(HONORIFIC, '').replace(OUTSIDE, '').replace(SPECK, '').trim();
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

/** Who opens the letter, not who is billed: `The Accounts Manager`. */
export function isAddressee(text: string): boolean {
  return ADDRESSEE.test(text);
}

/**
 * A company's name with the rows below that still belong to it: those up to the one that ends in `Limited` or the
 * like, if that comes soon.
 */
export function joinCompanyName(name: string, below: readonly string[]): string {
  if (COMPANY_END.test(name)) return name;
  const rest = below.slice(0, MAX_NAME_ROWS);
  const end = rest.findIndex((text) => COMPANY_END.test(text));
  const rows = rest.slice(0, end + 1);
  return rows.every(isMoreOfName) ? [name, ...rows].join(' ') : name;
}

/** It ends in `Limited` or the like. */
export function isWholeCompanyName(text: string): boolean {
  return COMPANY_END.test(text) && isNameLike(text) && !isAddressLike(text);
}

function isMoreOfName(text: string): boolean {
  return isNameLike(text) && !isAddressLike(text) && /^\p{Lu}|^&/u.test(text) && !/[,:]/.test(text);
}

function isPlaceholder(text: string): boolean {
  return /^(?:n\.?\/?a\.?|nil|none|same as .*|as above|-+)$/i.test(text);
}
