// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the language's own notation
/** Keys and values around blocks, in rules, exceptions, scenarios and tripline.yaml. */

import { otherBadValue } from '../../../src/diagnostics/catalogue/values.ts'
import { startOf } from '../../../src/diagnostics/diagnostic.ts'
import { also, asking, beside, type Case, exception, slip, testing, whole } from '../project.ts'

const stop = '{ eventSource: cloudtrail.amazonaws.com, eventName: StopLogging }'
const start = stop.replace('Stop', 'Start')
const fires = `    event: ${stop}\n`
const config = (text: string) => beside({ 'tripline.yaml': text })
const scenario = (...lines: string[]) => ({
  files: {
    'scenarios/drill.yaml': `title: A drill\nabout: A drill.\nactors:\n  ann: { user: ann }\n${lines.join('\n')}\nexpect: { alerts: [] }\n`,
    'rules/trail-stopped.yaml': whole,
    'tripline.yaml': '',
  },
  args: ['simulate', 'drill'],
})

export const envelopeCases = {
  'unknown-key': [
    slip('severity:', 'severty:'),
    also('zzz: 1'),
    slip('severity:', 'level:'),
    asking('requestParameters.policy: { policy: { grant: iam:PutUserPolicy } }'),
    asking('requestParameters.policy: { policy: { action: iam:PutUserPolicy } }'),
  ],
  'missing-key': [
    slip('severity: critical\n', ''),
    slip('match:\n  eventSource: cloudtrail.amazonaws.com\n  eventName: StopLogging\n', ''),
    beside({ 'exceptions/drill.yaml': exception.replace(/match: .*\n/, '') }),
    slip(fires, ''),
    slip('  - fires: somebody stops the trail\n', '  - when: somebody stops the trail\n'),
    slip(fires, '    events: [{ after: 1m }]\n'),
    also('threshold: { count: 5 }'),
    config('channels: { oncall: { subscribe: elsewhere } }\nhub: { account: "111122223333" }\n'),
  ],
  'wrong-type': [
    slip('CloudTrail stopped recording', '[CloudTrail, stopped]'),
    also('notify: [7]\nreferences: https://example.com/x'),
    asking('any: StopLogging', 'not: [StopLogging]', 'is: 5', 'each: 5'),
    slip(fires, '    event: 5\n'),
    slip('title: CloudTrail stopped recording', 'title: 404'),
  ],
  'unknown-value': [
    slip('critical', 'Critcal'),
    slip('critical', 'urgent'),
    asking('requestParameters.policy: { policy: { trusts: anybody } }'),
  ],
  'unknown-detail-type': [
    slip(
      'match:',
      'on: { source: [aws.guardduty, aws.config], detail-type: [GuardDuty Findings, Drift] }\nmatch:',
    ),
  ],
  'bad-value': [
    also('threshold: { count: 1, within: 10m }'),
    also('threshold: { count: 1000000, within: 10m }'),
    also('references: [wiki/trails]\ncontrols: [CIS 3.4]\nnotify: []'),
    slip('match:', 'on: { source: my.app, detail-type: Trail stopped }\nmatch:'),
    slip(
      '  - quiet: somebody starts it\n',
      `  - fires: somebody stops the trail\n${fires}  - fires: both\n    quiet: both\n${fires}  - quiet: somebody starts it\n`,
    ),
    slip(fires, `${fires}    with: {}\n    events: [{ event: {} }]\n`),
    slip(
      '  - quiet: somebody starts it\n',
      '  - quiet: somebody starts it\n    alerts: 0\n    alert: { count: 1 }\n    responds: restart-trail\n    possible: true\n',
    ),
    slip('title: CloudTrail stopped recording', "title: ' '"),
    config('accounts: { production: { account: "12345" } }\n'),
    config(
      'home: europe\naccounts:\n  Prod_1: { account: "12345", deployRole: deploy, regions: [] }\n',
    ),
    config(
      'channels:\n  oncall: { subscribe: [ann] }\n  archive: { topic: alerts }\nhub: { account: "111122223333", region: eu-west-1, organization: mine }\n',
    ),
    config('responders: { breakGlass: [ann] }\n'),
    scenario(
      'given:',
      '  - { by: bob, call: "iam:CreateUser" }',
      'steps:',
      '  - { says: nothing }',
      '  - { wait: 1m, signIn: succeeds, by: ann }',
      '  - { call: "iam:ListUsers" }',
      '  - { by: eve, call: "iam:ListUsers" }',
    ),
    scenario('steps:', '  - { by: ann, call: ListUsers }'),
    {
      files: {
        'scenarios/drill.yaml':
          'title: A drill\nabout: A drill.\nactors: {}\nsteps: [{ by: eve, call: "iam:ListUsers" }]\nexpect: { alerts: [] }\n',
        'rules/trail-stopped.yaml': whole,
        'tripline.yaml': '',
      },
      args: ['simulate', 'drill'],
    },
    { made: [otherBadValue('call', 'the text `ListUsers`', startOf('scenarios/drill.yaml'))] },
  ],
  'empty-value': [
    slip(' Whoever stops the trail does not want the next calls seen.', ''),
    asking('eventName:'),
  ],
  'id-not-kebab-case': [slip('id: trail-stopped', 'id: Trail_Stopped')],
  'id-not-file-name': [slip('id: trail-stopped', 'id: trail-gone')],
  'duplicate-id': [beside({ 'rules/logging/trail-stopped.yaml': whole })],
  'bad-duration': [also('dedup: { by: userIdentity.arn, within: 10 min }')],
  'bad-date': [beside({ 'exceptions/drill.yaml': exception.replace('2027-01-31', '31.01.2027') })],
  'bad-attack-id': [also('attack: [T1685.2]')],
  'old-attack-id': [also('attack: [T1562.008]')],
  'bad-json-path': [
    also(`alert: { fields: { Trail: '$.requestParameters[?(@.name)]' } }`),
    also(
      `alert:\n  title: '{userIdentity.arn} stopped {$.requestParameters[0:2]}'\n  fields:\n    Trail: requestParameters.name\n    Key: "$.requestParameters['a[b']"\n    Name: $.detail.eventName`,
    ),
  ],
  'unknown-channel': [
    beside({ 'tripline.yaml': 'channels: { oncall: {} }\n' }, also('notify: [on-call, pager]')),
    beside({ 'tripline.yaml': 'channels: {}\n' }, also('notify: [oncall]')),
  ],
  'untested-rule': [
    slip(whole.slice(whole.indexOf('  - quiet')), ''),
    slip(whole.slice(whole.indexOf('\ntests:')), ''),
  ],
  'untested-memory': [
    also('threshold: { count: 2, within: 10m }'),
    testing(
      'threshold: { count: 2, within: 10m }\n',
      `  - fires: it is stopped twice\n    events: [{ event: ${stop}, times: 2 }]\n  - quiet: it is started\n    event: ${start}\n`,
    ),
    testing(
      'threshold: { count: 2, within: 10m }\n',
      `  - fires: it is stopped twice\n    events: [{ event: ${stop}, times: 2 }]\n  - quiet: it is started\n    events: [{ event: ${start} }]\n`,
    ),
  ],
  'bad-event-file': [
    {
      ...beside(
        {
          'test/events/cloudtrail/stop-logging.json': '{}',
          'test/events/broken.json': '{"eventName": "Stop',
          'test/events/list.json': '[]',
          'test/events/two.json': '{"Records": [{}, {}]}',
          'test/events/folder.json/x': '',
        },
        slip(
          `  - fires: somebody stops the trail\n${fires}`,
          ['cloudtrail/stop_loging.json', 'nowhere.json', 'broken.json', 'list.json', 'two.json']
            .map((name) => `  - fires: ${name}\n    event: ${name}\n`)
            .join(''),
        ),
      ),
      args: ['test'],
    },
  ],
  'impossible-event': [
    {
      ...slip(
        fires,
        '    event: { eventSource: signin.amazonaws.com, eventName: ConsoleLogin, eventType: AwsApiCall }\n',
      ),
      args: ['test'],
    },
  ],
  'unknown-rule': [
    beside({ 'exceptions/drill.yaml': exception.replace('trail-stopped', 'trail-stoped') }),
    beside({ 'exceptions/drill.yaml': exception.replace('trail-stopped', 'zzz') }),
  ],
  'expired-exception': [beside({ 'exceptions/drill.yaml': exception.replace('2027', '2026') })],
} satisfies Record<string, readonly Case[]>
