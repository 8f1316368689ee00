/**
 * A deployed responder to give commands to: an account with its table and queue, an attack on it, and
 * the function, which takes its messages from the queue as Lambda would.
 */
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs'
import { onTestFinished, vi } from 'vitest'
import type { Mode } from '../../src/ir/names.ts'
import { scenarios } from '../e2e/attacks/all.ts'
import { eventOf, type Stage } from '../e2e/attacks/attack.ts'
import {
  account,
  type ResponderAccount,
  region,
  request,
  responderAccount,
  startFunction,
} from '../e2e/responder-account.ts'
import { workspace } from './workspace.ts'

export interface Deployed {
  readonly account: ResponderAccount
  /** A folder with tripline.yaml. */
  readonly cwd: string
  /** Somebody makes an access key, and the responder answers. */
  readonly attacked: (mode: Mode) => Promise<Attacked>
  /** Takes messages from the queue until the test is over. */
  readonly serve: () => void
}

export interface Attacked extends Stage {
  /** Of the response. */
  readonly id: string
}

/** The credentials of `endpoint`'s account must be in the environment. */
export async function deployed(endpoint: string): Promise<Deployed> {
  const around = await responderAccount(endpoint)
  const lambda = await startFunction('deactivate-key', around, endpoint)
  const [scenario] = scenarios
  let made = 0
  return {
    account: around,
    cwd: workspace({
      'tripline.yaml': [
        `home: ${region}`,
        'accounts:',
        `  test: { account: '${account}' }`,
        "  production: { account: '111122223333' }",
        '',
      ].join('\n'),
    }),
    attacked: async (mode) => {
      if (scenario?.responder !== 'deactivate-key') throw new Error('no scenario of a key')
      const stage = await scenario.prepare(endpoint, `user-${++made}`)
      const body = request('deactivate-key', mode, eventOf(await stage.attack()))
      const failed = await lambda.receive([body])
      if (failed.length > 0) throw new Error('the message failed')
      const [alert] = await around.heard()
      return { ...stage, id: alert?.response?.id ?? '' }
    },
    serve: () => {
      let hasEnded = false
      let working: Promise<void> | undefined
      // Registered after the account's own stop, and hooks of this kind run last first.
      onTestFinished(async () => {
        hasEnded = true
        await working
      })
      const QueueUrl = around.queue('answers')
      const work = async (): Promise<void> => {
        while (!hasEnded) {
          const { Messages: messages = [] } = await around.sqs.send(
            new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ['SenderId'] }),
          )
          for (const { Body = '', ReceiptHandle, Attributes } of messages) {
            const failed = await lambda.receive([Body], Attributes?.SenderId)
            if (failed.length > 0) continue
            await around.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
          }
          await new Promise((resolve) => setTimeout(resolve, 50))
        }
      }
      working = work()
    },
  }
}

/** What every command of these is given. */
export const onStage = (...args: string[]): string[] => [...args, '--stage', 'test']

/** Somebody's credentials, for the command line and everybody else in this process. */
export function signIn({
  accessKeyId,
  secretAccessKey,
}: {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}): void {
  vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyId)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', secretAccessKey)
}
