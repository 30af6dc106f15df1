/** Who are the admins and the reviewers of api-review in this workspace. */
import { grantRole } from '../../../db/actors.ts';
import { person, plain } from '../../messages/message.ts';
import type { Role } from '../../review/roles.ts';
import { type Turn, UserError } from '../listener.ts';
import { mentionedOwner } from '../mentioned.ts';
import type { Setting } from './setting.ts';

/** Whoever has the role when nobody was named. */
const WITHOUT: Record<Role, { word: string; who: string }> = {
  admin: { word: 'slack', who: 'Slack’s own admins of this workspace' },
  reviewer: { word: 'everyone', who: 'all full members of this workspace' },
};

export const admins = setting(
  'admins',
  'admin',
  'who connects Cloudflare and sets all this; or `slack`, for Slack’s own admins',
);
export const reviewers = setting('reviewers', 'reviewer', 'who starts reviews and approves decisions; or `everyone`');

function setting(name: string, role: Role, meaning: string): Setting {
  return {
    name,
    usage: [[`settings ${name} @dana @security`, meaning]],
    async run(turn, words) {
      turn.demand('change settings');
      const holders = [...new Set(words.map(mentionedOwner))];
      const without = words.length === 1 && words[0]?.toLowerCase() === WITHOUT[role].word;
      if (!without && (words.length === 0 || holders.includes(undefined))) {
        throw new UserError(
          `Please name people or user groups, as in \`/api-review settings ${name} @dana @security\`, or say \`${WITHOUT[role].word}\`. Nothing was changed.`,
        );
      }
      await grant(turn, role, without ? [] : holders.filter((each) => each !== undefined));
    },
  };
}

async function grant(turn: Turn, role: Role, holders: readonly string[]): Promise<void> {
  const { tx, workspaceId, actor, now } = turn;
  for (const holder of holders) {
    const whyNot = await turn.whyNotOwner(holder, 'have a role');
    if (whyNot) throw new UserError(`${person(holder)}: ${whyNot} Nothing was changed.`);
  }
  await grantRole(tx, workspaceId, { role, holders, by: actor.userId, at: now });
  const who = holders.length > 0 ? holders.map(person).join(', ') : WITHOUT[role].who;
  await turn.whisper(
    plain(`The ${role}s of api-review are now: ${who}. \`/api-review settings permissions\` shows who may do what.`),
  );
}
