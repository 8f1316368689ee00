import * as z from 'zod'
import { listMark } from '../../diagnostics/phrases.ts'
import { alertFormats, severities } from '../../ir/names.ts'
import { accountId, arn, duration, organizationId, region, subscription, text } from './words.ts'

const says = (description: string) => ({ description })

const stage = z.string().regex(/^[a-z0-9-]+$/)

const subscribe = z
  .union([z.literal('elsewhere'), z.array(subscription).min(1)])
  .optional()
  .meta(says('Who listens, or `elsewhere` where listeners are subscribed by other means'))

const topic = z
  .union([z.literal('new'), arn])
  .optional()
  .meta(says('An existing SNS topic, or `new` (default) to create one'))

const account = z.strictObject({
  account: accountId,
  regions: z
    .array(region)
    .min(1)
    .optional()
    .meta(says('Enabled regions; default: those on by default')),
  deployRole: arn.optional().meta(says('Role that deploys; its own changes are never rolled back')),
})

const channel = z.strictObject({
  topic,
  subscribe,
  format: z.enum(alertFormats).optional().meta(says('How an alert is written; default `text`')),
  severity: z
    .enum(severities)
    .optional()
    .meta(says('The lowest severity it takes; default `info`')),
})

/** `tripline.yaml`: what differs between organisations, so that rules need not. */
export const configSchema = z
  .strictObject({
    home: region.optional().meta(says('Where alerts are decided and sent from')),
    accounts: z
      .record(stage, account)
      .optional()
      .meta(says('Stage of `sst deploy --stage` to account')),
    channels: z
      .record(z.string().regex(/^[a-z0-9-]+$/), channel)
      .optional()
      .meta(says('Where alerts go, by the names that `notify` uses')),
    trail: z
      .strictObject({
        logGroup: text.optional().meta(says('CloudWatch Logs group of an existing trail')),
        region: region.optional().meta(says('The region of that log group; default: home')),
        create: z
          .enum(['account', 'organization'])
          .optional()
          .meta(says('Make a trail, of this account or of the organization, instead of using one')),
      })
      .optional()
      .meta(says('The trail that metric filters read')),
    health: z
      .strictObject({ topic, subscribe })
      .optional()
      .meta(says('Who hears that the alerting itself is broken')),
    heartbeat: z
      .strictObject({ every: duration })
      .optional()
      .meta(
        says(
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
        says('The account that decides for all others, in its `home` region; they forward to it'),
      ),
    lists: z
      .record(
        z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
        z.array(z.union([z.string(), z.number(), z.boolean()])),
      )
      .optional()
      .meta(says(`Values that rules take as \`${listMark}\``)),
    responders: z
      .strictObject({
        maxActionsPerHour: z.int().min(1).max(1000).optional().meta(says('Default 10')),
        breakGlass: z
          .array(text)
          .optional()
          .meta(says('Principal ARNs, with *, that are never rolled back')),
        approvalExpires: duration
          .optional()
          .meta(says('How long a response waits for approval; default 24h')),
      })
      .optional()
      .meta(says('Limits on automatic responses')),
    pack: z
      .enum(['by-source', 'per-rule'])
      .optional()
      .meta(says('Few EventBridge rules (default), or one for each rule')),
  })
  .meta({ title: 'tripline.yaml', description: 'Accounts, channels, lists and limits' })

export type ConfigEnvelope = z.infer<typeof configSchema>
