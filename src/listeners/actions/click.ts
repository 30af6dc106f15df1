/** What a click carries: the id of what it is about, and where it happened. */
export interface Click {
  value: string;
  channelId: string | undefined;
  /** On a message that only this person sees, which nothing redraws. */
  inPrivate: boolean;
  /** The block in which it happened. */
  blockId: string;
  intakeId: string;
}
