import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parse } from 'yaml';
import { OpenApiError, readOpenApi } from '../inventory/openapi.ts';
import type { DocumentedOperation } from '../inventory/sources.ts';

export type OpenedDocument = { name: string; content: unknown };

const LARGEST = 30 * 1024 * 1024;

/** Opens a document before anything is asked of Cloudflare: a wrong file name should not cost a scan. */
export async function openDocument(file: string): Promise<OpenedDocument> {
  const name = basename(file);
  try {
    if ((await stat(file)).size > LARGEST) throw new Error('it is larger than 30 MB');
    const text = await readFile(file, 'utf8');
    const content: unknown = text.trimStart().startsWith('{') ? JSON.parse(text) : parse(text, { maxAliasCount: 100 });
    readOpenApi(content, name); // refuses now what is no OpenAPI document
    return { name, content };
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
  { name, content }: OpenedDocument,
  hosts: readonly string[],
): { operations: DocumentedOperation[]; skipped: string[] } {
  try {
    return readOpenApi(content, name, hosts.length === 1 ? hosts : []);
  } catch (error) {
    if (error instanceof OpenApiError) throw new Error(`${name} cannot be used: ${error.message}`);
    throw error;
  }
}
