/** Trails, as attacks switch them off and responders on again. The bucket is made beforehand. */
import type { Call, Script } from '../../support/differential.ts'

/** There before every case. */
export const trailBucket = 'tripline-trail'

const newTrail = (call: Call, Name: string, more: object = {}) =>
  call('CreateTrail', { Name, S3BucketName: trailBucket, ...more })

const of = { Name: 'main' }

export const cloudTrailCases: Readonly<Record<string, Script>> = {
  'trails come and go': async (call) => {
    const { TrailARN } = await newTrail(call, 'main', { IsMultiRegionTrail: true })
    await newTrail(call, 'local', { S3KeyPrefix: 'here', IncludeGlobalServiceEvents: false })
    await call('CreateTrail', { Name: 'lost', S3BucketName: 'no-such-bucket' })
    await newTrail(call, 'x')
    await newTrail(call, '-main')
    await newTrail(call, 'main!')
    await call('GetTrail', of)
    await call('GetTrail', { Name: TrailARN })
    await call('GetTrail', { Name: 'none' })
    await call('DescribeTrails')
    await call('ListTrails')
    await call('DeleteTrail', of)
    await call('DescribeTrails')
  },

  'logging on and off': async (call) => {
    await newTrail(call, 'main')
    await call('GetTrailStatus', of)
    await call('StartLogging', of)
    await call('GetTrailStatus', of)
    await call('StopLogging', of)
    await call('GetTrailStatus', of)
    await call('GetTrailStatus', { Name: 'none' })
  },

  'a trail that is not there': async (call) => {
    await call('StartLogging', { Name: 'none' })
    await call('StopLogging', { Name: 'none' })
    await call('DeleteTrail', { Name: 'none' })
  },

  'trails by name': async (call) => {
    await newTrail(call, 'main')
    await newTrail(call, 'other')
    await call('DescribeTrails', { trailNameList: ['main'] })
  },

  'settings changed': async (call) => {
    await newTrail(call, 'main', { IsMultiRegionTrail: true, EnableLogFileValidation: true })
    await call('UpdateTrail', { ...of, IsMultiRegionTrail: false })
    await call('GetTrail', of)
    await call('UpdateTrail', { ...of, EnableLogFileValidation: false, S3KeyPrefix: 'moved' })
    await call('GetTrail', of)
    await call('UpdateTrail', { Name: 'none', IsMultiRegionTrail: true })
  },

  'event selectors': async (call) => {
    const read = {
      ReadWriteType: 'ReadOnly',
      IncludeManagementEvents: false,
      DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }],
      ExcludeManagementEventSources: [],
    }
    await newTrail(call, 'main')
    await call('PutEventSelectors', { TrailName: 'main', EventSelectors: [read] })
    await call('GetEventSelectors', { TrailName: 'main' })
    await call('GetTrail', of)
    await call('PutEventSelectors', {
      TrailName: 'main',
      AdvancedEventSelectors: [
        {
          Name: 'management',
          FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }],
        },
      ],
    })
    await call('GetEventSelectors', { TrailName: 'main' })
    await call('PutEventSelectors', { TrailName: 'none', EventSelectors: [read] })
    await call('GetEventSelectors', { TrailName: 'none' })
  },

  'event selectors of a new trail': async (call) => {
    await newTrail(call, 'main')
    await call('GetEventSelectors', { TrailName: 'main' })
  },

  'insight selectors': async (call) => {
    await newTrail(call, 'main')
    await call('PutInsightSelectors', {
      TrailName: 'main',
      InsightSelectors: [{ InsightType: 'ApiCallRateInsight' }],
    })
    await call('GetInsightSelectors', { TrailName: 'main' })
    await call('GetTrail', of)
    await call('GetInsightSelectors', { TrailName: 'none' })
  },

  'insight selectors of a new trail': async (call) => {
    await newTrail(call, 'main')
    await call('GetInsightSelectors', { TrailName: 'main' })
  },
}
