/**
 * Stands in for the Pulumi command line, which cannot be had without its own download server. SST
 * calls it as it would call the real one. It runs the program that SST built, with Pulumi's own
 * mocks in the place of an engine, compares what the program registers with the state of the last
 * deployment, and on `up` makes what is new on the AWS endpoint at hand (`providers.ts`).
 *
 * It knows no update and no ordering but the program's own: what an engine would do with a change
 * is not what is tested here.
 */
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import type * as Pulumi from '@pulumi/pulumi'
import { outputsOf } from '../aws-outputs.ts'
import { make } from './providers.ts'

type Json = Readonly<Record<string, unknown>>

interface Row {
  readonly urn: string
  readonly custom: boolean
  readonly type: string
  readonly id?: string
  readonly inputs: Json
  readonly outputs: Json
}

const [command = '', ...args] = process.argv.slice(2)
/** The program changes it. */
const workFolder = process.cwd()

const option = (name: string): string => args[args.indexOf(name) + 1] ?? ''

const stateFile = (app: string, stage: string): string =>
  join(workFolder, '.pulumi', 'stacks', app, `${stage}.json`)

function writeState(app: string, stage: string, resources: readonly Row[]): void {
  const file = stateFile(app, stage)
  mkdirSync(dirname(file), { recursive: true })
  const manifest = { time: new Date().toISOString(), magic: '', version: '' }
  const stack = `organization/${app}/${stage}`
  const latest = { manifest, resources }
  writeFileSync(file, JSON.stringify({ version: 3, checkpoint: { stack, latest } }))
}

function readState(app: string, stage: string): readonly Row[] {
  try {
    const { checkpoint } = JSON.parse(readFileSync(stateFile(app, stage), 'utf8')) as {
      checkpoint: { latest: { resources?: Row[] } }
    }
    return checkpoint.latest.resources ?? []
  } catch {
    return []
  }
}

/** How Pulumi marks a secret on the wire. https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts */
const signature = '4dabf18193072939515e22adb298388d'

/** Without the wrapping of secrets, and a file or archive by its path. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  const object = value as Record<string, unknown>
  if (signature in object && 'value' in object) return plain(object.value)
  if (Object.getPrototypeOf(value) !== Object.prototype) return { file: String(object.path) }
  return Object.fromEntries(Object.entries(object).map(([key, each]) => [key, plain(each)]))
}

async function run(isUp: boolean): Promise<void> {
  const main = /^main: (.*)$/m.exec(readFileSync('Pulumi.yaml', 'utf8'))?.[1]?.trim() ?? ''
  const [, app = '', stage = ''] = option('--stack').split('/')
  const config = Object.fromEntries(
    args.flatMap((each, index) => {
      const [key = '', ...value] = (args[index + 1] ?? '').split('=')
      return each === '--config' ? [[key, value.join('=')]] : []
    }),
  )
  // SST keeps this in `.sst/log/pulumi.log`, where tests read how a provider would be configured.
  process.stdout.write(`${JSON.stringify(config)}\n`)
  const pulumi = createRequire(main)('@pulumi/pulumi') as typeof Pulumi
  const region = config['aws:region'] ?? 'us-east-1'
  const account = once(() => callerAccount(region))
  const before = readState(app, stage)
  const rows: Row[] = []
  const urnOf = (type: string, name: string) => `urn:pulumi:${stage}::${app}::${type}::${name}`

  const register = async (resource: Pulumi.runtime.MockResourceArgs) => {
    const { type, name, custom = false } = resource
    const inputs = plain(resource.inputs) as Json
    const urn = urnOf(type, name)
    const was = before.find((row) => row.urn === urn)
    // What is only looked up is nobody's change, whatever SST calls it this time.
    const isLookup = resource.id !== undefined && resource.id !== ''
    const isSame = isLookup || (was !== undefined && same(was.inputs, inputs))
    const op = isSame ? 'same' : was === undefined ? 'create' : 'update'
    const place = typeof inputs.region === 'string' ? inputs.region : region
    const answer = async (): Promise<Json> => {
      if (isLookup) return { id: resource.id }
      if (op === 'same')
        return { ...was?.outputs, ...(was?.id === undefined ? {} : { id: was.id }) }
      if (!type.startsWith('aws:') && !type.startsWith('random:')) return {}
      const expected = outputsOf(type, inputs, place, await account())
      if (!isUp || !custom) return expected
      if (op === 'update') throw new Error(`${urn} would be updated, which is not known here`)
      return { ...expected, ...(await make(type, resource.inputs, place, await account())) }
    }
    const { id = `${name}-id`, ...outputs } = { ...inputs, ...(await answer()) } as Json
    rows.push({ urn, custom, type, ...(custom ? { id: String(id) } : {}), inputs, outputs })
    if (type !== 'pulumi:pulumi:Stack') report(op, { urn, type, custom, inputs, outputs })
    return { id: String(id), state: outputs }
  }

  pulumi.runtime.setAllConfig(config)
  await pulumi.runtime.setMocks(
    {
      newResource: (resource) =>
        register(resource).catch((problem) => end(problem, rows.length)) as Promise<{
          id: string
          state: Json
        }>,
      call: async ({ token, inputs }) => data(token, inputs, region, await account()),
    },
    app,
    stage,
    false,
    'organization',
  )
  process.on('unhandledRejection', (problem) => end(problem, rows.length))
  try {
    await pulumi.runtime.runInPulumiStack(async () => (await import(main)).default)
    await pulumi.runtime.disconnect()
  } catch (problem) {
    end(problem, rows.length)
  }
  const kept = new Set(rows.map(({ urn }) => urn))
  for (const row of before.filter(({ urn }) => !kept.has(urn))) report('delete', row)
  if (isUp) writeState(app, stage, stackFirst(rows))
  end(undefined, rows.length)
}

const stackFirst = (rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => Number(isStack(b)) - Number(isStack(a)))
const isStack = ({ type }: Row): boolean => type === 'pulumi:pulumi:Stack'

/** Whether both are the same on disk. */
const same = (before: Json, now: Json): boolean => sorted(before) === sorted(now)
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, each) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )

/** A refused program asks for no account, and there may be no credentials. */
function once<T>(get: () => Promise<T>): () => Promise<T> {
  let got: Promise<T> | undefined
  return () => {
    got ??= get()
    return got
  }
}

async function callerAccount(region: string): Promise<string> {
  const { Account = '' } = await new STSClient({ region }).send(new GetCallerIdentityCommand({}))
  return Account
}

function data(token: string, inputs: Json, region: string, account: string): Json {
  switch (token) {
    case 'aws:index/getPartition:getPartition':
      return { partition: 'aws', dnsSuffix: 'amazonaws.com' }
    case 'aws:index/getRegion:getRegion':
      return { region }
    case 'aws:index/getCallerIdentity:getCallerIdentity':
      return { accountId: account, arn: `arn:aws:iam::${account}:root`, userId: account }
    default:
      return inputs
  }
}

let sequence = 0
const log = (event: Json): void =>
  appendFileSync(
    option('--event-log'),
    `${JSON.stringify({ sequence: sequence++, timestamp: Math.floor(Date.now() / 1000), ...event })}\n`,
  )

function report(op: string, { urn, type, custom, inputs, outputs }: Omit<Row, 'id'>): void {
  const state = {
    urn,
    type,
    custom,
    id: '',
    parent: '',
    protect: false,
    inputs,
    outputs,
    provider: '',
  }
  const detailedDiff = Object.fromEntries(
    Object.keys(op === 'same' ? {} : inputs).map((key) => [
      key,
      { diffKind: 'add', inputDiff: true },
    ]),
  )
  const [old, fresh] = op === 'delete' ? [state, null] : [op === 'create' ? null : state, state]
  const metadata = { op, urn, type, provider: '', old, new: fresh, detailedDiff }
  log({ resOutputsEvent: { metadata } })
}

function end(problem: unknown, count: number): never {
  if (problem !== undefined) {
    const message = problem instanceof Error ? problem.message : String(problem)
    process.stderr.write(`${problem instanceof Error ? problem.stack : message}\n`)
    log({ diagnosticEvent: { message, severity: 'error', color: 'never' } })
  }
  const resourceChanges = { create: count }
  log({
    summaryEvent: { maybeCorrupt: false, durationSeconds: 0, resourceChanges, PolicyPacks: {} },
  })
  process.exit(problem === undefined ? 0 : 1)
}

if (command === 'version') process.stdout.write('v3.215.0\n')
else if (command === 'stack' && args[0] === 'init') {
  const [, app = '', stage = ''] = (args[1] ?? '').split('/')
  writeState(app, stage, [])
} else if (command === 'preview' || command === 'up') await run(command === 'up')
else {
  process.stderr.write(`${command} ${args.join(' ')} is not known to the stand-in\n`)
  process.exit(2)
}
