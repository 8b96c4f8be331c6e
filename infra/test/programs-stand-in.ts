import { appendFileSync, chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * `aws`, `docker` and `npm` that write down how they were called and answer what a test says, by the first words of the
 * call. It shows what a deployment asks for and in which order; whether AWS would take it, it does not.
 */
export class ProgramsStandIn {
  readonly folder = mkdtempSync(join(tmpdir(), 'vidkit-programs-'));

  constructor() {
    writeFileSync(join(this.folder, 'calls'), '');
    this.answer({});
    for (const name of ['aws', 'docker', 'npm']) {
      const path = join(this.folder, name);
      writeFileSync(path, `#!${process.execPath}\n${program(name)}`);
      chmodSync(path, 0o755);
    }
  }

  get env(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      PATH: `${this.folder}${delimiter}${process.env['PATH'] ?? ''}`,
      STAND_IN: this.folder,
    };
  }

  /** By the beginning of a call, such as `aws sts`; null refuses. Others are answered with `{}`. */
  answer(answers: Readonly<Record<string, unknown>>): void {
    writeFileSync(join(this.folder, 'answers.json'), JSON.stringify(answers));
  }

  get calls(): string[] {
    return readFileSync(join(this.folder, 'calls'), 'utf8').split('\n').filter(Boolean);
  }

  forget(): void {
    writeFileSync(join(this.folder, 'calls'), '');
    appendFileSync(join(this.folder, 'calls'), '');
  }
}

const program = (name: string): string => `
const { appendFileSync, readFileSync } = require('node:fs');
const folder = process.env.STAND_IN;
const call = ['${name}', ...process.argv.slice(2)].join(' ').replaceAll('\\n', ' ');
appendFileSync(folder + '/calls', call + '\\n');
const answers = JSON.parse(readFileSync(folder + '/answers.json', 'utf8'));
const found = Object.keys(answers).sort((a, b) => b.length - a.length).find((start) => call.startsWith(start));
const answer = found === undefined ? {} : answers[found];
if (answer === null) { console.error('An error occurred (AccessDenied)'); process.exit(254); }
process.stdout.write(typeof answer === 'string' ? answer : JSON.stringify(answer));
`;
