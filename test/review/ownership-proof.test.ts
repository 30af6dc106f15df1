/** Every endpoint has one owner, or it is said which has none and which has two. */
import { expect, test } from 'vitest';
import { ownershipInWords } from '../../src/messages/ownership-proof.ts';
import { NO_OWNER_SET, ownership, ruleFinder } from '../../src/review/ownership.ts';
import { ownedInWords, ownershipProof } from '../../src/review/ownership-proof.ts';

const rule = (pattern: string, ownerId: string) => ({ pattern, ownerId, deputyId: null });
const endpoint = (key: string, ownerId = 'ULEAD', ownerBecause = 'the rule') => ({
  key,
  ownerId,
  ownerBecause,
  acknowledgedBy: null as string | null,
});

test('12,000 endpoints of 60 teams: 0 unowned, 0 owned twice, in less than two seconds', () => {
  const teams = Array.from({ length: 60 }, (_, team) => `STEAM${team}`);
  const rules = teams.flatMap((team, n) => [
    rule(`api.example/team${n}/**`, team),
    ...Array.from({ length: 20 }, (_, part) => rule(`POST api.example/team${n}/part${part}/{id}`, team)),
  ]);
  const keys = Array.from({ length: 12_000 }, (_, n) => {
    const path = `/team${n % 60}/part${Math.floor(n / 60) % 20}/{var1}/thing${n}`;
    return `${n % 3 === 0 ? 'POST' : 'GET'} api.example${path}`;
  });
  const began = performance.now();
  const find = ruleFinder(rules);
  const endpoints = keys.map((key) => {
    const { ownerId, because } = ownership(key, find, 'ULEAD');
    return endpoint(key, ownerId, because);
  });
  const proof = ownershipProof(endpoints, rules);
  expect(performance.now() - began).toBeLessThan(2_000);
  expect(ownershipInWords(proof)).toBe('0 unowned, 0 owned twice, over 12,000 endpoints of 60 owners.');
});

test('what fell to the lead is unowned until the lead takes it', () => {
  const fell = endpoint('GET a.example/v1', 'ULEAD', NO_OWNER_SET);
  expect(ownershipProof([fell], []).unowned).toEqual(['GET a.example/v1']);
  expect(ownershipProof([{ ...fell, acknowledgedBy: 'ULEAD' }], []).unowned).toEqual([]);
});

test('two rules that say equally much and name different owners own an endpoint twice, and both are named', () => {
  const rules = [rule('a.example/v1/*', 'UDANA'), rule('a.example/*/v1', 'UEVE'), rule('a.example/**', 'UMAX')];
  const endpoints = [endpoint('GET a.example/v1/v1'), endpoint('GET a.example/v1/x')];
  const proof = ownershipProof(endpoints, rules);
  expect(proof.twice).toEqual([{ key: 'GET a.example/v1/v1', patterns: ['a.example/*/v1', 'a.example/v1/*'] }]);
  expect(ownershipInWords(proof)).toContain('Owned twice: `GET a.example/v1/v1` by `a.example/*/v1`, `a.example/v1/*`');
  expect(endpoints.map(({ key }) => ownedInWords(proof)(key))).toEqual([
    'twice, by the rules a.example/*/v1 and a.example/v1/*',
    'once',
  ]);
  const ofOne = rules.map((each) => ({ ...each, ownerId: 'UDANA' }));
  expect(ownershipProof(endpoints, ofOne).twice).toEqual([]);
});
