import { parseArgs } from 'node:util';

export type ScanOptions = {
  zone: string | undefined;
  openapi: string[];
  json: boolean;
  save: string | undefined;
  from: string | undefined;
};

export const USAGE = `Usage: npm run scan -- --zone <name or id> [--openapi FILE]… [--json] [--save FILE] [--from FILE]

  --zone     the zone to read, by name or id; needs CLOUDFLARE_API_TOKEN
  --openapi  an OpenAPI document, JSON or YAML, to compare with; may be repeated
  --json     the report as JSON
  --save     keep what was read in a file
  --from     report on such a file, without any call

Exit code 0: nothing of high or critical severity failed. 1: something did. 2: nothing could be reported.
`;

/** The command was not understood; the message says which part. */
export class UsageError extends Error {}

export function scanOptions(args: string[]): ScanOptions {
  const { zone, openapi, json, save, from } = parsed(args);
  if (zone === undefined && from === undefined)
    throw new UsageError('Name a zone with --zone, or a saved snapshot with --from.');
  return { zone, openapi, json, save, from };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        zone: { type: 'string' },
        openapi: { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
        save: { type: 'string' },
        from: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The command was not understood.');
  }
}
