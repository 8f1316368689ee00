/** The responder `restart-trail`. */
import { arnOf } from '../arns.ts'
import { allow } from '../policy/statement.ts'
import { allowTable } from '../policy/tables.ts'
import { responderFunction } from './responder.ts'

/** The schedule takes the snapshots of trails that the responder restores from. */
export const restartTrail = responderFunction({
  name: 'restart-trail',
  description: 'Starts a trail again, with what it recorded before',
  schedule: () => ({ everyMinutes: 60, lateMinutes: 60, why: 'reads all trails, once an hour' }),
  permissions: (manifest) => [
    allowTable(manifest, 'snapshots', 'GetItem', 'PutItem', 'Query'),
    allow(['cloudtrail:DescribeTrails'], ['*']),
    allow(
      [
        'cloudtrail:GetTrail',
        'cloudtrail:GetTrailStatus',
        'cloudtrail:GetEventSelectors',
        'cloudtrail:StartLogging',
        'cloudtrail:StopLogging',
        'cloudtrail:UpdateTrail',
        'cloudtrail:PutEventSelectors',
      ],
      [arnOf(manifest, 'cloudtrail', '*', 'trail/*')],
    ),
    // UpdateTrail passes the role that delivers to the log group, which can be any role.
    {
      ...allow(['iam:PassRole'], [arnOf(manifest, 'iam', '', 'role/*')]),
      Condition: { StringEquals: { 'iam:PassedToService': 'cloudtrail.amazonaws.com' } },
    },
  ],
})
