import type { Acknowledgement } from '../delivery.ts';
import { fields, list, string } from '../json.ts';
import { commandPayload } from '../payloads/interactions.ts';
import { type Desk, personAt, placeOf, type Seen, seenOf } from '../people.ts';
import { postAnswer } from '../respond.ts';
import { contentText } from '../screen.ts';
import { escapeCommand } from '../typing.ts';
import { Refusal } from '../web-api/method.ts';

/** A person types a slash command. */
export async function command(desk: Desk, typed: string, o: { as: string; in: string }): Promise<Seen> {
  const { workspace } = desk.world;
  const [, command, text] = /^(\/\S+)\s*([\s\S]*)$/.exec(typed) ?? [];
  if (!command) throw new Error(`A command starts with a slash: ${typed}`);
  const user = personAt(desk, o.as);
  if (user.teamId !== workspace.team.id) throw new Error(`${o.as} is of another workspace, which has no ${command}.`);
  const channel = placeOf(desk, user, o.in);
  const target = { channel: channel.id, user: user.id };
  const payload = commandPayload(workspace, {
    user,
    channel,
    command,
    text: escapeCommand(workspace, text ?? ''),
    trigger_id: desk.world.passes.newTrigger(user.id),
    response_url: `${desk.world.origin}/commands/${workspace.team.id}/${desk.world.passes.newResponsePath(target)}`,
  });
  const answer = await desk.delivery.once('command', payload);
  const seen = seenOf(answer, `${command} failed with the error "${commandError(answer)}"`);
  if (!seen.ok) return seen;
  const body = typeof answer.body === 'string' ? { text: answer.body } : fields(answer.body);
  if (!body.text && !body.blocks && !body.attachments) return seen;
  try {
    postAnswer(desk.world, target, body);
    return { ...seen, text: contentText({ text: string(body.text), blocks: list(body.blocks) }) };
  } catch (error) {
    if (error instanceof Refusal)
      return { ...seen, ok: false, error: `${command} failed with the error "invalid_command_response"` };
    throw error;
  }
}

const commandError = ({ outcome }: Acknowledgement): string =>
  outcome === 'http_timeout'
    ? 'operation_timeout'
    : outcome === 'connection_failed'
      ? 'dispatch_unknown_error'
      : 'dispatch_failed';
