import type { Credential } from './sources.ts';

export type SecurityScheme = { type: string; scheme?: string | undefined; in?: string | undefined };

/**
 * What a caller must show, by the first alternative. An empty alternative makes all others optional, so that it is none.
 * Undefined where the document does not say, or says it in a way not known here.
 */
export function credentialOf(
  requirements: readonly Record<string, unknown>[] | undefined,
  schemes: ReadonlyMap<string, SecurityScheme>,
): Credential | undefined {
  if (!requirements) return undefined;
  if (requirements.length === 0 || requirements.some((one) => Object.keys(one).length === 0)) return 'none';
  const [first = {}] = requirements;
  for (const name of Object.keys(first)) {
    const scheme = schemes.get(name);
    const credential = scheme && credentialOfScheme(scheme);
    if (credential) return credential;
  }
  return undefined;
}

function credentialOfScheme({ type, scheme, in: place }: SecurityScheme): Credential | undefined {
  switch (type) {
    case 'apiKey':
      return place === 'cookie' ? 'session' : 'api-key';
    case 'basic':
      return 'basic';
    case 'http':
      return HTTP.get(scheme?.toLowerCase() ?? '');
    case 'oauth2':
      return 'oauth2';
    case 'openIdConnect':
      return 'openid';
    case 'mutualTLS':
      return 'mtls';
    default:
      return undefined;
  }
}

const HTTP = new Map<string, Credential>([
  ['basic', 'basic'],
  ['bearer', 'bearer'],
]);
