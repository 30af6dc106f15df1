/** Text from outside inside a page: it is shown, and never understood as anything else. */
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** Characters that change the order or the look of what stands around them are shown as their number. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u{115F}\u{1160}\u{3164}]/gu;

export const html = (text: string): string =>
  text
    .replace(UNSEEN, (each) => (each === '\n' ? '\n' : `\\u{${each.codePointAt(0)?.toString(16)}}`))
    .replace(/[&<>"']/g, (each) => ENTITIES[each] ?? each);
