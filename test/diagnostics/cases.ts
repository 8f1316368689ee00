// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the language's own notation
/** For each diagnostic code a small project that brings it about, and the command that tells it. */
import type { Code } from '../../src/diagnostics/codes.ts'

export interface Case {
  /** By path; `rules/trail-stopped.yaml` is there unless it is given, and then nothing is wrong with it. */
  readonly files: Readonly<Record<string, string | Buffer>>
  readonly args: readonly string[]
}

const whole = `id: trail-stopped
title: CloudTrail stopped recording
severity: critical
why: Whoever stops the trail does not want the next calls seen.

match:
  eventSource: cloudtrail.amazonaws.com
  eventName: StopLogging

tests:
  - fires: somebody stops the trail
    event: { eventSource: cloudtrail.amazonaws.com, eventName: StopLogging }
  - quiet: somebody starts it
    event: { eventSource: cloudtrail.amazonaws.com, eventName: StartLogging }
`

export const path = 'rules/trail-stopped.yaml'

/** The rule with one piece of it written otherwise. */
function slip(from: string, to: string): Case {
  if (!whole.includes(from)) throw new Error(`nothing to replace: ${from}`)
  return { files: { [path]: whole.replace(from, () => to) }, args: ['validate'] }
}

/** The rule with another test in its block. */
const ruleWith = (...lines: string[]): Case =>
  slip('  eventName: StopLogging\n', lines.map((line) => `  ${line}\n`).join(''))

/** The rule with one more key. */
const also = (text: string): Case => slip('\nmatch:', `${text}\n\nmatch:`)

const file = (text: string | Buffer): Case => ({ files: { [path]: text }, args: ['validate'] })

const beside = (files: Case['files'], made: Case = file(whole)): Case => ({
  ...made,
  files: { ...made.files, ...files },
})

/** A tripline.yaml that a stage can be deployed with. */
const stage = `home: eu-west-1
accounts:
  production: { account: "111122223333", deployRole: "arn:aws:iam::111122223333:role/deploy" }
channels:
  oncall: { subscribe: elsewhere }
health: { subscribe: [ops@example.com] }
`

/** What `plan` says of this tripline.yaml. */
const planned = (
  config: string,
  args: Case['args'] = ['plan'],
  made: Case = file(whole),
): Case => ({
  ...beside({ 'tripline.yaml': config }, made),
  args,
})

const exception = `rules: [trail-stopped]
match: { userIdentity.arn: 'arn:aws:iam::111122223333:role/drill' }
reason: A drill, every month.
owner: ann
expires: 2027-01-31
`

const source = '  eventSource: cloudtrail.amazonaws.com\n  eventName: StopLogging'

export const cases: Readonly<Record<Code, Case>> = {
  'file-too-large': file(`# ${'x'.repeat(600_000)}`),
  'not-text': file(Buffer.from(`${whole}\n# caf\xe9\n`, 'latin1')),
  'too-deep': slip('eventName: StopLogging', `eventName: ${'['.repeat(100)}`),
  'yaml-syntax': also('alert: { fields: { Ranges: $.requestParameters.items[*].cidrIp } }'),
  'several-documents': file(`${whole}---\n${whole}`),
  'yaml-alias': ruleWith('eventName: *Logging'),
  'yaml-tag': slip('severity: critical', 'severity: !!str critical'),
  'yaml-directive': file(`%YAML 1.1\n---\n${whole}`),
  'duplicate-key': ruleWith('eventName: StopLogging', 'eventName: DeleteTrail'),
  'key-not-text': also('404: page not found'),
  'empty-file': file('# later\n'),
  'not-a-mapping': file(`- ${whole.replaceAll('\n', '\n  ')}`),
  'unquoted-account-id': ruleWith('eventName: StopLogging', 'recipientAccountId: 012345678901'),
  'ambiguous-number': ruleWith('eventName: StopLogging', 'requestParameters.port: 0022'),
  'sigma-not-read': file(
    'title: Trail\nlogsource: { service: cloudtrail }\ndetection: { condition: x }\n',
  ),

  'unknown-key': slip('severity:', 'severty:'),
  'missing-key': slip('severity: critical\n', ''),
  'wrong-type': slip('CloudTrail stopped recording', '[CloudTrail, stopped]'),
  'unknown-value': slip('critical', 'Critcal'),
  'bad-value': also('threshold: { count: 1, within: 10m }'),
  'empty-value': slip(' Whoever stops the trail does not want the next calls seen.', ''),
  'id-not-kebab-case': slip('id: trail-stopped', 'id: Trail_Stopped'),
  'id-not-file-name': slip('id: trail-stopped', 'id: trail-gone'),
  'duplicate-id': beside({ 'rules/logging/trail-stopped.yaml': whole }),
  'bad-duration': also('dedup: { by: userIdentity.arn, within: 10 min }'),
  'bad-date': beside({ 'exceptions/drill.yaml': exception.replace('2027-01-31', '31.01.2027') }),
  'bad-attack-id': also('attack: [T1685.2]'),
  'old-attack-id': also('attack: [T1562.008]'),
  'bad-json-path': also(`alert: { fields: { Trail: '$.requestParameters[?(@.name)]' } }`),
  'unknown-channel': beside(
    { 'tripline.yaml': 'channels: { oncall: {} }\n' },
    also('notify: [on-call, pager]'),
  ),
  'untested-rule': slip(whole.slice(whole.indexOf('  - quiet')), ''),
  'bad-event-file': {
    ...beside(
      { 'test/events/cloudtrail/stop-logging.json': '{}' },
      slip(
        'event: { eventSource: cloudtrail.amazonaws.com, eventName: StopLogging }',
        'event: cloudtrail/stop_loging.json',
      ),
    ),
    args: ['test'],
  },
  'unknown-rule': beside({
    'exceptions/drill.yaml': exception.replace('trail-stopped', 'trail-stoped'),
  }),
  'expired-exception': beside({ 'exceptions/drill.yaml': exception.replace('2027', '2026') }),

  'unknown-operator': ruleWith('eventName: { startsWith: Stop, prefx: Stop }'),
  'wrong-operand': ruleWith('eventName: { prefix: 404 }'),
  'empty-block': slip(source, '  any: []'),
  'empty-test': ruleWith('eventName: []'),
  'bad-path': ruleWith('eventName: StopLogging', 'detail.awsRegion: eu-central-1'),
  'repeated-path': ruleWith('eventName: { prefix: Stop }', `'"eventName"': { suffix: Logging }`),
  'unknown-field': ruleWith('eventName: StopLogging', 'userIdentity.usrName: root', 'zone: x'),
  'unknown-condition': ruleWith('eventName: StopLogging', 'is: succeded'),
  'misplaced-condition': slip(`match:\n${source}`, 'on: config\nmatch:\n  is: by-root'),
  'bad-regex': ruleWith(`eventName: { matches: '^(?!Stop)' }`),
  'bad-wildcard': ruleWith(`eventName: { wildcard: 'Stop\\Logging*' }`),
  'bad-network': ruleWith('eventName: StopLogging', 'sourceIPAddress: { cidr: 10.0.0.0 }'),
  'unknown-list': beside(
    { 'tripline.yaml': 'lists: { office-networks: [192.0.2.0/24] }\n' },
    ruleWith('eventName: StopLogging', 'sourceIPAddress: { cidr: "${lists.ofice-networks}" }'),
  ),
  'misplaced-list': ruleWith(
    'eventName: StopLogging',
    'userAgent: { prefix: "aws-cli/${lists.versions}" }',
  ),

  'cannot-compile': slip(
    `match:\n${source}`,
    `via: metric-filter\nmatch:\n${source.replace('StopLogging', "{ matches: '^Stop.*g' }")}`,
  ),
  // Only a mistake in Tripline itself brings this about; `golden.test.ts` renders it by hand.
  unproven: file(whole),
  'failing-test': {
    ...slip('eventName: StartLogging }', 'eventName: StopLogging }'),
    args: ['test'],
  },
  'broken-history': {
    ...beside({ 'history/a.jsonl': '{"eventName":"StartLogging"}\n{"eventName":"Stop\n' }),
    args: ['replay', 'history'],
  },

  'unknown-stage': planned(stage, ['plan', '--stage', 'development']),
  'region-not-enabled': planned(stage.replace('eu-west-1', 'af-south-1')),
  'unheard-channel': planned(stage.replace('subscribe: elsewhere', 'format: json')),
  // With an error beside it, or all of the plan would follow.
  'unreached-channel': planned(
    stage
      .replace('channels:', 'channels:\n  lake: { subscribe: elsewhere, severity: critical }')
      .replace('health: { subscribe: [ops@example.com] }\n', ''),
    ['plan'],
    slip('severity: critical', 'severity: low'),
  ),
  'unnotified-rule': planned(
    stage.replace('subscribe: elsewhere', 'subscribe: elsewhere, severity: critical'),
    ['plan'],
    slip('severity: critical', 'severity: low'),
  ),
  'unanswered-response': planned(
    `${stage}trail: { logGroup: trail }\n`,
    ['plan'],
    also('via: metric-filter\nrespond: [{ action: restart-trail }]'),
  ),
  // With an error beside it, or all of the plan would follow.
  'wide-break-glass': planned(
    stage
      .replace('health: { subscribe: [ops@example.com] }\n', '')
      .concat('responders: { breakGlass: ["arn:aws:iam::*:role/break-glass"] }\n'),
  ),
  'missing-log-group': planned(stage, ['plan'], also('via: metric-filter')),
  // With an error beside it, or all of the plan would follow.
  'unprotected-stage': planned(
    stage
      .replace(/, deployRole: "[^"]*"/, '')
      .replace('health: { subscribe: [ops@example.com] }\n', ''),
  ),
  'bad-hub': planned(
    `${stage}hub: { account: "444455556666", region: eu-west-1, organization: o-a1b2c3d4e5 }\n`,
  ),
  'over-quota': {
    files: Object.fromEntries([
      ['tripline.yaml', `${stage}trail: { logGroup: trail }\n`],
      ...Array.from({ length: 101 }, (_, index): [string, string] => [
        `rules/trail-stopped-${index}.yaml`,
        whole
          .replace('trail-stopped', `trail-stopped-${index}`)
          .replace('\nmatch:', '\nvia: metric-filter\nmatch:'),
      ]),
    ]),
    args: ['plan'],
  },

  'unknown-event-name': ruleWith('eventName: StopLoging'),
  'misspelt-event-name': ruleWith('eventName: stopLogging'),
  'versioned-event-name': slip(
    source,
    '  eventSource: lambda.amazonaws.com\n  eventName: CreateFunction',
  ),
  'not-an-event': slip(source, '  eventSource: iam.amazonaws.com\n  eventName: PassRole'),
  'wrong-service': slip(source, '  eventSource: ec2.amazonaws.com\n  eventName: StopLogging'),
  'unguarded-name': slip(source, '  eventName: TagResource'),
  'unknown-event-source': slip(
    source,
    '  eventSource: cloudtrial.amazonaws.com\n  eventName: StopLogging',
  ),
  'bad-event-source': slip(source, '  eventSource: cloudtrail\n  eventName: StopLogging'),
  'needs-read-only-events': slip(source, '  eventSource: iam.amazonaws.com\n  eventName: GetUser'),
  'needs-data-events': slip(source, '  eventSource: s3.amazonaws.com\n  eventName: GetObject'),
  'needs-insights': slip(`match:\n${source}`, 'on: insight\nmatch:\n  insightDetails.state: Start'),
  'needs-network-activity': slip(
    `match:\n${source}`,
    'on: { source: aws.ec2, detail-type: AWS Network Activity Event via CloudTrail }\nmatch:\n  errorCode: VpceAccessDenied',
  ),
  'never-matches': ruleWith(
    'eventName: StopLogging',
    'errorCode: { exists: false, prefix: Access }',
  ),
  'always-matches': ruleWith('eventName: StopLogging', `userAgent: { wildcard: '*' }`),
  'subsumed-clause': ruleWith('eventName: [StopLogging, { prefix: Stop }]'),
  'subsumed-rule': beside({
    'rules/trail-stopped-by-root.yaml': whole
      .replace('id: trail-stopped', 'id: trail-stopped-by-root')
      .replace(
        '  eventName: StopLogging\n',
        '  eventName: StopLogging\n  userIdentity.type: Root\n',
      ),
  }),
  'unfilled-field': ruleWith('eventName: StopLogging', 'errorCode: Success'),
}
