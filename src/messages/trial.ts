/** What the figures of a staged control say: beside it in the list of them, and when it is ready or does harm. */
import { type Gate, type Proof, percent } from '../review/gate.ts';
import type { Decision, Review } from '../review/review.ts';
import type { Said } from '../review/watching.ts';
import { ACTIONS } from './action-ids.ts';
import {
  actions,
  amount,
  button,
  code,
  context,
  count,
  type Message,
  message,
  person,
  safe,
  section,
} from './message.ts';

/** Where no event tells of a control. */
export const UNMEASURED =
  'No event at Cloudflare tells of this control, so nothing can be measured: look at it yourselves.';

/** Beside the control. */
export function proofInWords({ choice, state }: Decision, gate: Gate, proof: Proof): string {
  const wanted = `Gate: ${count(gate.days, 'day')} and ${count(gate.requests, 'request')}, at most ${percent(gate.share)} of them stopped, none of a partner.`;
  const shown =
    proof.days > 0
      ? `So far: ${figures(proof, state === 'enforced' || choice === 'canary')}.`
      : 'Nothing was read of it yet: it is read once a day, by a token that may read analytics.';
  if (state === 'enforced') return proof.days > 0 ? `Since: ${figures(proof, true)}.` : '';
  return proof.missing.length > 0 && proof.days > 0
    ? `${wanted} ${shown} Not passed: ${proof.missing.join(', ')}.`
    : `${wanted} ${shown}`;
}

/** New words for who decided: an edit rings for nobody. */
export function trialTurned(review: Review, decision: Decision, title: string, said: Said, proof: Proof): Message {
  const what = `*${safe(title)}*`;
  const whom = [...new Set(said === 'stops-too-much' ? [decision.decidedBy, review.leadId] : [decision.decidedBy])];
  const text = `${whom.map(person).join(' and ')}, ${HEADLINES[said](what)}: ${figures(proof, said !== 'ready' && decision.state === 'enforced')}.`;
  const worst = proof.worst.map(
    ({ what: request, asn, agent, count: n }) =>
      `• ${amount(n)} × ${code(request, 140)}${asn ? `, AS${safe(asn, 20)}` : ''}${agent ? `, ${code(agent, 80)}` : ''}`,
  );
  const sampled =
    proof.sampleInterval > 1
      ? [
          context(
            `Estimated from samples: one row stands for up to ${amount(Math.round(proof.sampleInterval))} requests.`,
          ),
        ]
      : [];
  return message(text, [
    section(worst.length > 0 ? `${text}\n${worst.join('\n')}` : text),
    ...sampled,
    ...(said === 'ready' ? [] : [actions(button('Roll back', ACTIONS.rollBack, `${review.id} ${decision.id}`))]),
  ]);
}

const HEADLINES: Record<Said, (what: string) => string> = {
  ready: (what) => `${what} is ready to enforce: \`Promote to enforce\` stands with the staged controls`,
  'would-stop-too-much': (what) => `${what} on trial would stop more than its gate allows, and is not ready`,
  'stops-too-much': (what) => `:rotating_light: ${what} is enforced and rejects more than its gate allows`,
};

function figures({ days, requests, hits, share, partnerHits, strangeHits }: Proof, stops: boolean): string {
  const verb = stops ? 'stopped' : 'would have been stopped';
  return [
    days >= 1 ? count(Math.floor(days), 'day') : `${Math.max(1, Math.round(days * 24))} h`,
    count(Math.round(requests), 'request'),
    `${amount(Math.round(hits))} ${verb}${share === null ? '' : ` (${percent(share)})`}`,
    ...(partnerHits > 0 ? [`${amount(Math.round(partnerHits))} of them to endpoints for partners`] : []),
    ...(strangeHits > 0 ? [`${amount(Math.round(strangeHits))} to nothing that the inventory knows`] : []),
  ].join(', ');
}
