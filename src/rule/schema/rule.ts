/** The schema of a rule file, without the fields of its conditions. */
import * as z from 'zod'
import { observations } from '../../aws/detail-types.ts'
import { modes, responders, severities, statuses, vias } from '../../ir/names.ts'
import {
  attackId,
  blocks,
  description,
  duration,
  jsonPath,
  paths,
  pathsOrNone,
  ruleId,
  text,
} from './words.ts'

const recurrence = z.strictObject({
  by: paths.meta(description('What makes two events the same')),
  within: duration,
})

const chosen = text
  .optional()
  .meta(
    description(
      'Why a key that a caller can choose is right; without it, such a key is an error',
      'one address tries many users',
    ),
  )

const dedup = z.strictObject({
  ...recurrence.shape,
  new: pathsOrNone
    .optional()
    .meta(
      description(
        'An event with values at these paths that the alerts of the window did not have is sent at once; default: `eventName`, and what the alert names under `requestParameters`, `responseElements` and `resources`',
        ['eventName', 'requestParameters.bucketName'],
      ),
    ),
})

const testEvent = z
  .unknown()
  .optional()
  .meta(
    description(
      'A file under `test/events`, or the event itself: a record or an EventBridge event',
      'cloudtrail/stop-logging.json',
    ),
  )

const testFields = z
  .record(z.string(), z.unknown())
  .optional()
  .meta(description('Fields set on top of the event, by path', { errorCode: 'AccessDenied' }))

const historyEvent = z.strictObject({
  event: testEvent,
  with: testFields,
  after: duration
    .optional()
    .meta(description('Time since the event before; without it, the same moment')),
  times: z
    .int()
    .min(1)
    .max(10_000)
    .optional()
    .meta(description('How often it happens, each time with a new id; default 1')),
})

const expectedAlert = z.strictObject({
  title: text.optional().meta(description('The whole title of the alert')),
  fields: z
    .record(z.string(), z.unknown())
    .optional()
    .meta(description('Fields of the alert by label; `null` for one without a value')),
  count: z.int().min(1).optional().meta(description('How many events the alert is about')),
  key: z
    .record(z.string(), z.unknown())
    .optional()
    .meta(
      description('What the rule groups events by: each path of `by`, and its value', {
        sourceIPAddress: '192.0.2.10',
      }),
    ),
})

const test = z.strictObject({
  fires: text.optional().meta(description('What happens in this event, which must fire the rule')),
  quiet: text
    .optional()
    .meta(description('What happens in this event, which must not fire the rule')),
  event: testEvent,
  with: testFields,
  events: z
    .array(historyEvent)
    .min(1)
    .optional()
    .meta(description('Several events, in order: a history, for rules with a memory')),
  alert: expectedAlert.optional().meta(description('What one of the alerts is like')),
  alerts: z
    .int()
    .min(1)
    .optional()
    .meta(description('How many alerts are sent; with `quiet`, before the last event')),
  responds: z
    .union([z.enum(responders), z.array(z.enum(responders)).min(1)])
    .optional()
    .meta(description('Responders that are called, and that can act on the event')),
  possible: z
    .boolean()
    .optional()
    .meta(description('Whether an alert says that a field is missing that the rule needs')),
})

const observedKind = z.union([
  z.enum(Object.keys(observations) as [keyof typeof observations]),
  z.strictObject({
    source: z
      .union([text, z.array(text).min(1)])
      .meta(
        description('One event source of AWS or several; `aws.*` is any', 'aws.health', [
          'aws.s3',
          'aws.kms',
        ]),
      ),
    'detail-type': z
      .union([text, z.array(text).min(1)])
      .meta(description('One detail-type or several')),
  }),
])

/** A rule file: everything but the blocks themselves. */
export const ruleSchema = z
  .strictObject({
    id: ruleId,
    title: text.meta(description('What happened, in one line', 'CloudTrail stopped recording')),
    severity: z.enum(severities).meta(description('How urgently a person is needed')),
    why: text.meta(description('One or two sentences for the person who is paged')),
    status: z
      .enum(statuses)
      .optional()
      .meta(description('`staged` evaluates and records but pages nobody; default `enabled`')),
    on: observedKind.optional().meta(description('Which events it looks at; default `cloudtrail`')),
    match: blocks,
    unless: blocks.optional(),
    via: z
      .enum(vias)
      .optional()
      .meta(description('Where it is compiled to; default `eventbridge`')),
    threshold: z
      .strictObject({
        count: z
          .int()
          .min(2)
          .max(100_000)
          .meta(description('How many matching events, or distinct values')),
        within: duration,
        by: paths.optional().meta(description('Counted apart for each value of these')),
        distinct: z
          .string()
          .optional()
          .meta(description('Count the values of this path, not the events')),
        chosen,
      })
      .optional()
      .meta(description('Fires when this many events lie within this time of each other')),
    firstSeen: recurrence
      .extend({ chosen })
      .optional()
      .meta(description('Fires only for a combination not seen in that time')),
    dedup: dedup
      .optional()
      .meta(
        description(
          'Repeats are counted; alerts go out at once, for each new value, and at 10, 100, 1000 repeats',
        ),
      ),
    alert: z
      .strictObject({
        title: text
          .optional()
          .meta(description('Text with `{$.path}` in it', '{$.userIdentity.arn} stopped a trail')),
        fields: z
          .record(z.string(), jsonPath)
          .optional()
          .meta(description('Label: JSONPath', { Trail: '$.requestParameters.name' })),
      })
      .optional()
      .meta(description('What the alert says')),
    notify: z.array(text).min(1).optional().meta(description('Channels of tripline.yaml')),
    respond: z
      .array(
        z.strictObject({
          action: z.enum(responders),
          mode: z
            .enum(modes)
            .optional()
            .meta(description('Default `observe`: says what it would do')),
        }),
      )
      .optional()
      .meta(description('What is done about it')),
    attack: z
      .array(attackId)
      .optional()
      .meta(description('ATT&CK 19 techniques', ['T1685.002'])),
    controls: z
      .array(z.string().regex(/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/))
      .optional()
      .meta(
        description(
          'Controls it answers, CIS AWS Foundations as `cis-4.5` (v1.4 to v5.0 numbering)',
          ['cis-4.5'],
        ),
      ),
    references: z
      .array(z.url({ protocol: /^https?$/ }))
      .optional()
      .meta(description('Links')),
    falsePositives: z
      .array(text)
      .optional()
      .meta(description('What harmless things look the same')),
    runbook: text.optional().meta(description('What to do, step by step')),
    tests: z
      .array(test)
      .optional()
      .meta(description('At least one that fires and one that stays quiet')),
  })
  .meta({ title: 'Tripline rule', description: 'One alert rule and its own tests' })

export type RuleEnvelope = z.infer<typeof ruleSchema>
