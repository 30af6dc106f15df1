/** The operations that the schemas uploaded to Cloudflare describe. */
import { readDocument } from '../inventory/open-document.ts';
import { OpenApiError } from '../inventory/openapi.ts';
import type { DocumentedOperation } from '../inventory/sources.ts';
import type { SectionValues } from './snapshot.ts';

type Schema = SectionValues['schemas'][number];

/** A schema is read once however often it is asked about: some have thousands of operations. */
const readings = new WeakMap<Schema, Reading>();

interface Reading {
  operations: DocumentedOperation[];
  whole: boolean;
}

const UNREAD: Reading = { operations: [], whole: false };

export const operationsOf = (schema: Schema): DocumentedOperation[] => readingOf(schema).operations;

/** False where the document was not read, or a part of it was left out: then it may describe anything. */
export const isReadWhole = (schema: Schema): boolean => readingOf(schema).whole;

function readingOf(schema: Schema): Reading {
  let reading = readings.get(schema);
  if (reading === undefined) {
    reading = schema.source === null ? UNREAD : read(schema.source, schema.name);
    readings.set(schema, reading);
  }
  return reading;
}

function read(source: string, name: string): Reading {
  try {
    const { operations, skipped } = readDocument(source, name);
    return { operations, whole: skipped.length === 0 };
  } catch (error) {
    if (error instanceof OpenApiError) return UNREAD;
    throw error;
  }
}
