/** Least privilege: what the functions were seen to call is what the plan allows them, both ways. */
import { expect, test } from 'vitest'
import { permissionsOf } from '../../../src/plan/permissions.ts'
import { everything } from '../../infra/manifests.ts'
import { impliedActions, responderCalls, sdkCalls } from '../../respond/sdk-calls.ts'

/** What Lambda itself does with the role: reading the queue, writing the log. */
const isLambdas = (action: string): boolean => /^(?:logs|sqs):/.test(action)

/** A function with a queue reports made-up messages to the health topic, which no row makes. */
const reporting = 'sns:Publish'

const calls = {
  ...responderCalls,
  'snapshot-iam': sdkCalls['snapshot-iam'],
  answers: sdkCalls.answers,
  // It can make the calls of every responder, and those that undo them.
  restore: [
    ...Object.values(responderCalls).flat(),
    ...sdkCalls.restore,
    'cloudtrail:StopLogging',
    'ec2:AuthorizeSecurityGroupIngress',
  ],
}

test.each(Object.keys(calls) as (keyof typeof calls)[])('%s', (name) => {
  const allowed = permissionsOf(everything, name)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action }) => Action)
    .filter((action) => !isLambdas(action) && !impliedActions.includes(action))
  const called = [...calls[name], reporting].filter((action) => !isLambdas(action))
  expect([...new Set(allowed)].sort()).toEqual([...new Set(called)].sort())
})
