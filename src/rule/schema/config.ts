/** The schema of tripline.yaml. */
import * as z from 'zod'
import { listMark } from '../../diagnostics/phrases.ts'
import { alertFormats, confirmations, severities } from '../../ir/names.ts'
import {
  accountId,
  arn,
  description,
  duration,
  organizationId,
  principal,
  region,
  subscription,
  text,
} from './words.ts'

const stage = z.string().regex(/^[a-z0-9-]+$/)

const subscribe = z
  .union([z.literal('elsewhere'), z.array(subscription).min(1)])
  .optional()
  .meta(description('Who listens, or `elsewhere` where listeners are subscribed by other means'))

const topic = z
  .union([z.literal('new'), arn])
  .optional()
  .meta(description('An existing SNS topic, or `new` (default) to create one'))

const account = z.strictObject({
  account: accountId,
  regions: z
    .array(region)
    .min(1)
    .optional()
    .meta(description('Enabled regions; default: those on by default')),
  deployRole: arn
    .optional()
    .meta(
      description(
        'Role that deploys; others may not change what it made, nor undo what it changes',
      ),
    ),
  operators: z
    .array(arn)
    .min(1)
    .optional()
    .meta(description('Roles and users that may send undelivered messages again, or delete them')),
})

const channel = z.strictObject({
  topic,
  subscribe,
  format: z
    .enum(alertFormats)
    .optional()
    .meta(description('How an alert is written; default `text`')),
  severity: z
    .enum(severities)
    .optional()
    .meta(description('The lowest severity it takes; default `info`')),
})

/** `tripline.yaml`: the settings that differ between organisations, so that rules can be shared. */
export const configSchema = z
  .strictObject({
    home: region.optional().meta(description('Where alerts are decided and sent from')),
    accounts: z
      .record(stage, account)
      .optional()
      .meta(description('Stage of `sst deploy --stage` to account')),
    channels: z
      .record(z.string().regex(/^[a-z0-9-]+$/), channel)
      .optional()
      .meta(description('Where alerts go, by the names that `notify` uses')),
    trail: z
      .strictObject({
        logGroup: text.optional().meta(description('CloudWatch Logs group of an existing trail')),
        region: region.optional().meta(description('The region of that log group; default: home')),
        create: z
          .enum(['account', 'organization'])
          .optional()
          .meta(
            description(
              'Make a trail, of this account or of the organization, instead of using one',
            ),
          ),
      })
      .optional()
      .meta(description('The trail that metric filters read')),
    health: z
      .strictObject({ topic, subscribe })
      .optional()
      .meta(description('Who hears that the alerting itself is broken')),
    heartbeat: z
      .strictObject({ every: duration })
      .optional()
      .meta(
        description(
          'How often a harmless call must come back as an event, in every region: from `1m` to `1d`, default `15m`',
        ),
      ),
    hub: z
      .strictObject({
        account: accountId,
        region,
        organization: organizationId,
      })
      .optional()
      .meta(
        description(
          'The account that decides for all others, in its `home` region; they forward to it',
        ),
      ),
    lists: z
      .record(
        z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
        z.array(z.union([z.string(), z.number(), z.boolean()])),
      )
      .optional()
      .meta(description(`Values that rules take as \`${listMark}\``)),
    responders: z
      .strictObject({
        maxActionsPerHour: z.int().min(1).max(1000).optional().meta(description('Default 10')),
        breakGlass: z
          .array(principal)
          .optional()
          .meta(
            description('Users and roles that are never rolled back, by unique id or exact ARN'),
          ),
        approvalExpires: duration
          .optional()
          .meta(description('How long a response waits for approval; default 24h')),
        restore: z
          .boolean()
          .optional()
          .meta(
            description(
              'Whether a function may give powers back and undo responses; its role is equivalent to an administrator; default false',
            ),
          ),
        confirm: z
          .enum(confirmations)
          .optional()
          .meta(
            description(
              'What must happen before a response gives powers back: a person approves it (default), or nothing',
            ),
          ),
        undo: z
          .strictObject({
            expires: duration
              .optional()
              .meta(description('How long after it ended a response can be undone; default 7d')),
            people: z
              .union([z.literal(1), z.literal(2)])
              .optional()
              .meta(description('How many different people must request an undo; default 1')),
          })
          .optional()
          .meta(description('Who may undo a response, and for how long')),
      })
      .optional()
      .meta(description('Limits on automatic responses')),
    pack: z
      .enum(['by-source', 'per-rule'])
      .optional()
      .meta(description('Few EventBridge rules (default), or one for each rule')),
  })
  .meta({ title: 'tripline.yaml', description: 'Accounts, channels, lists and limits' })

export type ConfigEnvelope = z.infer<typeof configSchema>
