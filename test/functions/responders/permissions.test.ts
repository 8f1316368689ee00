/** Least privilege: what the functions were seen to call is what infra allows them, both ways. */
import { expect, test } from 'vitest'
import { permissionsOf } from '../../../src/plan/permissions.ts'
import { everything } from '../../infra/manifests.ts'
import { impliedActions, responderCalls, sdkCalls } from '../../respond/sdk-calls.ts'

/** What Lambda itself does with the role: reading the queue, writing the log. */
const isLambdas = (action: string): boolean => /^(?:logs|sqs):/.test(action)

const calls = { ...responderCalls, 'snapshot-iam': sdkCalls['snapshot-iam'] }

test.each(Object.keys(calls) as (keyof typeof calls)[])('%s', (name) => {
  const allowed = permissionsOf(everything, name)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action }) => Action)
    .filter((action) => !isLambdas(action) && !impliedActions.includes(action))
  expect([...new Set(allowed)].sort()).toEqual([...calls[name]].sort())
})
