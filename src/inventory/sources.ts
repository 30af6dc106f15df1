/** The three things the inventory is reconciled from, each as its own reader hands it over. */
import type { StatedOwner } from './openapi-owners.ts';

/** An operation that somebody saved in Endpoint Management. */
export type SavedOperation = {
  operationId: string;
  method: string;
  host: string;
  endpoint: string;
  labels: readonly string[];
  /** Requests counted in one period; undefined where nobody counted. */
  requests?: number | undefined;
  periodSeconds?: number | undefined;
};

/** An operation that API Discovery has seen. Only those in review are news: saved ones repeat the saved list. */
export type DiscoveredOperation = {
  id: string;
  method: string;
  host: string;
  endpoint: string;
  state: 'review' | 'saved' | 'ignored';
  origin: readonly string[];
  /** The average number of requests in one period, not a total. */
  requests?: number | null | undefined;
  periodSeconds?: number | null | undefined;
  labels: readonly string[];
};

/** An operation that an OpenAPI document describes. */
export type DocumentedOperation = {
  method: string;
  host: string;
  path: string;
  document: string;
  /** Left out where the document does not say. */
  credential?: Credential | undefined;
  /** Of the body of a request, where one is described. */
  mediaTypes?: readonly string[] | undefined;
  /** Whom the document names, the nearest first. */
  owners?: readonly StatedOwner[] | undefined;
};

/** What a caller shows to be let in. */
export type Credential = 'none' | 'api-key' | 'basic' | 'bearer' | 'oauth2' | 'openid' | 'mtls' | 'session';
