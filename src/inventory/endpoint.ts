import type { Credential } from './sources.ts';

export const SOURCES = ['saved', 'discovered', 'documented'] as const;
export type Source = (typeof SOURCES)[number];

export type Audience = 'public' | 'partner' | 'internal' | 'mobile';
export type Sensitivity = 'auth' | 'token' | 'payment' | 'personal' | 'write' | 'search' | 'read';

/** One method, host and path template, and what its sources say of it. */
export type Endpoint = {
  /** `METHOD host/path`, variables numbered from left to right. */
  key: string;
  method: string;
  host: string;
  path: string;
  sources: readonly Source[];
  traffic: Traffic;
  operationId?: string;
  /** The id of the row of API Discovery, when that is where it comes from. */
  discoveryId?: string;
  labels: readonly string[];
  /** Names of the OpenAPI documents that describe it. */
  documents: readonly string[];
  /** What the first document that says so asks of a caller. */
  credential?: Credential;
  audience: Audience | null;
  audienceReason: string;
  sensitivity: Sensitivity;
  sensitivityReason: string;
  exposure: number;
};

/** `unknown` is for endpoints of which nobody measured anything: no figure is not the same as no traffic. */
export type Traffic = { seen: 'yes' | 'no' | 'unknown'; requests?: number; periodSeconds?: number };
