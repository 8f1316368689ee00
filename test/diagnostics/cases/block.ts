// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the language's own notation
/** Blocks, paths, operators and lists. */
import { asking, beside, type Case, matching, slip, source } from '../project.ts'

const lists = (text: string, ...lines: string[]) =>
  beside({ 'tripline.yaml': `lists: ${text}\n` }, asking('eventName: StopLogging', ...lines))

const policy = (test: string) =>
  asking('eventName: StopLogging', `requestParameters.policyDocument: { policy: ${test} }`)

export const blockCases = {
  'unknown-operator': [
    asking('eventName: { startsWith: Stop, prefx: Stop }'),
    asking(
      `eventName: { ${['equals', 'eq', 'in', 'anything-but', 'not-in', 'endsWith', 'regex', 're', 'glob', 'numeric', 'fieldref', 'zzz'].map((name) => `${name}: x`).join(', ')} }`,
    ),
  ],
  'wrong-operand': [
    asking('eventName: { prefix: 404 }'),
    asking(
      'eventName: { prefix: { a: b } }',
      'requestParameters.count: { gt: [1, 2] }',
      'errorCode: { prefix: [A, [B]] }',
      'userAgent: [a, [b]]',
    ),
    lists('{ ports: [a, 22] }', 'userAgent: { prefix: "${lists.ports}" }'),
    policy('iam:PutUserPolicy'),
    policy('{ public: false }'),
    policy('{ grants: { action: x } }'),
    policy('{ grants: [iam:PutUserPolicy, "iam:*"] }'),
    policy('{ grants: [anything, iam:PutUserPolicy] }'),
    policy('{ trusts-outside: "1234" }'),
    policy('{ only-denies: true, public: true }'),
  ],
  'empty-block': [slip(source, '  any: []')],
  'empty-test': [asking('eventName: []'), policy('{}'), policy('{ grants: [] }')],
  'bad-path': [
    asking('eventName: StopLogging', 'detail.awsRegion: eu-central-1'),
    asking('eventName: StopLogging', 'each: { resources: { envelope.account: "1" } }'),
    asking(
      '$.eventName: StopLogging',
      'requestParameters..name: x',
      "'requestParameters.items[0].name': x",
      `'requestParameters."name"s': x`,
      `requestParameters${'.a'.repeat(40)}: x`,
    ),
  ],
  'repeated-path': [asking('eventName: { prefix: Stop }', `'"eventName"': { suffix: Logging }`)],
  'unknown-field': [
    asking('eventName: StopLogging', 'userIdentity.usrName: root', 'zone: x'),
    asking('eventName: StopLogging', 'each: { resources: { Arn: x, acountId: x } }'),
  ],
  'unknown-condition': [asking('eventName: StopLogging', 'is: succeded')],
  'misplaced-condition': [
    slip(`match:\n${source}`, 'on: config\nmatch:\n  is: by-root'),
    asking('eventName: StopLogging', 'each: { resources: { is: failed } }'),
  ],
  'bad-regex': [
    asking(`eventName: { matches: '^(?!Stop)' }`),
    asking(`eventName: { matches: '(Stop' }`),
  ],
  'bad-wildcard': [asking(`eventName: { wildcard: 'Stop\\Logging*' }`)],
  'bad-network': [asking('eventName: StopLogging', 'sourceIPAddress: { cidr: 10.0.0.0 }')],
  'unknown-list': [
    lists(
      '{ office-networks: [192.0.2.0/24] }',
      'sourceIPAddress: { cidr: "${lists.ofice-networks}" }',
    ),
    lists('{ offices: [192.0.2.0/24] }', 'sourceIPAddress: { cidr: "${lists.vpn}" }'),
    lists('{ offices: 5 }', 'sourceIPAddress: { cidr: "${lists.offices}" }'),
    matching('eventName: "${lists.names}"'),
    lists('{ names: [a] }', 'userAgent: "${list.names}"'),
  ],
  'misplaced-list': [
    asking('eventName: StopLogging', 'userAgent: { prefix: "aws-cli/${lists.versions}" }'),
  ],
} satisfies Record<string, readonly Case[]>
