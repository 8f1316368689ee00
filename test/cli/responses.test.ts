/** Approving, undoing and listing responses, by the real SDK on the local account. */
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { type Local, startLocal } from '../../src/simulate/local.ts'
import { account } from '../e2e/responder-account.ts'
import { type Deployed, deployed, onStage, signIn } from './responding.ts'
import { answerOf, tripline } from './workspace.ts'

let local: Local
let stage: Deployed

beforeEach(async () => {
  local = await startLocal({ accounts: [account, '111122223333'], startAt: new Date() })
  // Hooks of this kind run last first, and after `afterEach`: `serve` ends before its account does.
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    await local.stop()
  })
  signIn(local.root(account))
  stage = await deployed(local.endpoint)
})

test('what waits is approved, done, and brought back', async () => {
  const { id, state } = await stage.attacked('approve')
  const attacked = await state()
  const waiting = await answerOf(stage.cwd, onStage('responses', '--state', 'waiting'))
  expect(waiting.responses).toMatchObject([
    {
      id,
      state: 'waiting',
      responder: 'deactivate-key',
      event: 'CreateAccessKey',
      rule: 'rule-to-approve',
    },
  ])
  stage.serve()

  const approved = await tripline(stage.cwd, onStage('approve', id, '--reason', 'not ours'))
  expect(approved.err).toContain(`approve ${id}: sent to deactivate-key in eu-west-1`)
  expect(approved.out).toMatch(/^✓ done CreateAccessKey by \S+ was reversed after approval by \S+/)
  expect(approved.out).toContain('✓ iam:UpdateAccessKey')
  expect(approved.out).toContain(`tripline undo ${id}`)
  expect(approved.code).toBe(0)
  expect(JSON.stringify(await state())).toContain('Inactive')
  const [record] = await stage.account.records()
  expect(record?.command).toMatchObject({ kind: 'approve', reason: 'not ours' })

  const undone = await answerOf(stage.cwd, onStage('undo', id))
  expect(undone).toMatchObject({ code: 0, id, state: 'undone', answer: 'the response is undone' })
  expect(await state()).toEqual(attacked)
})

test('what there is nothing to do about is said at once', async () => {
  const { id } = await stage.attacked('observe')
  const approved = await tripline(stage.cwd, onStage('approve', id))
  expect(approved.out).toContain('nothing to approve: the response is would-do')
  expect(approved.code).toBe(1)
  const undone = await tripline(stage.cwd, onStage('undo', id))
  expect(undone.out).toContain('nothing to undo: the response is would-do')
  expect(undone.code).toBe(1)
})

test('what changed since is not done, and the answer says so', async () => {
  const { id, state } = await stage.attacked('approve')
  // Somebody was faster: the keys are made inactive by hand, whichever of them it was.
  const { IAMClient, UpdateAccessKeyCommand } = await import('@aws-sdk/client-iam')
  const keys = (await state()) as string[][]
  const iam = new IAMClient(local.config(local.root(account)))
  const UserName = 'user-1'
  for (const [AccessKeyId] of keys)
    await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Inactive' }))
  stage.serve()
  const { code, out } = await tripline(stage.cwd, onStage('approve', id))
  expect(out).toMatch(/^✗ changed-since .* was not reversed: key \w+ is already inactive\./)
  expect(code).toBe(1)
})

test('no answer is neither yes nor no', async () => {
  const { id } = await stage.attacked('approve')
  const { code, err } = await tripline(stage.cwd, onStage('approve', id, '--wait', '1'))
  expect(err).toContain(`there is no result of approve ${id} after 1 s, but it may still arrive`)
  expect(code).toBe(2)
})

test.each([
  ['not-an-id', '`not-an-id` is not the id of a response'],
  ['0123456789abcdef', 'stage test has no response 0123456789abcdef'],
])('%s is refused in a sentence', async (id, sentence) => {
  const { code, err } = await tripline(stage.cwd, onStage('approve', id))
  expect(err).toContain(sentence)
  expect(code).toBe(2)
})

test('credentials of another account are refused, whatever is deployed there', async () => {
  const { code, err } = await tripline(stage.cwd, ['responses', '--stage', 'production'])
  expect(err).toContain(
    `your credentials belong to account ${account}, but stage production is in account`,
  )
  expect(code).toBe(2)
})

test('where nothing is deployed that is said', async () => {
  signIn(local.root('111122223333'))
  const { code, err } = await tripline(stage.cwd, ['responses', '--stage', 'production'])
  expect(err).toContain('stage production has no responders in eu-west-1')
  expect(code).toBe(2)
})

test('responses are listed, the newest first, some at a time', async () => {
  expect((await tripline(stage.cwd, onStage('responses'))).out).toBe('no responses\n')
  const ids: string[] = []
  for (const mode of ['observe', 'approve', 'enforce'] as const) {
    ids.unshift((await stage.attacked(mode)).id)
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
  const { responses, more } = await answerOf(stage.cwd, onStage('responses'))
  expect(responses.map(({ id }: { id: string }) => id)).toEqual(ids)
  expect(more).toBe(0)
  const { out } = await tripline(stage.cwd, onStage('responses', '--limit', '2'))
  expect(out.split('\n').filter((line) => /^[0-9a-f]{16} /.test(line))).toEqual([
    expect.stringContaining(`${ids[0]}  done     `),
    expect.stringContaining(`${ids[1]}  waiting  `),
  ])
  expect(out).toContain('… and 1 older; --limit shows more')
})
