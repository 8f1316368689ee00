/** The content of a page for tests: one call and one alert about it. */
import type { AlertDocument } from '../../src/alert/document.ts'
import type { Report } from '../../src/report/content.ts'

export const document = (over: Partial<AlertDocument> = {}): AlertDocument => ({
  version: 1,
  id: '0'.repeat(32),
  kind: 'detection',
  status: 'new',
  rule: 'trail-stopped',
  severity: 'critical',
  title: 'CloudTrail was stopped',
  why: 'Nothing is recorded from here on.',
  runbook: null,
  attack: ['T1685.002'],
  controls: [],
  possible: false,
  dedupKey: 'trail-stopped',
  time: '2026-10-14T03:15:07Z',
  detectedAt: '2026-10-14T03:15:19Z',
  account: '111122223333',
  region: 'eu-west-1',
  event: { id: 'e', source: 'cloudtrail.amazonaws.com', name: 'StopLogging' },
  outcome: { succeeded: true, errorCode: null, errorMessage: null },
  actor: null,
  sourceIP: '198.51.100.7',
  userAgent: null,
  resources: [],
  fields: {},
  count: 1,
  samples: [],
  notes: [],
  links: [],
  response: null,
  ...over,
})

export const call = {
  time: '2026-10-14T03:15:07Z',
  name: 'cloudtrail:StopLogging',
  actor: 'arn:aws:iam::111122223333:user/ci',
  account: '111122223333',
  region: 'eu-west-1',
  sourceIP: '198.51.100.7',
  errorCode: null,
  rules: ['trail-stopped'],
}

export const report = (over: Partial<Report> = {}): Report => ({
  title: 'An attack',
  about: 'Made up.',
  generatedAt: '2026-11-21T00:00:00Z',
  calls: [call],
  alerts: [{ document: document(), sent: [{ channel: 'page', text: 'CloudTrail was stopped' }] }],
  rules: [
    {
      id: 'trail-stopped',
      title: 'A trail was stopped',
      severity: 'critical',
      status: 'enabled',
      attack: ['T1685.002', 'T9999'],
      eventCount: 1,
      alertCount: 1,
    },
  ],
  eventCount: 2670,
  ...over,
})
