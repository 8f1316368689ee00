/** Compares the outcome of a scenario with its expectations. */

import { isDeepStrictEqual } from 'node:util'
import {
  failedAtEnd,
  missingAlert,
  otherValueAtEnd,
  succeedsAtEnd,
  unexpectedAlert,
  withText,
} from '../diagnostics/catalogue/misses.ts'
import type { Scenario, ScenarioCall } from '../rule/schema/scenario.ts'
import type { Miss, Sent } from './scenario-result.ts'
import { valueAt } from './values.ts'

type MakeCall = (request: ScenarioCall) => Promise<object>

/**
 * The expectations of a scenario that its outcome does not meet. `makeCall` reads the final state.
 */
export const missesOf = async (
  { expect }: Scenario,
  sent: readonly Sent[],
  makeCall: MakeCall,
): Promise<Miss[]> => [
  ...alertMisses(expect.alerts, sent),
  ...(await Promise.all((expect.state ?? []).map((state) => stateMisses(state, makeCall)))).flat(),
]

type Expected = Scenario['expect']['alerts'][number]

/**
 * Finds alerts that are missing or unexpected. Each alert matches one expectation at most, and
 * every alert must match one.
 */
function alertMisses(expected: readonly Expected[], sent: readonly Sent[]): Miss[] {
  const left = [...sent]
  const missing = expected.flatMap((each) => {
    const { times = 1 } = each
    const missed: Miss[] = []
    for (let turn = 0; turn < times; turn++) {
      const at = left.findIndex((alert) => isExpected(alert, each))
      if (at === -1) missed.push({ what: missingAlert(textOf(each)) })
      else left.splice(at, 1)
    }
    return missed
  })
  return [
    ...missing,
    ...left.map(({ document: { rule, status, title, response } }) => ({
      what: unexpectedAlert(rule, response?.state ?? status, title),
    })),
  ]
}

const isExpected = ({ document, mail }: Sent, expected: Expected): boolean =>
  document.rule === expected.rule &&
  (expected.status === undefined || document.status === expected.status) &&
  document.response?.state === expected.response &&
  (expected.says === undefined || mail.includes(expected.says))

const textOf = ({ rule, status, response, says: text }: Expected): string =>
  [rule, status, response, text === undefined ? undefined : withText(text)]
    .filter((part) => part !== undefined)
    .join(', ')

type State = NonNullable<Scenario['expect']['state']>[number]

async function stateMisses(
  { has = {}, fails, ...request }: State,
  makeCall: MakeCall,
): Promise<Miss[]> {
  const { call } = request
  let answer: object
  try {
    answer = await makeCall(request)
  } catch (problem) {
    const { name, message } = problem as Error
    return name === fails ? [] : [{ what: failedAtEnd(call, name, message) }]
  }
  if (fails !== undefined) return [{ what: succeedsAtEnd(call, fails) }]
  return Object.entries(has).flatMap(([path, wanted]) => {
    const value = valueAt(answer, path) ?? null
    return isDeepStrictEqual(value, wanted)
      ? []
      : [
          {
            what: otherValueAtEnd(call, path, JSON.stringify(value), JSON.stringify(wanted)),
          },
        ]
  })
}
