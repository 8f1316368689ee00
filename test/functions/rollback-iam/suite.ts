/**
 * Every row with the real SDK and the functions as they are deployed: before, attack, rollback,
 * compared with before; undo, compared with after the attack.
 */
import * as sdk from '@aws-sdk/client-iam'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isObject, type Json, type JsonObject } from '../../../src/ir/json.ts'
import { canonicalDocument } from '../../../src/respond/history/iam/policy-document.ts'
import { cloudTrailEvent } from '../../respond/cloudtrail-event.ts'
import { idOf, requestFor } from '../../respond/iam-account.ts'
import { sdkCalls } from '../../respond/sdk-calls.ts'
import { account as accountId, type Backend, type Deployed, deployOn } from './deployed.ts'
import type { Call, Row } from './rows.ts'

let on: Deployed
let iam: sdk.IAMClient
let events = 0

/** Makes a call through the SDK; the event that CloudTrail would make of it. */
async function does([name, input]: Call): Promise<JsonObject> {
  const Command = (sdk as unknown as Record<string, new (input: object) => never>)[`${name}Command`]
  if (Command === undefined) throw new Error(`the SDK has no ${name}`)
  const { $metadata: _, ...answer } = (await iam.send(new Command(input))) as unknown as JsonObject
  const at = new Date().toISOString()
  const made = {
    call: name,
    input,
    answer: recorded(answer) as object,
    by: 'mallory',
    at,
    id: ++events,
  }
  return cloudTrailEvent({ ...made, account: accountId })
}

/** CloudTrail writes small first letters, and never a secret. */
function recorded(value: Json): Json {
  if (Array.isArray(value)) return value.map(recorded)
  if (!isObject(value) || value instanceof Date) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'SecretAccessKey')
      .map(([key, inner]) => [key.slice(0, 1).toLowerCase() + key.slice(1), recorded(inner)]),
  )
}

/**
 * The whole account as canonical text: documents decoded, without ids and times, versions by their
 * meaning.
 */
async function account(): Promise<string> {
  const parts: Json[] = []
  let Marker: string | undefined
  do {
    const page: sdk.GetAccountAuthorizationDetailsResponse = await iam.send(
      new sdk.GetAccountAuthorizationDetailsCommand({
        Filter: ['User', 'Group', 'Role', 'LocalManagedPolicy'],
        Marker,
      }),
    )
    const { UserDetailList, GroupDetailList, RoleDetailList, Policies } = page
    parts.push(
      canonical(
        JSON.parse(
          JSON.stringify({ UserDetailList, GroupDetailList, RoleDetailList, Policies }),
        ) as Json,
      ),
    )
    Marker = page.IsTruncated === true ? page.Marker : undefined
  } while (Marker !== undefined)
  const users = await iam.send(new sdk.ListUsersCommand({}))
  for (const { UserName } of users.Users ?? []) {
    const keys = await iam.send(new sdk.ListAccessKeysCommand({ UserName }))
    const password = await iam.send(new sdk.GetLoginProfileCommand({ UserName })).then(
      () => true,
      () => false,
    )
    parts.push([
      UserName ?? '',
      (keys.AccessKeyMetadata ?? []).map(({ Status }) => Status ?? ''),
      password,
    ])
  }
  const roles = await iam.send(new sdk.ListRolesCommand({}))
  for (const { RoleName, MaxSessionDuration, Description } of roles.Roles ?? []) {
    parts.push([RoleName ?? '', MaxSessionDuration ?? null, Description ?? null])
  }
  // moto lists roles in the order of their random ids.
  return JSON.stringify(parts.map((part) => JSON.stringify(part)).sort())
}

const dropped = new Set([
  'UserId',
  'GroupId',
  'RoleId',
  'PolicyId',
  'CreateDate',
  'UpdateDate',
  'VersionId',
  'DefaultVersionId',
  'RoleLastUsed',
  'PasswordLastUsed',
])

function canonical(value: Json, key = ''): Json {
  if (typeof value === 'string' && /Document$/.test(key)) return canonicalDocument(value)
  if (key === 'Document') return canonicalDocument(String(value))
  if (Array.isArray(value))
    return value
      .map((inner) => canonical(inner))
      .map((inner) => JSON.stringify(inner))
      .sort()
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !dropped.has(name))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, canonical(inner, name)]),
  )
}

async function attackedBy(calls: readonly Call[]): Promise<JsonObject> {
  const made: JsonObject[] = []
  for (const call of calls) made.push(await does(call))
  for (const event of made) await on.observe(event)
  return made.at(-1) ?? {}
}

/** `isAll`: no row is missing, so that every call must have been made by some of them. */
export function suite(start: () => Promise<Backend>, rows: readonly Row[], isAll: boolean): void {
  beforeAll(async () => {
    const backend = await start()
    on = await deployOn(backend)
    const { url: endpoint, credentials } = backend
    iam = new sdk.IAMClient({ endpoint, region: 'us-east-1', credentials })
    for (const { setup } of rows) for (const call of setup) await does(call)
    await on.baseline()
    // CloudTrail records whole seconds: a change in the same second as the snapshot cannot be
    // distinguished from it.
    await new Promise((resolve) => setTimeout(resolve, 1100))
  })

  afterAll(() => on?.stop())

  describe.each(rows)('$name', ({ attack, but }) => {
    test('is undone, and brought back', async () => {
      await on.alerts()
      const before = await account()
      const event = await attackedBy(attack)
      const after = await account()
      expect(after).not.toBe(before)

      await on.request(requestFor(event) as JsonObject)
      const [alert] = await on.alerts()
      expect(alert?.response).toMatchObject({
        state: 'done',
        command: `tripline undo ${idOf(event)}`,
      })
      const restored = await account()
      expect(but === 'key' ? restored.replace('[\\"Inactive\\"]', '[]') : restored).toBe(before)

      await on.answer({ kind: 'undo', id: idOf(event), reason: null }, 'AIDACAROL')
      expect(await account()).toBe(but === 'password' ? before : after)
    })
  })

  test('nothing was called that is not known to be', () => {
    for (const [name, calls] of Object.entries(sdkCalls)) {
      const others = [...(on.recorder.calls.get(name) ?? [])].filter(
        (call) => !calls.some((known) => known === call),
      )
      expect([name, others]).toEqual([name, []])
    }
  })

  if (isAll) {
    test('everything that the functions may call was called', () => {
      for (const [name, calls] of Object.entries(sdkCalls)) {
        // `restore` may also take, for plans that do both: rollback-iam shows those calls.
        const shown = name === 'restore' ? on.recorder.calls.get('rollback-iam') : undefined
        const made = new Set([...(on.recorder.calls.get(name) ?? []), ...(shown ?? [])])
        expect([name, calls.filter((call) => !made.has(call))]).toEqual([name, []])
      }
    })
  }
}
