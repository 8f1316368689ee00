/** The schema of a scenario file. */
import * as z from 'zod'
import { modes, responders } from '../../ir/names.ts'
import { accountId, description, duration, region, ruleId, text } from './words.ts'

const name = z.string().regex(/^[A-Za-z][A-Za-z0-9]*$/)

/** An operation of an AWS API as IAM writes it: `iam:CreateUser`. */
const operation = z
  .string()
  .regex(/^[a-z0-9-]+:[A-Z][A-Za-z0-9]+$/)
  .meta({
    id: 'operation',
    description: 'A service and an operation of its API',
    examples: ['iam:CreatePolicyVersion', 'cloudtrail:StopLogging'],
  })

const input = z
  .record(z.string(), z.unknown())
  .optional()
  .meta(
    description(
      'The input of the operation; a saved value is named by a dollar sign and braces; a mapping where the API takes a policy document is written as JSON',
    ),
  )

const callFields = {
  call: operation,
  in: region.optional().meta(description('Default: home')),
  with: input,
}

const from = {
  from: text.optional().meta(description('The address its calls come from')),
  agent: text.optional().meta(description('The user agent of its calls')),
  mfa: z.boolean().optional().meta(description('Whether its session used a second factor')),
}

const actor = z.union([
  z.strictObject({ user: text.meta(description('An IAM user, made with an access key')), ...from }),
  z.strictObject({
    role: text.meta(description('A role, made and assumed')),
    session: text.meta(description('The name of its session')),
    ...from,
  }),
  z.strictObject({
    root: z.literal(true).meta(description('The root user of the account')),
    ...from,
  }),
])

const save = z
  .record(name, z.string().regex(/^\$[.[]/))
  .optional()
  .meta(description('Values of the answer, by JSONPath, for later steps'))

const step = z.strictObject({
  after: duration.optional().meta(description('How long after the step before')),
  says: text.optional().meta(description('What happens here, for who watches')),
  by: name.optional().meta(description('Who does it; one of `actors`')),
  call: operation.optional(),
  in: region.optional(),
  with: input,
  times: z.int().min(1).max(100_000).optional().meta(description('How often; default once')),
  fails: text.optional().meta(description('The error that the call is expected to get')),
  save,
  signIn: z
    .enum(['succeeds', 'fails'])
    .optional()
    .meta(description('A console sign-in instead of a call')),
  event: z
    .record(z.string(), z.unknown())
    .optional()
    .meta(
      description(
        'An event that AWS sends by itself, in its EventBridge envelope; id, time, account and region are filled in',
      ),
    ),
  wait: duration.optional().meta(description('Nothing but time passes')),
})

/**
 * A scenario: the actions of somebody in an AWS account, and the alerts and state they must cause.
 */
export const scenarioSchema = z
  .strictObject({
    title: text,
    about: text.meta(description('What it shows, in a sentence or two')),
    account: accountId.optional(),
    home: region.optional(),
    regions: z.array(region).min(1).optional(),
    startsAt: z
      .string()
      .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
      .optional()
      .meta({ id: 'instant', description: 'A time, UTC', examples: ['2026-10-14T03:10:00Z'] }),
    rules: z
      .array(ruleId)
      .min(1)
      .optional()
      .meta(description('Ids of the rules deployed; default: all')),
    without: z.array(ruleId).min(1).optional().meta(description('Ids of rules that are left out')),
    respond: z
      .partialRecord(z.enum(responders), z.enum(modes))
      .optional()
      .meta(description('Modes of responders, whatever the rules say')),
    logs: z
      .boolean()
      .optional()
      .meta(
        description('Whether rules of the metric-filter kind are deployed over a trail of its own'),
      ),
    actors: z.record(name, actor),
    given: z
      .array(z.strictObject({ ...callFields, by: name.optional(), save }))
      .optional()
      .meta(description('What is there before Tripline is')),
    watch: z
      .array(
        z.strictObject({
          what: text,
          ...callFields,
          show: z
            .string()
            .regex(/^\$[.[]/)
            .meta(description('JSONPath of the value that is shown')),
        }),
      )
      .optional()
      .meta(description('Values that are told when they change')),
    steps: z.array(step).min(1),
    expect: z.strictObject({
      alerts: z
        .array(
          z.strictObject({
            rule: ruleId,
            times: z.int().min(1).optional().meta(description('Default: once')),
            status: z.enum(['new', 'repeat', 'resolved']).optional(),
            response: text
              .optional()
              .meta(description('The state of a response: `done`, `would-do`, …')),
            says: text.optional().meta(description('Text that must be in it')),
          }),
        )
        .meta(description('All alerts, no other')),
      state: z
        .array(
          z.strictObject({
            ...callFields,
            has: z
              .record(z.string(), z.unknown())
              .optional()
              .meta(description('By JSONPath: the value')),
            fails: text.optional().meta(description('The error it must get')),
          }),
        )
        .optional()
        .meta(description('What must be so in the end')),
    }),
  })
  .meta({ title: 'A Tripline scenario', description: 'An attack, played on a local AWS account' })

export type Scenario = z.infer<typeof scenarioSchema>
export type Step = Scenario['steps'][number]
export type Actor = Scenario['actors'][string]
/** An API call as a scenario writes it: operation, region and input. */
export type ScenarioCall = Pick<NonNullable<Scenario['watch']>[number], 'call' | 'in' | 'with'>
