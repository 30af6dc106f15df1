/** Rows of a review as the database hands them over, for tests of what is said of them. */
import type { Review, ReviewEndpoint, ReviewFinding, ReviewItem } from '../../src/review/review.ts';

export const review = (more: Partial<Review> = {}): Review => ({
  id: '7b2d5f0e-7a42-4d3e-9c58-0d1c5a1f0001',
  name: 'shop.example #1',
  number: 1,
  channelId: 'CSECURITY',
  leadId: 'ULEA',
  zoneId: 'z1',
  zoneName: 'shop.example',
  plan: 'enterprise',
  hosts: [],
  due: null,
  state: 'deciding',
  startedAt: new Date('2026-11-24T09:00:00Z'),
  endedAt: null,
  endedBy: null,
  ...more,
});

export function endpoint(
  key: string,
  more: Partial<Omit<ReviewEndpoint, 'facts'>> & { facts?: Partial<ReviewEndpoint['facts']> } = {},
): ReviewEndpoint {
  const [, method = '', host = '', path = ''] = /^(\S+) ([^/]+)(.*)$/.exec(key) ?? [];
  const { facts, ...rest } = more;
  return {
    key,
    ownerId: 'ULEA',
    deputyId: null,
    ownerBecause: 'the rule api.shop.example/**',
    previousOwnerId: null,
    acknowledgedBy: null,
    acknowledgedAt: null,
    ...rest,
    facts: {
      method,
      host,
      path,
      sources: ['saved'],
      audience: null,
      sensitivity: 'read',
      exposure: 4,
      authentication: { credential: null },
      because: { audience: 'nothing says whom it is for', sensitivity: 'GET requests', credential: null },
      ...facts,
    },
  };
}

export const finding = (more: Partial<ReviewFinding> = {}): ReviewFinding => ({
  id: 'f1',
  check: 'abuse.auth-no-ratelimit',
  step: 5,
  outcome: 'fail',
  reason: null,
  severity: 'critical',
  subjects: [],
  title: 'Logins without a limit',
  evidenceKind: 'provable',
  remediation: 'Limit them.',
  evidence: {},
  ...more,
});

export const item = (more: Partial<ReviewItem> = {}): ReviewItem => ({
  id: 'f1',
  rank: 1,
  score: 64,
  risk: 64,
  because: '64 = exposure 4 (public) × sensitivity 4 (auth) × severity 4 (critical)',
  isClose: false,
  title: 'Logins without a limit',
  check: 'abuse.auth-no-ratelimit',
  fix: 'Limit them.',
  findings: ['f1'],
  endpointKeys: [],
  reasons: ['audience not known', 'auth', 'no rate limit'],
  proposed: 'log-first',
  choices: ['enforce-now', 'log-first', 'fix-at-origin', 'accept'],
  needSecond: ['enforce-now', 'accept'],
  ...more,
});
