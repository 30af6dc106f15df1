/** Which endpoints are meant: those Cloudflare knows of, as opposed to those that only a document names. */
import type { Endpoint } from '../inventory/endpoint.ts';

export const isSaved = ({ sources }: Endpoint): boolean => sources.includes('saved');
export const isObserved = ({ sources }: Endpoint): boolean =>
  sources.includes('saved') || sources.includes('discovered');
export const hasVariable = ({ path }: Endpoint): boolean => path.includes('{');
export const isWrite = ({ method }: Endpoint): boolean => ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method);
export const isAdmin = ({ path }: Endpoint): boolean =>
  /(?:^|[/_-])(?:admin|internal|manage|debug|metrics)(?:[/_-]|$)/i.test(path);
export const hostsOf = (endpoints: readonly Endpoint[]): string[] =>
  [...new Set(endpoints.map(({ host }) => host))].sort();

const API_WORD = /(?:^|[^a-z])(?:[a-z]*api|o?auth|token|mobile|partner|graphql|internal)s?(?:[^a-z]|$)/;
/** Whether the name of a host says that programs call it. */
export const soundsLikeApi = (name: string): boolean => API_WORD.test(name);
