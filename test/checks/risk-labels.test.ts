import { describe, expect, test } from 'vitest';
import mixed from '../../src/checks/auth/endpoint-mixed.ts';
import unauthenticated from '../../src/checks/auth/endpoint-unauthenticated.ts';
import enumeration from '../../src/checks/authz/bola-enumeration.ts';
import pollution from '../../src/checks/authz/bola-pollution.ts';
import type { Answer } from '../../src/checks/check.ts';
import { CONFIRMED, findingsOf, OPERATIONS, operation, saidOf, zone } from '../support/zone.ts';

describe.each([
  [unauthenticated, 'cf-risk-missing-auth', 'critical', 'high'],
  [mixed, 'cf-risk-mixed-auth', 'high', 'medium'],
  [enumeration, 'cf-risk-bola-enumeration', 'critical', 'high'],
  [pollution, 'cf-risk-bola-pollution', 'high', 'high'],
] as const)('%o', (check, label, sensitive, plain) => {
  const labelled = (method: string) => [...OPERATIONS, operation('op-x', method, '/v1/x', { labels: [label] })];

  test(`${label} on an endpoint that changes something, and on one that reads`, () => {
    expect(saidOf(check, zone({ sections: { operations: labelled('PUT') } }))).toEqual([
      `fail ${sensitive}: PUT api.shop.example/v1/x`,
    ]);
    expect(saidOf(check, zone({ sections: { operations: labelled('GET') } }))).toEqual([
      `fail ${plain}: GET api.shop.example/v1/x`,
    ]);
  });

  test('it is indicated by traffic, not proved', () => {
    expect(findingsOf(check, zone({ sections: { operations: labelled('GET') } }))[0]?.evidenceKind).toBe('indicated');
  });

  test('operations that are counted and not named are not invented', () => {
    const labels = [{ name: label, source: 'managed' as const, operations: 3 }];
    expect(saidOf(check, zone({ sections: { labels } }))).toEqual(['unknown not_understood']);
  });
});

test('an endpoint that its owner says is public by design is no finding, its neighbour is', () => {
  const operations = ['a', 'b'].map((name) =>
    operation(`op-${name}`, 'GET', `/v1/${name}`, { labels: ['cf-risk-missing-auth'] }),
  );
  const answer: Answer = {
    question: 'auth.public-by-design',
    endpointKeys: ['GET api.shop.example/v1/a'],
    value: 'yes',
    evidence: 'stated',
  };
  expect(saidOf(unauthenticated, zone({ sections: { operations } }), [...CONFIRMED, answer])).toEqual([
    'fail high: GET api.shop.example/v1/b',
  ]);
});
