import type { z } from 'zod';
import { type Answer, refusal } from '../envelope.ts';
import {
  type AccountRequest,
  type ApiRequest,
  accountRoute,
  type Route,
  type ZoneRequest,
  zoneRoute,
} from '../routing.ts';

/** Calls that change something: a body of exactly this shape, or the refusal that says what is wrong with it. */
type Method = Exclude<Route['method'], 'GET'>;

export function writeZone<Shape extends z.ZodType>(
  method: Method,
  path: string,
  needs: string[],
  shape: Shape,
  answer: (request: ZoneRequest, body: z.infer<Shape>) => Answer,
): Route {
  return zoneRoute(path, needs, reading(shape, answer), method);
}

export function writeAccount<Shape extends z.ZodType>(
  method: Method,
  path: string,
  needs: string[],
  shape: Shape,
  answer: (request: AccountRequest, body: z.infer<Shape>) => Answer,
): Route {
  return accountRoute(path, needs, reading(shape, answer), method);
}

const reading =
  <Shape extends z.ZodType, Request extends ApiRequest>(
    shape: Shape,
    answer: (request: Request, body: z.infer<Shape>) => Answer,
  ) =>
  (request: Request): Answer => {
    const parsed = shape.safeParse(request.body);
    return parsed.success ? answer(request, parsed.data) : refusal(400, 10021, zodText(parsed.error));
  };

const zodText = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
