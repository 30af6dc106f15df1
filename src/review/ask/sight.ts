/** Which channels somebody may look into: the public ones, and the private ones they are in. */
export interface Sight {
  /** Channels they are in, with their names. */
  member: ReadonlyMap<string, string>;
  public: ReadonlySet<string>;
}

export const sees = ({ member, public: open }: Sight, channelId: string) =>
  member.has(channelId) || open.has(channelId);
