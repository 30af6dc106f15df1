/** Which endpoints are meant: those Cloudflare knows of, as opposed to those that only a document names. Sources stand in their order. */
import type { Endpoint } from '../inventory/endpoint.ts';

export const isSaved = ({ sources }: Endpoint): boolean => sources[0] === 'saved';
export const isObserved = ({ sources }: Endpoint): boolean => sources[0] !== 'documented';
export const hasVariable = ({ path }: Pick<Endpoint, 'path'>): boolean => path.includes('{');
export const isWrite = ({ method }: Pick<Endpoint, 'method'>): boolean => WRITES.has(method);
const WRITES: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** Whether a word of the path, apart from others by a sign or a capital, is one of these. */
export const namesOneOf = ({ path }: Pick<Endpoint, 'path'>, words: ReadonlySet<string>): boolean =>
  path
    .replace(/\{[^{}/]*\}/g, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .split(/[^A-Za-z0-9]+/)
    .some((word) => words.has(word.toLowerCase()));

/** Whether it is for those who run the service. */
export const isAdmin = (endpoint: Endpoint): boolean => namesOneOf(endpoint, ADMIN);
const ADMIN: ReadonlySet<string> = new Set(
  'admin admins administrator internal manage debug metrics actuator backoffice superuser'.split(' '),
);

const API_WORD = /(?:^|[^a-z])(?:[a-z]*api|o?auth|token|mobile|partner|graphql|internal)s?(?:[^a-z]|$)/;
/** Whether the name of a host says that programs call it. */
export const soundsLikeApi = (name: string): boolean => API_WORD.test(name);
