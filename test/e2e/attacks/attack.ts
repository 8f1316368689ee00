/** Attacks through the SDK, the events that CloudTrail would write for them, and how they are told. */
import type { Json, JsonObject } from '../../../src/ir/json.ts'
import type { Responder } from '../../../src/ir/names.ts'
import { account, region } from '../responder-account.ts'

/** What a call did, as a record of CloudTrail tells it. */
export interface Call {
  readonly source: string
  readonly name: string
  readonly request: JsonObject
  readonly answer?: JsonObject
}

export interface Stage {
  readonly attack: () => Promise<Call>
  /** What stands, comparable by its JSON. */
  readonly state: () => Promise<Json>
}

export interface Scenario {
  readonly name: string
  readonly responder: Responder
  /** Makes what is to be attacked, under a name of its own. */
  readonly prepare: (endpoint: string, name: string) => Promise<Stage>
  /** What stands when the attack has been answered. */
  readonly expected: (before: Json, attacked: Json) => Json
}

export const asBefore: Scenario['expected'] = (before) => before

/** The event, in the envelope of EventBridge. */
export function eventOf({ source, name, request, answer }: Call, by = mallory): JsonObject {
  const time = new Date(Date.now()).toISOString().replace(/\.\d+Z$/, 'Z')
  const id = crypto.randomUUID()
  return {
    version: '0',
    id,
    'detail-type': 'AWS API Call via CloudTrail',
    source: `aws.${source}`,
    account,
    time,
    region,
    resources: [],
    detail: {
      eventVersion: '1.11',
      userIdentity: by,
      eventTime: time,
      eventSource: `${source}.amazonaws.com`,
      eventName: name,
      awsRegion: region,
      sourceIPAddress: '203.0.113.7',
      userAgent: 'aws-cli/2.31.0',
      requestParameters: request,
      responseElements: answer ?? null,
      eventID: id,
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: account,
      eventCategory: 'Management',
    },
  }
}

export const mallory: JsonObject = {
  type: 'IAMUser',
  principalId: 'AIDAMALLORY',
  arn: `arn:aws:iam::${account}:user/mallory`,
  accountId: account,
  userName: 'mallory',
}

/** Somebody in a session of a role. */
export const inRole = (arn: string): JsonObject => ({
  type: 'AssumedRole',
  principalId: 'AROAROLE:session',
  arn: `arn:aws:sts::${account}:assumed-role/${arn.split('/').at(-1)}/session`,
  accountId: account,
  sessionContext: { sessionIssuer: { type: 'Role', arn, userName: arn.split('/').at(-1) ?? '' } },
})

/** What an answer of the SDK holds, without what belongs to its way here. */
export const plain = (answer: object): JsonObject => {
  const { $metadata: _, ...rest } = JSON.parse(JSON.stringify(answer)) as JsonObject
  return rest
}

export const lowerCamel = (value: Json): Json =>
  Array.isArray(value)
    ? value.map(lowerCamel)
    : typeof value !== 'object' || value === null
      ? value
      : Object.fromEntries(
          Object.entries(value).map(([key, inner]) => [
            // CloudTrail writes `trailARN` so.
            key.slice(0, 1).toLowerCase() + key.slice(1),
            lowerCamel(inner),
          ]),
        )

export async function orNone<Answer>(work: Promise<Answer>): Promise<Answer | null> {
  return await work.catch((error: Error) => {
    if (/^NoSuch/.test(error.name)) return null
    throw error
  })
}
