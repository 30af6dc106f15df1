import { checkBlocks } from '../block-kit/check.ts';
import { nameBlocks } from '../block-kit/name-blocks.ts';
import { type Fields, isFields } from '../json.ts';
import type { Metadata } from '../things.ts';
import { Refusal } from './method.ts';

/** What every way of writing a message may carry. */
export const contentArguments = {
  text: 'string',
  blocks: 'json',
  attachments: 'json',
  markdown_text: 'string',
  parse: 'string',
  link_names: 'bool',
} as const;

interface GivenContent {
  text?: string;
  blocks?: unknown;
  attachments?: unknown;
  markdown_text?: string;
}

export interface Content {
  text: string;
  blocks?: Fields[];
  attachments?: Fields[];
}

/** Checks a message's words and blocks as strictly as Slack does, or refuses with Slack's word for what is wrong. */
export function readContent(given: GivenContent, maxText = 40_000): Content {
  if (given.markdown_text !== undefined && (given.text !== undefined || given.blocks !== undefined)) {
    throw new Refusal('markdown_text_conflict');
  }
  if ((given.markdown_text?.length ?? 0) > 12_000) throw new Refusal('msg_too_long');
  const text = given.text ?? given.markdown_text ?? '';
  const blocks = readList(given.blocks, 'invalid_blocks_format');
  const attachments = readList(given.attachments, 'invalid_attachments');
  if (text === '' && !blocks?.length && !attachments?.length) throw new Refusal('no_text');
  if (text.length > maxText) throw new Refusal('msg_too_long');
  if ((attachments?.length ?? 0) > 100) throw new Refusal('too_many_attachments');
  if (blocks) refuseBadBlocks(blocks);
  return { text, ...(blocks?.length && { blocks: nameBlocks(blocks) }), ...(attachments?.length && { attachments }) };
}

function readList(value: unknown, error: string): Fields[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || !value.every(isFields)) throw new Refusal(error);
  return value;
}

function refuseBadBlocks(blocks: Fields[]): void {
  const problems = checkBlocks(blocks, 'message');
  if (problems.length === 0) return;
  const messages = problems.map(({ message, pointer }) => `[ERROR] ${message} [json-pointer:/blocks${pointer}]`);
  throw new Refusal('invalid_blocks', { errors: messages.map((one) => one.slice(8)), response_metadata: { messages } });
}

/** Metadata is an event type and a payload; an empty object takes it away. */
export function readMetadata(value: unknown): Metadata | 'none' | undefined {
  if (value === undefined) return undefined;
  if (!isFields(value)) throw new Refusal('invalid_metadata_format');
  if (Object.keys(value).length === 0) return 'none';
  const { event_type, event_payload, ...rest } = value;
  if (typeof event_type !== 'string' || !isFields(event_payload)) throw new Refusal('invalid_metadata_schema');
  if (Object.keys(rest).some((key) => key !== 'entities')) throw new Refusal('invalid_metadata_format');
  if (JSON.stringify(value).length > 16_000) throw new Refusal('metadata_too_large');
  return { event_type, event_payload };
}
