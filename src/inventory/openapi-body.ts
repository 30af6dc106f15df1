/** As which media types a request may send its body, by an OpenAPI 3 document; none where it describes no body. */
export function mediaTypesOf(requestBody: unknown, shared: unknown): string[] {
  let body = requestBody;
  for (let hops = 0; isObject(body) && typeof body.$ref === 'string'; hops += 1) {
    const [, name] = /^#\/components\/requestBodies\/([^/]+)$/.exec(body.$ref) ?? [];
    if (name === undefined || hops >= 10 || !isObject(shared)) return [];
    const target = name.replaceAll('~1', '/').replaceAll('~0', '~');
    body = Object.hasOwn(shared, target) ? shared[target] : undefined;
  }
  if (!isObject(body) || !isObject(body.content)) return [];
  return Object.keys(body.content)
    .filter((type) => type.length <= LONGEST)
    .slice(0, MOST);
}

const LONGEST = 255;
const MOST = 50;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
