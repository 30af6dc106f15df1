/** What Slack's client made of what somebody typed, turned back: the one way of typed text into the product. Pure. */

/** A link as `<address>` or `<address|what it looks like>`; mentions begin with a sign and stay as they are. */
const LINK = /<([^@#!<>|][^<>|]*)(?:\|([^<>]*))?>/g;

/**
 * Addresses that Slack linked are what was typed again, mentions stay marked, and control characters are no longer
 * escaped: whoever shows the text escapes it.
 */
export function fromSlack(text: string): string {
  return text
    .replace(LINK, (_, address: string, label?: string) => label || address)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
