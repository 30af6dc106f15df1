import { z } from 'zod';
import { mediaTypesOf } from './openapi-body.ts';
import { ownersOfTags, ownersStated } from './openapi-owners.ts';
import { credentialOf, type SecurityScheme } from './openapi-security.ts';
import { expandServers, MAX_SPELLINGS } from './openapi-servers.ts';
import type { DocumentedOperation } from './sources.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;
const MAX_PATHS = 20_000;
const MAX_PATH_LENGTH = 4096;
const MAX_OPERATIONS = 50_000;
/** Servers with variables stand for many addresses, which may all turn out to be one. */
const MAX_SERVERS_READ = 200_000;

/** Why a document cannot be used, in words for the person who uploaded it. */
export class OpenApiError extends Error {
  /** Where in the document, when it is a part of it that is wrong. */
  readonly path: readonly PropertyKey[] | undefined;
  constructor(message: string, path?: readonly PropertyKey[]) {
    super(message);
    this.path = path;
  }
}

export type OpenApiReading = {
  title: string;
  operations: DocumentedOperation[];
  /** What was left out, and why. */
  skipped: string[];
};

const short = z.string().max(MAX_PATH_LENGTH);
const requirements = z.array(z.record(short, z.unknown())).max(100);
const server = z.object({
  url: short,
  variables: z
    .record(
      short,
      z.object({ default: z.coerce.string().optional(), enum: z.array(z.coerce.string()).max(100).optional() }),
    )
    .optional(),
});
const servers = z.array(server).max(100);
const operation = z.object({
  security: requirements.optional(),
  servers: servers.optional(),
  tags: z.unknown().optional(),
  'x-owner': z.unknown().optional(),
  requestBody: z.unknown().optional(), // read leniently: a body that is not understood takes nothing from the rest
});
const pathItem = z.object({
  $ref: z.string().optional(),
  servers: servers.optional(),
  'x-owner': z.unknown().optional(),
  ...Object.fromEntries(METHODS.map((method) => [method, operation.optional()])),
}) as z.ZodType<PathItem>;
const scheme = z.object({ type: z.string(), scheme: z.string().optional(), in: z.string().optional() });
const schemes = z.record(short, z.union([scheme, z.object({ $ref: z.string() })]));

/** Without quotes, YAML takes a version for a number. */
const version = (known: RegExp, said: string) =>
  z
    .union([z.string(), z.number().transform((number) => (Number.isInteger(number) ? `${number}.0` : String(number)))])
    .pipe(z.string().regex(known, { error: `only ${said} can be read` }));

const openApi3 = z.object({
  openapi: version(/^3\.[01](\.\d{1,3})?(-[\w.]{1,20})?$/, 'OpenAPI 3.0 and 3.1'),
  info: z.object({ title: short.optional(), 'x-owner': z.unknown().optional() }).optional(),
  tags: z.unknown().optional(),
  'x-owner': z.unknown().optional(),
  servers: servers.optional(),
  security: requirements.optional(),
  paths: z.record(short, pathItem).default({}),
  components: z
    .object({
      securitySchemes: schemes.optional(),
      pathItems: z.record(short, pathItem).optional(),
      requestBodies: z.unknown().optional(),
    })
    .optional(),
});
const swagger2 = z.object({
  swagger: version(/^2\.0$/, 'Swagger 2.0'),
  info: z.object({ title: short.optional(), 'x-owner': z.unknown().optional() }).optional(),
  tags: z.unknown().optional(),
  'x-owner': z.unknown().optional(),
  host: short.optional(),
  basePath: short.optional(),
  security: requirements.optional(),
  paths: z.record(short, pathItem).default({}),
  securityDefinitions: schemes.optional(),
});

type Operation = z.infer<typeof operation>;
type PathItem = { $ref?: string | undefined; servers?: z.infer<typeof servers> | undefined; 'x-owner'?: unknown } & {
  [method in (typeof METHODS)[number]]?: Operation | undefined;
};
type Description = {
  title: string;
  servers: z.infer<typeof servers>;
  security: z.infer<typeof requirements> | undefined;
  schemes: ReadonlyMap<string, SecurityScheme>;
  paths: Record<string, PathItem>;
  shared: Record<string, PathItem>;
  bodies: unknown;
  owner: unknown;
  ownersOfTags: ReadonlyMap<string, string>;
};

/**
 * The operations that an OpenAPI 3 or Swagger 2 document, already parsed, describes. A server without a host takes those
 * of `hosts`. Nothing outside of the document is ever fetched.
 */
export function readOpenApi(document: unknown, name: string, hosts: readonly string[] = []): OpenApiReading {
  const described = describe(document);
  const operations = new Map<string, DocumentedOperation>();
  const skipped: string[] = [];
  const placesOf = serverPlaces(hosts);
  if (Object.keys(described.paths).length > MAX_PATHS) throw new OpenApiError(`It has more than ${MAX_PATHS} paths.`);

  for (const [path, written] of Object.entries(described.paths)) {
    if (path.startsWith('x-')) continue;
    const item = path.startsWith('/') ? resolve(written, described) : 'a path begins with a slash';
    if (typeof item === 'string') {
      skipped.push(`${quote(path)}: ${item}`);
      continue;
    }
    for (const method of METHODS) {
      const found = item[method];
      if (!found) continue;
      const places = placesOf(found.servers ?? item.servers ?? described.servers);
      if (places.length === 0) skipped.push(`${method.toUpperCase()} ${quote(path)}: no server names its host`);
      const credential = credentialOf(found.security ?? described.security, described.schemes);
      const mediaTypes = mediaTypesOf(found.requestBody, described.bodies);
      const owners = ownersStated(
        { operation: found['x-owner'], path: item['x-owner'], document: described.owner },
        found.tags,
        described.ownersOfTags,
      );
      for (const { host, prefix } of places) {
        operations.set(`${method} ${host}${prefix}${path}`, {
          method: method.toUpperCase(),
          host,
          path: `${prefix}${path}`,
          document: name,
          ...(credential ? { credential } : {}),
          ...(mediaTypes.length > 0 ? { mediaTypes } : {}),
          ...(owners.length > 0 ? { owners } : {}),
        });
        if (operations.size > MAX_OPERATIONS)
          throw new OpenApiError(`It describes more than ${MAX_OPERATIONS} operations.`);
      }
    }
  }
  return { title: described.title, operations: [...operations.values()], skipped };
}

/** A list of servers is spelled out once, however many operations share it, and all lists together within bounds. */
function serverPlaces(hosts: readonly string[]): (list: z.infer<typeof servers>) => ReturnType<typeof expandServers> {
  const known = new Map<object, ReturnType<typeof expandServers>>();
  let read = 0;
  return (list) => {
    let places = known.get(list);
    if (places === undefined) {
      for (const { variables } of list) read += variables === undefined ? 1 : MAX_SPELLINGS;
      if (read > MAX_SERVERS_READ) throw new OpenApiError('Its operations name too many servers of their own.');
      places = expandServers(list, hosts);
      known.set(list, places);
    }
    return places;
  };
}

function describe(document: unknown): Description {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new OpenApiError('It is not an OpenAPI document: an object with "openapi" or "swagger" is expected.');
  }
  if ('openapi' in document) {
    const { info, paths, components, ...rest } = parsed(openApi3, document);
    return {
      title: info?.title ?? '',
      servers: rest.servers ?? [],
      security: rest.security,
      schemes: usable(components?.securitySchemes),
      paths,
      shared: components?.pathItems ?? {},
      bodies: components?.requestBodies,
      owner: rest['x-owner'] ?? info?.['x-owner'],
      ownersOfTags: ownersOfTags(rest.tags),
    };
  }
  if ('swagger' in document) {
    const {
      info,
      paths,
      host,
      basePath,
      security,
      securityDefinitions,
      tags,
      'x-owner': owner,
    } = parsed(swagger2, document);
    const url = `${host === undefined ? '' : `https://${host}`}${basePath ?? ''}`;
    return {
      title: info?.title ?? '',
      servers: [{ url }],
      security,
      schemes: usable(securityDefinitions),
      paths,
      shared: {},
      bodies: undefined,
      owner: owner ?? info?.['x-owner'],
      ownersOfTags: ownersOfTags(tags),
    };
  }
  throw new OpenApiError('It does not say which version of OpenAPI it is written in: neither "openapi" nor "swagger".');
}

function parsed<T>(schema: z.ZodType<T>, document: unknown): T {
  const result = schema.safeParse(document);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue?.path.map(String).join(' > ') ?? '';
  throw new OpenApiError(
    `At ${quote(place === '' ? 'the top' : place)}: ${issue?.message ?? 'not understood'}.`,
    issue?.path,
  );
}

function usable(all: z.infer<typeof schemes> | undefined): ReadonlyMap<string, SecurityScheme> {
  const found = new Map<string, SecurityScheme>();
  for (const [name, one] of Object.entries(all ?? {})) if ('type' in one) found.set(name, one);
  return found;
}

/** The item itself, or the one in the same document that it refers to; else why there is none. */
function resolve(item: PathItem, { shared, paths }: Description): PathItem | string {
  let current = item;
  for (let hops = 0; current.$ref !== undefined; hops += 1) {
    const local = /^#\/(components\/pathItems|paths)\/([^/]+)$/.exec(current.$ref);
    if (!local) return 'references to other documents are not followed';
    if (hops >= 10) return 'the references go round in circles';
    const among = local[1] === 'paths' ? paths : shared;
    const target = (local[2] ?? '').replaceAll('~1', '/').replaceAll('~0', '~');
    const next = Object.hasOwn(among, target) ? among[target] : undefined;
    if (!next) return 'it refers to nothing in the document';
    current = next;
  }
  return current;
}

/** Text of the document within a message: short, and on one line. */
function quote(text: string): string {
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);
}
