/** Who is asked what, when it is their turn, and what each answer of the bank changes. */
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/checks/check.ts';
import { control } from '../../src/checks/controls/control.ts';
import { assess, scanReport } from '../../src/remediation/report.ts';
import { inTurn, type OwnedEndpoint, questionsFor } from '../../src/review/asking.ts';
import { bankQuestion, QUESTION_BANK, understand } from '../../src/review/questions.ts';
import type { Question } from '../../src/review/review.ts';
import { FEED, OPERATIONS, ORDER, operation, zone } from '../support/zone.ts';

const none = control('uncovered');
const CONTROLS = {
  'rate-limit': none,
  schema: none,
  jwt: none,
  mtls: none,
  'waf-managed': none,
  'waf-custom': none,
  bots: none,
  access: none,
  logging: none,
};

const endpoint = (key: string, ownerId: string, more: Partial<OwnedEndpoint> = {}): OwnedEndpoint => ({
  key,
  ownerId,
  method: key.split(' ')[0] ?? '',
  host: 'api.example',
  path: key.slice(key.indexOf('/')),
  sources: ['saved'],
  audience: 'public',
  sensitivity: 'read',
  labels: [],
  documentation: { status: 'undocumented', document: null },
  authentication: { credential: null, status: 'unknown', evidence: 'none' },
  controls: CONTROLS,
  ...more,
});

const A = endpoint('GET api.example/a/{var1}', 'UDANA');
const B = endpoint('GET api.example/b/{var1}', 'UDANA');
const C = endpoint('GET api.example/c', 'UEVE');

test('an owner is asked once for all endpoints that share a question, and others not at all', () => {
  const asked = questionsFor([A, B, C], 'ULEA').filter(({ asks }) => asks === 'authz.object-checks');
  expect(asked).toEqual([{ asks: 'authz.object-checks', ownerId: 'UDANA', endpointKeys: [A.key, B.key] }]);
});

test('what concerns the review as a whole is asked one person: its lead, else whoever owns most', () => {
  const askedOf = (leadId: string) =>
    questionsFor([A, B, C], leadId)
      .filter(({ asks }) => asks === 'logging.siem-parsing')
      .map(({ ownerId }) => ownerId);
  expect(askedOf('UEVE')).toEqual(['UEVE']);
  expect(askedOf('ULEA')).toEqual(['UDANA']);
});

test.each([
  ['auth.credential', { authentication: { credential: 'mtls', status: 'required', evidence: 'provable' } }],
  ['input.origin-validation', { controls: { ...CONTROLS, schema: control('covered', 'enforce') } }],
  ['abuse.app-limits', { controls: { ...CONTROLS, 'rate-limit': control('covered', 'enforce') } }],
] satisfies [string, Partial<OwnedEndpoint>][])('%s is not asked where the configuration proves it', (asks, proved) => {
  const pay = (more: Partial<OwnedEndpoint>) =>
    questionsFor([endpoint('POST api.example/pay', 'UDANA', { sensitivity: 'payment', ...more })], 'UDANA').some(
      (each) => each.asks === asks,
    );
  expect(pay({})).toBe(true);
  expect(pay(proved)).toBe(false);
});

describe('one question at a time', () => {
  const wanted = questionsFor([A, B, C], 'ULEA');
  const question = (
    asks: string,
    value: string | null,
    confirmed: boolean,
    endpointKeys = [A.key, B.key],
  ): Question => ({
    id: '00000000-0000-4000-8000-000000000001',
    reviewId: '00000000-0000-4000-8000-000000000002',
    asks,
    ownerId: 'UDANA',
    askedAt: new Date(0),
    earlier: null,
    handed: [],
    endpointKeys,
    answer: {
      version: 1,
      value,
      words: null,
      confirmed,
      saidBy: 'UDANA',
      saidAt: new Date(0),
      messageTs: null,
      endpointKeys,
    },
  });
  const danas = (before: readonly Question[], now = wanted, endpoints = [A, B, C], offered: readonly string[] = []) =>
    inTurn(now, before, endpoints, ({ asks }) => offered.includes(asks))
      .filter(({ ownerId }) => ownerId === 'UDANA')
      .map(({ asks }) => asks);

  test('begins with what matters most', () => {
    expect(danas([])).toEqual(['authz.object-checks']);
  });

  test.each([
    ['it has no answer that was understood', question('authz.object-checks', null, false)],
    ['what was understood is not confirmed', question('authz.object-checks', 'tested', false)],
    ['more endpoints came to it', question('authz.object-checks', 'tested', true, [A.key])],
  ])('the next has to wait while %s', (_, before) => {
    expect(danas([before])).toEqual(['authz.object-checks']);
  });

  test('goes on once it is answered', () => {
    expect(danas([question('authz.object-checks', 'tested', true)])).toEqual([
      'authz.object-checks',
      'authz.tenant-isolation',
    ]);
  });

  test('what only has to be confirmed comes at once, and keeps the next question waiting for nothing', () => {
    const offered = ['authz.tenant-isolation', 'authz.guessable-ids'];
    const asked = ['authz.object-checks', ...offered];
    expect(danas([], wanted, [A, B, C], offered)).toEqual(asked);
    const earlier = {
      review: 'shop.example #1',
      value: 'random',
      words: null,
      saidBy: 'UDANA',
      saidAt: new Date(0),
      endpointKeys: [A.key],
      anew: null,
    };
    const before = [
      question('authz.object-checks', 'tested', true),
      ...offered.map((asks) => ({ ...question(asks, null, false), answer: null, earlier })),
    ];
    const then = danas(before);
    expect(then.slice(0, 3)).toEqual(asked);
    expect(then).toHaveLength(4);
  });

  test('an answer stands though what it made clear would not be asked any more, as long as the endpoint is theirs', () => {
    const before = question('auth.credential', 'bearer', true, [A.key]);
    const others = wanted.filter(({ asks }) => asks !== 'auth.credential');
    expect(danas([before], others)).toContain('auth.credential');
    expect(danas([before], others, [{ ...A, ownerId: 'UEVE' }, B, C])).not.toContain('auth.credential');
  });
});

/** With what several questions are about. */
const world = zone({
  sections: {
    operations: [
      ...OPERATIONS,
      operation('op-open', 'GET', '/v1/open', { labels: ['cf-risk-missing-auth', 'owner-shop'] }),
      operation('op-old', 'GET', '/v1/old', { labels: ['cf-risk-zombie', 'owner-shop'] }),
      operation('op-mixed', 'GET', '/v1/mixed', { labels: ['cf-risk-mixed-auth', 'owner-shop'] }),
    ],
  },
});
const KEYS = [
  ORDER,
  'GET api.shop.example/v1/open',
  'GET api.shop.example/v1/old',
  'GET api.shop.example/v1/mixed',
  FEED,
];
const TIMES = { startedAt: '', finishedAt: '' };

/** Findings and the cells of each endpoint, after one answer. */
function judged(question?: string, value = ''): string {
  const scope = QUESTION_BANK.find(({ id }) => id === question)?.scope;
  const answers: Answer[] =
    question === undefined
      ? []
      : [{ question, endpointKeys: scope === 'review' ? 'review' : KEYS, value, evidence: 'stated' }];
  const assessment = assess(world, [], answers);
  const { endpoints, findings } = scanReport(world, assessment, TIMES, answers);
  const cells = endpoints.map(({ key, authentication, authorization, partner }) => ({
    key,
    authentication,
    authorization,
    partner,
  }));
  return JSON.stringify({ findings, cells });
}
const silence = judged();

describe('the bank', () => {
  test('has more than thirty questions, none of them twice', () => {
    expect(QUESTION_BANK.length).toBeGreaterThan(30);
    expect(new Set(QUESTION_BANK.map(({ id }) => id)).size).toBe(QUESTION_BANK.length);
    expect(new Set(QUESTION_BANK.map(({ step }) => step))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7]));
  });

  test.each(QUESTION_BANK.map((question) => [question.id, question] as const))(
    'an answer to %s changes what the checks say, and “Not sure” does not',
    (id, { choices }) => {
      expect(choices.filter(({ value }) => judged(id, value) !== silence).length).toBeGreaterThan(0);
      expect(judged(id, 'not-sure')).toBe(silence);
    },
  );

  test.each([
    ['inventory.still-needed', 'date', 'by 30 June 2026', '"by":"2026-06-30"'],
    [
      'authz.object-checks',
      'link',
      'https://git.example/orders/access.test.ts',
      '"test":"https://git.example/orders/access.test.ts"',
    ],
    ['auth.credential', 'several', 'mTLS and API key', '"answer":"api-key mtls"'],
    [
      'machine.partner-contact',
      'text',
      'payments on call',
      '"contact":{"answer":"payments on call","evidence":"stated"}',
    ],
  ])('%s takes a %s, which changes what the checks or the cells say', (id, takes, reply, shown) => {
    const question = bankQuestion(id);
    expect(question.takes).toBe(takes);
    const value = understand(question, reply)?.value ?? '';
    expect(judged(id, value)).not.toBe(silence);
    expect(judged(id, value)).toContain(shown);
  });

  test.each(QUESTION_BANK.map((question) => [question.id, question] as const))(
    'whatever a choice of %s is called by is understood as that choice',
    (_, question) => {
      for (const choice of question.choices) {
        for (const words of [choice.label, ...choice.saidAs]) {
          expect([words, understand(question, words)?.value]).toEqual([words, choice.value]);
        }
      }
    },
  );
});

test('what an owner admits is a finding of its own, called stated, about the endpoints it was said of', () => {
  const answers: Answer[] = [
    { question: 'abuse.enumeration', endpointKeys: [ORDER, 'GET gone.example/x'], value: 'differ', evidence: 'stated' },
    { question: 'logging.siem-parsing', endpointKeys: 'review', value: 'unparsed', evidence: 'stated' },
  ];
  const said = assess(world, [], answers)
    .findings.filter(({ check }) => check.endsWith('.said-by-owner'))
    .map(({ title, severity, evidenceKind, subjects }) => ({ title, severity, evidenceKind, subjects }));
  expect(said).toEqual([
    {
      title: 'Answers tell which accounts exist',
      severity: 'medium',
      evidenceKind: 'stated',
      subjects: [ORDER],
    },
    {
      title: 'The SIEM does not parse Cloudflare’s fields',
      severity: 'high',
      evidenceKind: 'stated',
      subjects: ['zone:shop.example'],
    },
  ]);
});

test('an answer against the evidence is a finding that quotes both, and proves nothing', () => {
  const [, open = '', , mixed = ''] = KEYS;
  const answers: Answer[] = [
    { question: 'auth.credential', endpointKeys: [open, ORDER], value: 'mtls', evidence: 'stated' },
    { question: 'auth.credential', endpointKeys: [mixed], value: 'bearer', evidence: 'stated' },
  ];
  const assessment = assess(world, [], answers);
  const conflicts = assessment.findings.filter(({ check }) => check === 'auth.answer-contradicted');
  expect(conflicts.flatMap(({ subjects }) => subjects).sort()).toEqual([mixed, open, ORDER].sort());
  expect(JSON.stringify(conflicts)).toContain('nothing there stops a caller without a client certificate');
  const cell = scanReport(world, assessment, TIMES, answers).endpoints.find(({ key }) => key === ORDER);
  expect(cell?.authentication).toEqual({ credential: null, status: 'unknown', evidence: 'none' });
});

test('an answer that nothing speaks against is the credential of the endpoint, as stated', () => {
  const answers: Answer[] = [
    { question: 'auth.credential', endpointKeys: [ORDER], value: 'bearer', evidence: 'stated' },
  ];
  const cell = scanReport(world, assess(world, [], answers), TIMES, answers).endpoints.find(({ key }) => key === ORDER);
  expect(cell?.authentication).toEqual({ credential: 'bearer', status: 'required', evidence: 'stated' });
  expect(cell?.because.credential).toBe('its owner says so');
});
