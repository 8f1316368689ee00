/** CloudTrail: trails, their event selectors, and the event history. */
import type { Service } from '../../call.ts'
import { cloudTrailDemands } from './demands.ts'
import { lookupEvents } from './lookup-events.ts'
import { selectors } from './selectors.ts'
import { trails } from './trails.ts'

export const cloudtrail: Service = {
  signingName: 'cloudtrail',
  eventSource: 'cloudtrail.amazonaws.com',
  protocol: 'json1.1',
  isGlobal: false,
  model: () => import('@aws-sdk/client-cloudtrail'),
  operations: { ...trails, ...selectors, ...lookupEvents },
  demands: cloudTrailDemands,
}
