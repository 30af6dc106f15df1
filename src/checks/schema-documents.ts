/** The operations that the schemas uploaded to Cloudflare describe. */
import { parse } from 'yaml';
import { OpenApiError, readOpenApi } from '../inventory/openapi.ts';
import type { DocumentedOperation } from '../inventory/sources.ts';
import type { SectionValues } from './snapshot.ts';

type Schema = SectionValues['schemas'][number];

/** A schema is read once however often it is asked about: some have thousands of operations. */
const readings = new WeakMap<Schema, DocumentedOperation[] | null>();

/** Null where the document was not read, or is none that we can read: then it may describe anything. */
export function operationsOf(schema: Schema): DocumentedOperation[] | null {
  let reading = readings.get(schema);
  if (reading === undefined) {
    reading = schema.source === null ? null : read(schema.source, schema.name);
    readings.set(schema, reading);
  }
  return reading;
}

function read(source: string, name: string): DocumentedOperation[] | null {
  const document = parsed(source);
  if (document === undefined) return null;
  try {
    return readOpenApi(document, name).operations;
  } catch (error) {
    if (error instanceof OpenApiError) return null;
    throw error;
  }
}

function parsed(source: string): unknown {
  try {
    return source.trimStart().startsWith('{') ? JSON.parse(source) : parse(source, { maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}
