/** Folders with files in them, and the command line run inside of one, without a process of its own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { onTestFinished } from 'vitest'
import { main } from '../../src/cli/main.ts'
import type { Terminal } from '../../src/cli/terminal.ts'

export type Files = Readonly<Record<string, string | Buffer>>

/** A fresh folder that holds these files and is gone after the test. */
export function workspace(files: Files = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'tripline-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  return folder
}

export interface Answer {
  readonly code: number
  readonly out: string
  readonly err: string
}

export interface Situation {
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: Readable
  readonly color?: boolean
  readonly live?: boolean
}

/** Runs one command in a folder on 2026-11-21. */
export async function tripline(
  cwd: string,
  args: readonly string[],
  { env = {}, stdin = Readable.from([]), color = false, live = false }: Situation = {},
): Promise<Answer> {
  const output = { out: '', err: '' }
  const terminal: Terminal = {
    cwd,
    env,
    now: new Date('2026-11-21T12:00:00Z'),
    stdin,
    color,
    live,
    out: (text) => {
      output.out += text
    },
    err: (text) => {
      output.err += text
    },
  }
  const code = await main(args, terminal)
  return { code, ...output }
}

/** Runs a command that answers in JSON. */
export async function answerOf(
  cwd: string,
  args: readonly string[],
  situation?: Situation,
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
): Promise<any> {
  const { code, out, err } = await tripline(cwd, [...args, '--format', 'json'], situation)
  if (out === '') throw new Error(`no answer, exit code ${code}: ${err}`)
  return { code, err, ...JSON.parse(out) }
}

const eventSource = 'cloudtrail.amazonaws.com'

/** A rule for StopLogging that is valid and passes its tests, with some keys set anew. */
export function rule(id: string, keys: Readonly<Record<string, unknown>> = {}): string {
  const whole = {
    id,
    title: 'A trail stopped',
    severity: 'high',
    why: 'Nobody sees what comes next.',
    match: { eventSource, eventName: 'StopLogging' },
    tests: [
      { fires: 'it stops', event: { eventSource, eventName: 'StopLogging' } },
      { quiet: 'it starts', event: { eventSource, eventName: 'StartLogging' } },
    ],
    ...keys,
  }
  // JSON is YAML; only a key that is set to undefined is left out.
  return `${JSON.stringify(whole, null, 2)}\n`
}

let serial = 0

/** One CloudTrail record; unless they are given, the id is new and the time 10:00:00. */
export function record(fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  serial++
  return {
    eventVersion: '1.11',
    eventTime: '2026-11-20T10:00:00Z',
    eventSource,
    eventName: 'StopLogging',
    eventType: 'AwsApiCall',
    awsRegion: 'eu-central-1',
    sourceIPAddress: '192.0.2.10',
    userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/alice' },
    eventID: `00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`,
    recipientAccountId: '111122223333',
    ...fields,
  }
}

/** What CloudTrail writes to S3. */
export const log = (...records: readonly unknown[]): string => JSON.stringify({ Records: records })
