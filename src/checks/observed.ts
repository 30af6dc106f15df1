/** Which endpoints are meant: those Cloudflare knows of, as opposed to those that only a document names. */
import type { Endpoint } from '../inventory/endpoint.ts';

export const isSaved = ({ sources }: Endpoint): boolean => sources.includes('saved');
export const isObserved = ({ sources }: Endpoint): boolean =>
  sources.includes('saved') || sources.includes('discovered');
export const hasVariable = ({ path }: Endpoint): boolean => path.includes('{');
export const isWrite = ({ method }: Endpoint): boolean => ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method);
