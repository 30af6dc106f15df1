import { type Answer, refusal } from '../envelope.ts';
import { answerDataset, GraphqlError, settingsOf } from '../graphql/answer.ts';
import { type Field, GraphqlSyntaxError, parseQuery } from '../graphql/parse.ts';
import { type ApiRequest, budgetOf, type Route } from '../routing.ts';

/** The analytics API: its errors come with HTTP 200, beside `data`. */
export const graphqlRoutes: Route[] = [{ method: 'POST', pattern: '/graphql', needs: [], answer }];

const MOST_ZONES = 10;

function answer(request: ApiRequest): Answer {
  const body = request.body as { query?: unknown; variables?: Record<string, unknown> } | null;
  if (typeof body?.query !== 'string') return refusal(400, 10400, 'the body must be JSON with a query');
  try {
    const roots = parseQuery(body.query, body.variables ?? {});
    return { status: 200, body: { data: select(roots, (field) => viewer(field, request)), errors: null } };
  } catch (error) {
    if (!(error instanceof GraphqlError) && !(error instanceof GraphqlSyntaxError)) throw error;
    const timestamp = new Date(request.world.now()).toISOString();
    return {
      status: 200,
      body: { data: null, errors: [{ message: error.message, path: null, extensions: { timestamp } }] },
    };
  }
}

function viewer(field: Field, request: ApiRequest): unknown {
  if (field.name !== 'viewer') throw new GraphqlError(`unknown field "${field.name}"`);
  return select(field.fields, (zones) => {
    if (zones.name !== 'zones') throw new GraphqlError(`unknown field "${zones.name}"`);
    return zonesOf(zones, request);
  });
}

function zonesOf(field: Field, { caller, world }: ApiRequest): unknown[] {
  const filter = (field.args.filter ?? {}) as { zoneTag?: string; zoneTag_in?: string[] };
  const tags = filter.zoneTag_in ?? [filter.zoneTag ?? ''];
  if (tags.length > MOST_ZONES) throw new GraphqlError(`too many zones: at most ${MOST_ZONES} in one query`);
  return tags.map((tag) => {
    const zone = world.zones.find(({ id }) => id === tag);
    const may = zone && caller.permissions.includes('Analytics Read') && !caller.hiddenZones.includes(zone.name);
    if (!may) throw new GraphqlError(`zones [${tag}] are not authorized`);
    return select(field.fields, (one) => {
      if (world.graphqlRates.count(budgetOf(caller)).retryAfter !== undefined) {
        throw new GraphqlError('rate limiter budget depleted, please try again after 5 minutes');
      }
      return one.name === 'settings' ? settingsOf(one, zone) : answerDataset(one, zone, world.now());
    });
  });
}

function select(fields: Field[], value: (field: Field) => unknown): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field.alias, value(field)]));
}
