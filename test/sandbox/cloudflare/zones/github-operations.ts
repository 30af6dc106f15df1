import { readFileSync } from 'node:fs';
import type { Method } from './build.ts';

/** The operations of a real, large API, one a line in `github-operations.txt`, as if served under github-api.example. */
export interface GithubOperation {
  /** `GET api.github-api.example/repos/{owner}/{repo}`, with the parameter names of the document. */
  where: string;
  /** The same as Cloudflare writes it: variables are numbered and their names lost. */
  normalised: string;
  tag: string;
  deprecated: boolean;
}

export const GITHUB_ZONE = 'github-api.example';

/** Two variables in one segment: an older spelling of `compare/{basehead}`, which is on the list too. */
const SPELT_TWICE = '{base}...{head}';

const TEXT = new URL('./github-operations.txt', import.meta.url);

export const GITHUB_OPERATIONS: GithubOperation[] = readFileSync(TEXT, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#') && !line.includes(SPELT_TWICE))
  .map((line) => {
    const [method, path = '', tag = '', server, status] = line.split(' ');
    const host = `${server}.${GITHUB_ZONE}`;
    return {
      where: `${method as Method} ${host}${path}`,
      normalised: `${method} ${host}${numbered(path)}`,
      tag,
      deprecated: status === 'deprecated',
    };
  });

function numbered(path: string): string {
  let count = 0;
  return path.replaceAll(/\{[^}]*\}/g, () => {
    count += 1;
    return `{var${count}}`;
  });
}
