/** The responder `restart-trail`. */
import { arnOf } from '../arns.ts'
import type { Manifest } from '../manifest.ts'
import { allow } from '../policy/statement.ts'
import { allowTable } from '../policy/tables.ts'
import { responderFunction } from './responder.ts'

/** The schedule takes the snapshots of trails that the responder restores from. */
export const restartTrail = responderFunction({
  name: 'restart-trail',
  description: 'Starts a trail again, and restores its settings',
  schedule: () => ({ everyMinutes: 60, lateMinutes: 60, why: 'reads all trails, once an hour' }),
  scheduled: (manifest) => [allowTable(manifest, 'snapshots', 'PutItem')],
  taking: (manifest) => [
    allowTable(manifest, 'snapshots', 'Query'),
    allow(['cloudtrail:DescribeTrails'], ['*']),
    allow(
      [
        'cloudtrail:GetTrail',
        'cloudtrail:GetTrailStatus',
        'cloudtrail:GetEventSelectors',
        'cloudtrail:StartLogging',
        'cloudtrail:UpdateTrail',
        'cloudtrail:PutEventSelectors',
      ],
      trails(manifest),
    ),
    // UpdateTrail passes the role that delivers to the log group, which can be any role.
    {
      ...allow(['iam:PassRole'], [arnOf(manifest, 'iam', '', 'role/*')]),
      Condition: { StringEquals: { 'iam:PassedToService': 'cloudtrail.amazonaws.com' } },
    },
  ],
  giving: (manifest) => [allow(['cloudtrail:StopLogging'], trails(manifest))],
})

const trails = (manifest: Manifest): readonly string[] => [
  arnOf(manifest, 'cloudtrail', '*', 'trail/*'),
]
