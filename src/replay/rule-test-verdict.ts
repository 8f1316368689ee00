/** Compares what a rule did in a test with what the test expects. */
import {
  alertsBeforeQuiet,
  certainAlert,
  firesLast,
  noAlertSent,
  otherAlertCount,
  otherEventCount,
  otherField,
  otherKey,
  otherTitle,
  possibleAlert,
  responderNotCalled,
  responderRefuses,
  ruleFires,
  ruleQuiet,
  unknownAlertField,
} from '../diagnostics/catalogue/failing-test.ts'
import { keyValues } from '../engine/memory/steps.ts'
import type { Event } from '../ir/event.ts'
import type { Json } from '../ir/json.ts'
import type { Responder } from '../ir/names.ts'
import { pathText } from '../ir/path.ts'
import type { DeployedRule, ExpectedAlert, ExpectedOutcome, RuleTest } from '../ir/rule.ts'
import { responderEvent } from '../respond/contract/event.ts'
import { isNoPlan } from '../respond/contract/responder.ts'
import { targetOf } from '../respond/responders/targets.ts'
import type { SentAlert, TestRun } from './rule-test-run.ts'

/** What is wrong, as one sentence; undefined if the test holds. */
export function failureOf(rule: DeployedRule, test: RuleTest, run: TestRun): string | undefined {
  const { alerts, matchedCount, events } = run
  const { expected } = test
  if (!test.isHistory && test.fires !== matchedCount > 0) return test.fires ? ruleQuiet : ruleFires
  if (!test.isHistory && !test.fires) return undefined
  if (!test.fires) return loudness(run, expected.alertCount ?? 0)
  if ((test.isHistory || states(expected)) && alerts.length === 0)
    return noAlertSent(matchedCount, events.length)
  if (expected.alertCount !== undefined && alerts.length !== expected.alertCount)
    return otherAlertCount(alerts.length, expected.alertCount)
  return (
    (expected.alert && differenceFrom(expected.alert, rule, alerts)) ??
    possibility(expected.possible, alerts) ??
    expected.responders
      ?.map((responder) => silence(responder, rule, run.answered))
      .find((each) => each !== undefined)
  )
}

const states = ({ alert, alertCount, possible }: ExpectedOutcome): boolean =>
  alert !== undefined || alertCount !== undefined || possible !== undefined

/** Why a history is not quiet after so many alerts. */
function loudness({ alerts, events }: TestRun, before: number): string | undefined {
  const last = alerts.at(-1)
  if (before > 0 && last !== undefined && last.event === events.at(-1)) return firesLast
  if (alerts.length === before) return undefined
  return before === 0 ? otherAlertCount(alerts.length, 0) : alertsBeforeQuiet(alerts.length, before)
}

/** The first difference of the alert that differs least. */
function differenceFrom(
  expected: ExpectedAlert,
  rule: DeployedRule,
  alerts: readonly SentAlert[],
): string | undefined {
  const [closest] = alerts
    .map((sent) => differences(expected, rule, sent))
    .toSorted((one, other) => one.length - other.length)
  return closest?.[0]
}

function differences(
  { title, count, fields = {}, key }: ExpectedAlert,
  rule: DeployedRule,
  { alert, event }: SentAlert,
): string[] {
  const ofFields = Object.entries(fields).flatMap(([label, wanted]) => {
    if (!Object.hasOwn(alert.fields, label)) return [unknownAlertField(label)]
    const found = alert.fields[label] ?? null
    return isSame(found, wanted) ? [] : [otherField(label, shown(found), shown(wanted))]
  })
  const keys = key === undefined ? [] : differentKey(key, rule, event)
  return [
    ...(title === undefined || title === alert.title ? [] : [otherTitle(alert.title, title)]),
    ...ofFields,
    ...(count === undefined || count === alert.count ? [] : [otherEventCount(alert.count, count)]),
    ...keys,
  ]
}

function differentKey(
  wanted: NonNullable<ExpectedAlert['key']>,
  rule: DeployedRule,
  event: Event,
): string[] {
  const by = (rule.dedup ?? rule.threshold ?? rule.firstSeen)?.by ?? []
  const values = keyValues(event, by)
  const found = by.map((path, index) => [pathText(path), one(values[index] ?? [])] as const)
  const stated = wanted.map(({ path, value }) => [pathText(path), value] as const)
  const isEqual = isSame(
    Object.fromEntries(found.toSorted(byName)),
    Object.fromEntries(stated.toSorted(byName)),
  )
  return isEqual ? [] : [otherKey(keyText(found), keyText(stated))]
}

type Named = readonly [name: string, value: Json]

const byName = ([one]: Named, [other]: Named): number => (one < other ? -1 : 1)

const one = (values: readonly Json[]): Json => (values.length > 1 ? values : (values[0] ?? null))

const keyText = (named: readonly Named[]): string =>
  named.map(([name, value]) => `${name}: ${shown(value)}`).join(', ')

const isSame = (left: Json, right: Json): boolean => JSON.stringify(left) === JSON.stringify(right)

const shown = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))

function possibility(
  wanted: boolean | undefined,
  alerts: readonly SentAlert[],
): string | undefined {
  if (wanted === undefined) return undefined
  const found = alerts.some(({ alert }) => 'possible' in alert && alert.possible === true)
  if (found === wanted) return undefined
  return wanted ? certainAlert : possibleAlert
}

/** Why a responder does nothing about any of the events. */
function silence(
  responder: Responder,
  rule: DeployedRule,
  events: readonly Event[],
): string | undefined {
  if (!rule.respond.some(({ action }) => action === responder) || events.length === 0)
    return responderNotCalled(responder)
  const reasons = events.map(({ record, envelope }) => {
    const read = responderEvent({ ...envelope, detail: record })
    if (typeof read === 'string') return read
    const target = targetOf[responder](read)
    return isNoPlan(target) ? target.why : undefined
  })
  const [reason] = reasons
  return reasons.includes(undefined) || reason === undefined
    ? undefined
    : responderRefuses(responder, reason)
}
