/** The function `heartbeat`. */
import { heartbeatRuleArn } from '../arns.ts'
import { allow } from '../policy/statement.ts'
import { json } from './alert-sender.ts'
import type { LambdaFunction } from './function.ts'

/** Makes a call in each region that must return as an event (`src/plan/heartbeat.ts`). */
export const heartbeat: LambdaFunction = {
  name: 'heartbeat',
  description: 'Makes a harmless call in every region, which must return as an event',
  why: 'makes a call in each region, which must return as an event',
  isNeeded: ({ eventRules }) => eventRules.length > 0,
  files: [],
  size: () => ({ timeoutSeconds: 60, memoryMb: 256, reserved: undefined }),
  queue: undefined,
  schedule: ({ heartbeat: { everyMinutes } }) => ({
    everyMinutes,
    lateMinutes: everyMinutes,
    why: `every ${everyMinutes} min`,
  }),
  tables: [],
  environment: (manifest) => ({
    HEARTBEATS: json(
      manifest.heartbeat.regions.map((region) => [region, heartbeatRuleArn(manifest, region)]),
    ),
  }),
  permissions: (manifest) => [
    allow(
      ['events:TagResource'],
      manifest.heartbeat.regions.map((region) => heartbeatRuleArn(manifest, region)),
    ),
  ],
}
