/** Reads a Dockerfile and replays what its stages copy and run, in folders instead of images. */
import { execFileSync } from 'node:child_process';
import { cp, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';

type Instruction = { word: string; rest: string };
export type Stage = { name: string; image: string; instructions: Instruction[] };

export function readDockerfile(text: string): Stage[] {
  const lines = text
    .replace(/^\s*#.*$/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim());
  const stages: Stage[] = [];
  for (const line of lines) {
    const [, word = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
    if (word === 'FROM') {
      const [image = '', , name = 'final'] = rest.split(/\s+/);
      stages.push({ name, image, instructions: [] });
    } else {
      stages.at(-1)?.instructions.push({ word, rest });
    }
  }
  return stages;
}

export function copyOf({ rest }: Instruction): { from: string | undefined; sources: string[]; target: string } {
  const words = rest.split(/\s+/);
  const from = words[0]?.startsWith('--from=') ? words.shift()?.slice('--from='.length) : undefined;
  return { from, sources: words.slice(0, -1), target: words.at(-1) ?? '' };
}

/** Each stage in a folder of its own under `root`, whose /app stands for the image's; answers with the last one's. */
export async function replay(stages: Stage[], context: string, root: string): Promise<string> {
  let app = '';
  for (const stage of stages) {
    app = path.join(root, stage.name, 'app');
    await mkdir(app, { recursive: true });
    for (const instruction of stage.instructions) {
      if (instruction.word === 'RUN') execFileSync('sh', ['-c', instruction.rest], { cwd: app, stdio: 'pipe' });
      if (instruction.word === 'COPY') await copy(instruction, context, root, app);
    }
  }
  return app;
}

/** As Docker copies: of a folder its content, under the name of the target. */
async function copy(instruction: Instruction, context: string, root: string, app: string): Promise<void> {
  const { from, sources, target } = copyOf(instruction);
  for (const source of sources) {
    const full = path.join(from === undefined ? context : path.join(root, from), source);
    const isFolder = (await stat(full)).isDirectory();
    const inFolder = target.endsWith('/') && !isFolder;
    await cp(full, path.join(app, target, inFolder ? path.basename(source) : ''), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
}
