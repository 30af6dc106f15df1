/** What a person says and what was read at Cloudflare cannot both be true: both are quoted, and the answer lets nothing go. */
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/checks/check.ts';
import { assess, scanReport } from '../../src/remediation/report.ts';
import {
  CUSTOM,
  FEED,
  JOBS,
  LOGIN,
  NEW_ORDER,
  OPERATIONS,
  ORDER,
  operation,
  PRODUCTS,
  unreadable,
  zone,
} from '../support/zone.ts';

type Sections = NonNullable<NonNullable<Parameters<typeof zone>[0]>['sections']>;

const says = (question: string, value: string, endpointKeys: readonly string[] | 'review'): Answer => ({
  question,
  value,
  endpointKeys,
  evidence: 'stated',
});
const labelled = (key: string, ...labels: string[]): Sections => ({
  operations: OPERATIONS.map((each) =>
    `${each.method} ${each.host}${each.endpoint}` === key
      ? {
          ...each,
          labels: [
            ...(each.labels ?? []).filter((label) => label !== 'mobile' || !labels.includes('internal')),
            ...labels,
          ],
        }
      : each,
  ),
});
const seen = (...operationIds: string[]): NonNullable<Sections['analytics']> => ({
  requests: {
    since: '2026-11-17T09:00:00Z',
    seconds: 604_800,
    whole: true,
    operations: operationIds.map((operationId) => ({ operationId, labels: [], count: 40, sampleInterval: 1 })),
    hosts: [],
  },
  events: { since: '2026-11-17T09:00:00Z', seconds: 604_800, whole: true, rules: [] },
  sessions: null,
});
const V1 = operation('op-v1', 'GET', '/v1/items');
const V2 = operation('op-v2', 'GET', '/v2/items');
const V2_KEY = 'GET api.shop.example/v2/items';

function conflicts(answers: readonly Answer[], sections: Sections = {}) {
  return assess(zone({ sections }), [], answers)
    .findings.filter(({ check, outcome }) => check.endsWith('.answer-contradicted') && outcome === 'fail')
    .map(({ check, subjects, evidence }) => ({ check, subjects, evidence: evidence.evidence ?? evidence.details }));
}

type Row = [string, Answer, Sections, string, string];
const AGAINST: Row[] = [
  [
    'retired, and still called',
    says('inventory.still-needed', 'retired', [ORDER]),
    { analytics: seen('op-order') },
    'inventory',
    'Cloudflare saw requests to it in the time that was read',
  ],
  [
    'no older version answers, and one is called',
    says('inventory.older-versions', 'none', [V2_KEY]),
    { operations: [...OPERATIONS, V1, V2], analytics: seen('op-v1') },
    'inventory',
    'Cloudflare saw requests to GET api.shop.example/v1/items in the time that was read',
  ],
  [
    'meant for everybody, and internal',
    says('auth.public-by-design', 'yes', [NEW_ORDER]),
    labelled(NEW_ORDER, 'internal', 'cf-risk-missing-auth'),
    'auth',
    'it is for internal callers, because',
  ],
  [
    'nothing asked on purpose, and for partners',
    says('auth.credential', 'public', [FEED]),
    {},
    'auth',
    'it is for partners, because',
  ],
  [
    'mTLS, and nothing asks for a certificate',
    says('auth.credential', 'mtls', [ORDER]),
    {},
    'auth',
    'nothing there stops a caller without a client certificate',
  ],
  [
    'objects are checked, and callers go through them',
    says('authz.object-checks', 'tested', [ORDER]),
    labelled(ORDER, 'cf-risk-bola-enumeration'),
    'authz',
    'Cloudflare saw callers go through many objects and get them',
  ],
  [
    'objects are checked, and a scan got through',
    says('authz.object-checks', 'untested', [ORDER]),
    {
      bolaScans: [
        {
          id: 'scan-2',
          status: 'finished',
          verdict: 'warning',
          zoneTag: 'z1',
          requests: [{ method: 'GET', url: 'https://api.shop.example/v1/orders/7' }],
        },
      ],
    },
    'authz',
    'a scan with two accounts got what belongs to the other one',
  ],
  [
    'a schema is enforced, and only logs',
    says('input.origin-validation', 'edge', [NEW_ORDER]),
    {
      operations: OPERATIONS.map((each) =>
        each.operationId === 'op-new-order'
          ? { ...each, schemaInfo: { activeSchema: { id: 'sch-1', name: 'shop.json' }, mitigationAction: 'log' } }
          : each,
      ),
    },
    'input',
    'the schema only logs what violates it',
  ],
  [
    'the edge limits, and no rule does',
    says('abuse.app-limits', 'edge', [LOGIN]),
    { rateLimits: { rules: [] } },
    'abuse',
    'no rate limiting rule acts on requests to it',
  ],
  [
    'certificates are new every quarter, and one is not',
    says('machine.partner-rotation', 'quarter', [FEED]),
    {
      clientCertificates: [
        {
          id: 'c-old',
          commonName: 'p',
          status: 'active',
          issuedOn: '2026-06-01T00:00:00Z',
          expiresOn: '2027-06-01T00:00:00Z',
          validityDays: 365,
        },
      ],
    },
    'machine',
    'a client certificate that was issued on 2026-06-01 is still good',
  ],
  [
    'logs arrive, and none are sent',
    says('logging.siem-parsing', 'verified', 'review'),
    { logpushZone: [], logpushAccount: [] },
    'logging',
    'no job at Cloudflare sends requests',
  ],
  [
    'logs arrive, and every job fails',
    says('logging.siem-parsing', 'verified', 'review'),
    { logpushZone: JOBS.map((job) => ({ ...job, errorMessage: 'denied' })), logpushAccount: [] },
    'logging',
    'every job that sends requests failed when it last ran',
  ],
];

describe('a conflict quotes both', () => {
  test.each(AGAINST)('%s', (_, answer, sections, step, evidence) => {
    const [found, ...others] = conflicts([answer], sections);
    expect(found?.check).toBe(`${step}.answer-contradicted`);
    expect(found?.evidence).toContain(evidence);
    expect(found?.subjects).toEqual(answer.endpointKeys === 'review' ? ['zone:shop.example'] : answer.endpointKeys);
    expect(others).toEqual([]);
  });

  test.each(AGAINST)('%s: nobody said so, no conflict', (_, __, sections) => {
    expect(conflicts([], sections)).toEqual([]);
  });
});

describe('no conflict', () => {
  test.each([
    ['retired, and of traffic nobody knows anything', says('inventory.still-needed', 'retired', [ORDER]), {}],
    [
      'an older version that is not called',
      says('inventory.older-versions', 'none', [V2_KEY]),
      { operations: [...OPERATIONS, V1, V2] },
    ],
    ['meant for everybody, and public', says('auth.public-by-design', 'yes', [LOGIN]), {}],
    [
      'objects are not checked, and callers go through them',
      says('authz.object-checks', 'none', [ORDER]),
      labelled(ORDER, 'cf-risk-bola-enumeration'),
    ],
    ['a schema is enforced', says('input.origin-validation', 'edge', [NEW_ORDER]), {}],
    ['the edge limits', says('abuse.app-limits', 'edge', [LOGIN]), {}],
    [
      'the rules could not be read',
      says('abuse.app-limits', 'edge', [LOGIN]),
      { rateLimits: unreadable('no_permission') },
    ],
    ['certificates that are young enough', says('machine.partner-rotation', 'year', [FEED]), {}],
    ['logs arrive', says('logging.siem-parsing', 'verified', 'review'), {}],
    [
      'jobs of the account could not be read',
      says('logging.siem-parsing', 'verified', 'review'),
      { logpushZone: [], logpushAccount: unreadable('failed') },
    ],
  ] satisfies [string, Answer, Sections][])('%s', (_, answer, sections) => {
    expect(conflicts([answer], sections)).toEqual([]);
  });
});

describe('what is contradicted lets nothing go', () => {
  const report = (answers: readonly Answer[], sections: Sections) => {
    const world = zone({ sections });
    const assessment = assess(world, [], answers);
    return { ...assessment, report: scanReport(world, assessment, { startedAt: '', finishedAt: '' }, answers) };
  };

  test('an internal endpoint without a credential stays one, though it is said to be meant for everybody', () => {
    const answers = [says('auth.public-by-design', 'yes', [NEW_ORDER])];
    const open = (...labels: string[]) =>
      report(answers, labelled(NEW_ORDER, ...labels)).findings.filter(
        ({ check }) => check === 'auth.endpoint-unauthenticated',
      );
    expect(open('internal', 'cf-risk-missing-auth').flatMap(({ subjects }) => subjects)).toEqual([NEW_ORDER]);
    expect(open('cf-risk-missing-auth')).toEqual([]);
  });

  test('checks on objects stay unconfirmed where callers reach what is not theirs', () => {
    const { findings } = report(
      [says('authz.object-checks', 'tested', [ORDER])],
      labelled(ORDER, 'cf-risk-bola-pollution'),
    );
    const unconfirmed = findings.filter(({ check }) => check === 'authz.app-attestation-missing');
    expect(unconfirmed).toMatchObject([{ outcome: 'unknown', subjects: [ORDER] }]);
  });

  test('a cell is not filled by what is contradicted', () => {
    const old = AGAINST.find(([, { question }]) => question === 'machine.partner-rotation')?.[2] ?? {};
    const answers = [
      says('machine.partner-rotation', 'quarter', [FEED]),
      says('machine.partner-issuing', 'process', [FEED]),
      says('authz.object-checks', 'tested', [ORDER]),
    ];
    const reached = AGAINST.find(([name]) => name === 'objects are checked, and a scan got through')?.[2] ?? {};
    const cells = report(answers, { ...old, ...reached }).report.endpoints;
    expect(cells.find(({ key }) => key === FEED)?.partner).toEqual({
      issuing: { answer: 'process', evidence: 'stated' },
      rotation: { answer: null, evidence: 'none' },
      scope: { answer: null, evidence: 'none' },
      contact: { answer: null, evidence: 'none' },
    });
    const order = cells.find(({ key }) => key === ORDER);
    expect(order?.authorization).toEqual({ status: 'suspect', evidence: 'indicated' });
    expect(order?.partner).toBeNull();
  });

  test('a credential of which the evidence says otherwise is unknown, and the cell says why', () => {
    const { report: shown } = report([says('auth.credential', 'public', [FEED])], {
      customRules: { rules: CUSTOM.rules.filter(({ id }) => id === 'none of them') },
    });
    const cell = shown.endpoints.find(({ key }) => key === FEED);
    expect(cell?.authentication).toEqual({ credential: null, status: 'unknown', evidence: 'none' });
    expect(cell?.because.credential).toContain('its owner says public, but it is for partners');
  });
});

test('“No, a gap” makes an open endpoint critical, and says whose word that is', () => {
  const sections = labelled(PRODUCTS, 'cf-risk-missing-auth');
  const found = (answers: readonly Answer[]) =>
    assess(zone({ sections }), [], answers).findings.filter(({ check }) => check === 'auth.endpoint-unauthenticated');
  expect(found([])).toMatchObject([
    { severity: 'high', title: 'Endpoints that answer callers without any session identifier' },
  ]);
  expect(found([says('auth.public-by-design', 'no', [PRODUCTS])])).toMatchObject([
    {
      severity: 'critical',
      subjects: [PRODUCTS],
      title: 'Endpoints that answer callers without any credential, and by their owner’s word should not',
      evidence: { answer: 'no' },
    },
  ]);
});
