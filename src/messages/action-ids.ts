/** The ids of buttons and forms, and what their values carry: ids only, looked up when the click arrives. */
import { z } from 'zod';

export const ACTIONS = {
  startQuoted: 'quote.start',
  cancelQuoted: 'quote.cancel',
  showInventory: 'card.inventory',
  showRemediation: 'card.remediation',
  exportReview: 'card.export',
  scanAgain: 'card.scan-again',
  closeReview: 'card.close',
  acknowledge: 'owner.acknowledge',
  notMine: 'owner.not-mine',
  reassign: 'owner.reassign',
  remindLater: 'reminder.later',
  applyOwners: 'owners.apply',
  chooseOwners: 'owners.choose',
  dismissOwners: 'owners.dismiss',
  answerByForm: 'question.form',
  correctAnswer: 'answer.correct',
  editAnswer: 'answer.edit',
  stillSo: 'answer.still-so',
  showRequest: 'item.request',
  showFix: 'item.fix',
  acceptRisk: 'item.accept',
  unmute: 'item.unmute',
  approve: 'decision.approve',
  decline: 'decision.decline',
  promote: 'stage.promote',
  keepLogging: 'stage.keep',
  rollBack: 'stage.roll-back',
  muteDigest: 'digest.mute',
  changeSchedule: 'digest.change',
  whyDigest: 'digest.why',
  homeStart: 'home.start',
  homeConnect: 'home.connect',
  homePrevious: 'home.previous',
  homeNext: 'home.next',
  previousPage: 'inquiry.previous',
  nextPage: 'inquiry.next',
  fullList: 'inquiry.file',
  clearFilters: 'inquiry.clear',
} as const;

/** One button per choice; an action id has to be unique within its block. */
export const chooseAction = (choice: string) => `question.choose.${choice}`;
export const CHOOSE = /^question\.choose\./;
export const decideAction = (choice: string) => `item.decide.${choice}`;
export const DECIDE = /^item\.decide\./;

/** One menu per filter. */
export const Menu = z.enum(['owner', 'host', 'source', 'severity', 'state', 'step']);
export type Menu = z.infer<typeof Menu>;
export const narrowAction = (menu: Menu) => `inquiry.narrow.${menu}`;
export const NARROW = /^inquiry\.narrow\./;

export const VIEWS = {
  start: 'start-review',
  connect: 'connect-cloudflare',
  reassign: 'reassign-endpoints',
  assign: 'owner.assign.form',
  chooseOwners: 'owners.choose.form',
  answer: 'answer-question',
  acceptRisk: 'accept-risk',
  mark: 'mark-item',
  schedule: 'schedule-digest',
  documents: 'give-documents',
  reminders: 'set-reminders',
} as const;

export const QuoteValue = z.uuid();
export const ReviewValue = z.uuid();
export const QuestionValue = z.uuid();
export const ProposalValue = z.uuid();
/** All the questions whose earlier answers stood above the button. */
export const QuestionsValue = z
  .string()
  .transform((value): unknown => value.split(' '))
  .pipe(z.array(z.uuid()).min(1));
/** A review, and in how many days. */
export const LaterValue = z
  .string()
  .transform((value): unknown => value.split(' '))
  .pipe(z.tuple([z.uuid(), z.enum(['1', '3', '7'])]))
  .transform(([reviewId, days]) => ({ reviewId, days: Number(days) }));
export const DecisionValue = z.uuid();
export const HomePageValue = z.string().regex(/^[1-9]\d{0,3}$/);
export const InquiryValue = z.uuid();
/** Where a digest comes: a channel, or the person whose own it is. */
export const DigestPlace = z.string().regex(/^[CGDUW][A-Z0-9]+$/);

const pair = <A extends z.ZodType<string>, B extends z.ZodType<string>>(first: A, second: B) =>
  z
    .string()
    .transform((value): unknown => value.split(' '))
    .pipe(z.tuple([first, second]));

export const OwnerValue = pair(z.uuid(), z.string().regex(/^[UWS][A-Z0-9]+$/));
export const ChoiceValue = pair(z.uuid(), z.string().min(1));
export const VersionValue = pair(z.uuid(), z.string().regex(/^\d+$/));
export const PageValue = pair(z.uuid(), z.string().regex(/^[1-9]\d{0,4}$/));
/** The inquiry that a block of menus narrows. */
export const NarrowBlock = z
  .string()
  .transform((blockId): unknown => /^narrow (\S+)/.exec(blockId)?.[1])
  .pipe(z.uuid());
export const ItemValue = pair(z.uuid(), z.string().min(1));
/** An item, and what is said of it. */
export const MarkValue = z
  .string()
  .transform((value): unknown => value.split(' '))
  .pipe(z.tuple([z.uuid(), z.string().min(1), z.enum(['planned', 'false-positive'])]))
  .transform(([reviewId, itemId, kind]) => ({ item: `${reviewId} ${itemId}`, kind }));
/** An item, and the decision that is to be replaced. */
export const ReplacingValue = z
  .string()
  .transform((value): unknown => value.split(' '))
  .pipe(z.tuple([z.uuid(), z.string().min(1), z.uuid().optional()]))
  .transform(([reviewId, itemId, replaces]) => ({ item: `${reviewId} ${itemId}`, replaces }));
