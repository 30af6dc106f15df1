import type { Credential } from './sources.ts';

export const SOURCES = ['saved', 'discovered', 'documented'] as const;
export type Source = (typeof SOURCES)[number];

export type Audience = 'public' | 'partner' | 'internal' | 'mobile';
export type Sensitivity = 'auth' | 'token' | 'payment' | 'personal' | 'write' | 'search' | 'read';

/** What people said of an endpoint; it stands above what anything else suggests. */
export type Stated = { audience?: Audience; sensitivity?: Sensitivity; credential?: Credential };

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
  /** What a caller shows, as people or else the first document that says so have it. */
  credential?: Credential;
  credentialReason?: string;
  audience: Audience | null;
  audienceReason: string;
  sensitivity: Sensitivity;
  sensitivityReason: string;
  exposure: number;
  stated?: Stated;
};

/** `unknown` is for endpoints of which nobody measured anything: no figure is not the same as no traffic. */
export type Traffic = { seen: 'yes' | 'no' | 'unknown'; requests?: number; periodSeconds?: number };

/** What an endpoint’s key says. */
export function splitKey(key: string): { method: string; host: string; path: string } {
  const [, method = '', host = '', path = '/'] = /^(\S+) ([^/]*)(\/.*)?$/s.exec(key) ?? [];
  return { method, host, path };
}
