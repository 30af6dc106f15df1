import { beforeAll, expect, test } from 'vitest';
import { type ReadableSection, SECTION_SCHEMAS, type Snapshot } from '../../src/checks/snapshot.ts';
import { READERS } from '../../src/cloudflare/readers.ts';
import { zone } from '../support/zone.ts';
import { startFullWorld } from './full-world.ts';
import { record } from './replay.ts';
import { judged, type Scan, unfounded } from './unfounded.ts';

let bases: Scan[];
beforeAll(async () => {
  const sandbox = await startFullWorld();
  const { replay } = await record(sandbox);
  bases = [judged(await replay()), judged(zone())];
  await sandbox.stop();
});

const names = Object.keys(SECTION_SCHEMAS) as ReadableSection[];
const needless = names.filter((name) => name !== 'zone' && name !== 'operations');
const lists = names.filter((name) => READERS[name].reads === 'pages' || name.startsWith('logpush'));

const withSection = ({ snapshot }: Scan, name: ReadableSection, section: unknown): Snapshot =>
  ({ ...snapshot, sections: { ...snapshot.sections, [name]: section } }) as Snapshot;

test.each(needless)('without %s, only what is fed by it is unknown', (name) => {
  for (const base of bases) {
    for (const state of ['failed', 'no_permission'] as const) {
      const scan = judged(withSection(base, name, { state, detail: 'for the test' }));
      expect(unfounded(scan, [base], [name])).toEqual([]);
    }
  }
});

test.each(lists)('of %s some rows are missing, and nothing is concluded from their absence', (name) => {
  for (const base of bases) {
    const section = base.snapshot.sections[name];
    const rows: unknown[] = section.state === 'read' && Array.isArray(section.value) ? section.value : [];
    for (const gone of rows.slice(0, MOST).keys()) {
      const kept = rows.filter((_, index) => index !== gone);
      expect(unfounded(judged(torn(base, name, kept)), [base], [name])).toEqual([]);
    }
    expect(unfounded(judged(torn(base, name, [])), [base], [name])).toEqual([]);
  }
});

const MOST = 12; // rows tried one by one: enough for every kind there is, and quick

function torn(base: Scan, name: ReadableSection, rows: unknown[]): Snapshot {
  const { certificates, ...rest } = withSection(base, name, { state: 'read', value: rows });
  const reported = rows.length + 1;
  const certificate = { list: name, pages: 1, rows: rows.length, reported, duplicates: 0, drift: 1, complete: false };
  return { ...rest, certificates: [...certificates.filter(({ list }) => list !== name), certificate] };
}
