import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { readDocument } from '../inventory/open-document.ts';
import type { DocumentedOperation } from '../inventory/sources.ts';

export type OpenedDocument = { name: string; text: string };

const LARGEST = 10 * 1024 * 1024;

/** Opens a document before anything is asked of Cloudflare: a wrong file name should not cost a scan. */
export async function openDocument(file: string): Promise<OpenedDocument> {
  const name = basename(file);
  try {
    if ((await stat(file)).size > LARGEST) throw new Error('it is larger than 10 MB');
    const text = await readFile(file, 'utf8');
    readDocument(text, name); // refuses now what is no OpenAPI document
    return { name, text };
  } catch (error) {
    throw new Error(`${file} cannot be used: ${why(error)}`);
  }
}

function why(error: unknown): string {
  if (!(error instanceof Error)) return 'it cannot be read';
  return 'code' in error && error.code === 'ENOENT' ? 'there is no such file' : error.message;
}

/** A server that names no host can only be placed where the zone has one host; `skipped` says what was left out. */
export function operationsIn(
  { name, text }: OpenedDocument,
  hosts: readonly string[],
): { operations: DocumentedOperation[]; skipped: string[] } {
  return readDocument(text, name, hosts.length === 1 ? hosts : []);
}
