/** A deployed function: its process, identity, log, and Lambda metrics. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Cloud, Region } from '../accounts.ts'
import { deliverIfAllowed, settled } from '../authorization/deliveries.ts'
import { roleSession } from '../delivery/role-session.ts'
import { byName } from '../localhost.ts'
import type { Session } from '../principal.ts'
import { countMetric } from '../services/cloudwatch/count.ts'
import { onGroup } from '../services/logs/demands.ts'
import { groupsOf } from '../services/logs/group.ts'
import { ingest } from '../services/logs/ingest.ts'
import { byFunctionRole, mayAssume } from './function-role.ts'
import { type Outcome, type Sandbox, startSandbox } from './sandbox.ts'

export interface FunctionPlan {
  readonly name: string
  readonly region: Region
  /** Its execution role. */
  readonly role: Pick<Session, 'roleId' | 'roleName' | 'roleArn'>
  /** The folder of `bundle.mjs` and the files deployed with it. */
  readonly folder: string
  readonly handler: string
  readonly environment: Readonly<Record<string, string>>
  readonly timeoutMs: number
}

/** A finished invocation. */
export interface Invocation {
  readonly function: string
  readonly at: string
  readonly outcome: Outcome
  /** Its duration on this machine. */
  readonly machineMs: number
}

export interface RunningFunction {
  readonly plan: FunctionPlan
  readonly arn: string
  /** Invokes the function. Invocations run one at a time, in the order of the calls. */
  readonly invoke: (event: unknown) => Promise<Outcome>
  /** Kills its process; the next invocation starts a new one. */
  readonly kill: () => void
  readonly stop: () => Promise<void>
}

const preload = new URL('./preload.ts', import.meta.url).href

/** The account around a function. */
interface Surroundings {
  readonly cloud: Cloud
  readonly endpoint: string
  /** See `LocalAwsOptions`. */
  readonly patience: number
}

export function runningFunction(
  { cloud, endpoint, patience }: Surroundings,
  plan: FunctionPlan,
  report: (invocation: Invocation) => void,
): RunningFunction {
  const { name, region } = plan
  const arn = `arn:aws:lambda:${region.name}:${region.account.id}:function:${name}`
  const clockFile = join(plan.folder, `${name}.clock`)
  const nowMs = (): number => cloud.clock.now().getTime()
  const environment = {
    ...plan.environment,
    ...credentials(cloud, plan, arn),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_S3_CONTROL: byName(endpoint),
    AWS_EC2_METADATA_DISABLED: 'true',
    NODE_OPTIONS: `--import ${preload}`,
    LOCAL_AWS_CLOCK_FILE: clockFile,
    LOCAL_AWS_PATIENCE: String(patience),
    // The preload above sets the time; the other one, for sandboxes without it, must add nothing.
    LOCAL_AWS_CLOCK_OFFSET_MS: '0',
  }
  let process: { readonly sandbox: Sandbox; logged: number } | undefined
  let last: Promise<unknown> = Promise.resolve()

  const started = async () => {
    mkdirSync(plan.folder, { recursive: true })
    writeClock(clockFile, nowMs())
    const sandbox = await startSandbox({
      folder: plan.folder,
      handler: plan.handler,
      functionName: name,
      region: region.name,
      account: region.account.id,
      environment,
      timeoutMs: plan.timeoutMs,
      patience,
      get clockOffsetMs() {
        return nowMs() - Date.now()
      },
    })
    return { sandbox, logged: 0 }
  }

  const stop = async (): Promise<void> => {
    const ended = process
    process = undefined
    await ended?.sandbox.close()
  }

  const log = (): void => {
    if (process === undefined) return
    const written = process.sandbox.written()
    const end = written.lastIndexOf('\n') + 1
    const lines = written.slice(process.logged, end).split('\n').filter(Boolean)
    process.logged = Math.max(process.logged, end)
    logLines(cloud, plan, lines)
  }

  const invokeNow = async (event: unknown): Promise<Outcome> => {
    if (process === undefined && !(await mayAssume(cloud, arn, plan.role.roleArn)))
      return ended(untrusted, cloud.clock.now().toISOString(), 0)
    process ??= await started()
    writeClock(clockFile, nowMs())
    const at = cloud.clock.now().toISOString()
    const startedMs = performance.now()
    const outcome = await process.sandbox.invoke(event).catch(async (fault: unknown) => {
      // Loading failed or the process ended during it: the next invocation tries again, as in
      // Lambda.
      await stop()
      return { kind: 'error', body: String(fault) } satisfies Outcome
    })
    // Its output is in the pipe before its answer; two turns of the event loop read it.
    await turn()
    await turn()
    log()
    await settled(cloud)
    const machineMs = performance.now() - startedMs
    if (outcome.kind === 'exit' || outcome.kind === 'timeout') await stop()
    return ended(outcome, at, machineMs)
  }

  const ended = (outcome: Outcome, at: string, machineMs: number): Outcome => {
    countMetric(cloud, arn, 'AWS/Lambda', 'Invocations', { FunctionName: name })
    const errors = outcome.kind === 'response' ? 0 : 1
    countMetric(cloud, arn, 'AWS/Lambda', 'Errors', { FunctionName: name }, errors)
    report({ function: name, at, outcome, machineMs })
    return outcome
  }

  return {
    plan,
    arn,
    invoke: (event) => {
      const mine = last.then(() => invokeNow(event))
      last = mine.catch(() => undefined)
      return mine
    },
    kill: () => process?.sandbox.kill(),
    stop,
  }
}

const untrusted: Outcome = {
  kind: 'error',
  body: 'The role defined for the function cannot be assumed by Lambda.',
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function writeClock(file: string, accountMs: number): void {
  writeFileSync(file, new Uint8Array(new Float64Array([accountMs, Date.now()]).buffer))
}

function credentials(cloud: Cloud, { name, region, role }: FunctionPlan, arn: string) {
  const plan = { accountId: region.account.id, ...role, sessionName: name }
  const session = roleSession(cloud, plan, '203.0.113.80', arn)
  const { accessKeyId, secretAccessKey, sessionToken } = session
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  }
}

/** Writes log lines. Without the function's log group they are lost, as in Lambda. */
function logLines(cloud: Cloud, plan: FunctionPlan, lines: readonly string[]): void {
  const { name, region } = plan
  const group = groupsOf(region).get(`/aws/lambda/${name}`)
  if (group === undefined || lines.length === 0) return
  const atMs = cloud.clock.now().getTime()
  const events = lines.map((message) => ({ atMs, message }))
  const demands = ['CreateLogStream', 'PutLogEvents'].map((call) =>
    onGroup(call, group.arn, 'local'),
  )
  deliverIfAllowed(
    cloud,
    () => byFunctionRole(cloud, plan, demands),
    () => ingest(cloud, region, group, 'local', events),
  )
}
