/** The rule that `tripline new` writes. It is valid, passes its own tests and explains its keys. */
import { usualEventType } from '../aws/event-types.ts'

export function ruleTemplate(
  id: string,
  service: string,
  eventName: string,
  schema: string,
): string {
  const words = id.replaceAll('-', ' ')
  const title = asText(words.charAt(0).toUpperCase() + words.slice(1))
  const called = asText(eventName)
  const eventSource = `${service}.amazonaws.com`
  const eventType = usualEventType(eventSource, eventName)
  const { isCall, who, fires, quiet, outcome } = kindOf(eventType, eventSource, eventName)
  return `# yaml-language-server: $schema=${schema}
id: ${asText(id)}
title: ${title}
severity: medium                  # info | low | medium | high | critical
why: Write in one or two sentences why a person must look at this.
# attack: [T1685.002]             # ATT&CK 19 techniques
# controls: [cis-4.5]             # CIS AWS Foundations, v1.4 to v5.0 numbering

match:                            # an event matches if all of these hold
  eventSource: ${eventSource}
  eventName: ${called}               # a list matches any of its values: [One, Another]
${outcome}
# unless:                         # events that also match this cause no alert
#   - userIdentity.arn: { wildcard: 'arn:aws:sts::*:assumed-role/deploy/*' }

alert:
  title: '${isCall ? `{actor} called ${eventName}` : `${eventName} in {$.recipientAccountId}`}'
  fields: { ${isCall ? 'Source IP: $.sourceIPAddress, Request: $.requestParameters..*' : 'Region: $.awsRegion'} }
dedup: { by: [recipientAccountId, ${isCall ? 'actor' : 'awsRegion'}], within: 1h }

tests:
  - fires: ${fires.name}
    event:                        # or the name of a file under test/events
      eventSource: ${eventSource}
      eventName: ${called}
      eventType: ${eventType}
      recipientAccountId: '111122223333'
      ${isCall ? 'sourceIPAddress: 192.0.2.10' : 'awsRegion: us-east-1'}
      userIdentity: ${who}${lines(fires.more)}
  - quiet: ${quiet.name}
    event:
      eventSource: ${eventSource}
      eventName: ${quiet.eventName ?? called}
      eventType: ${eventType}
      recipientAccountId: '111122223333'
      userIdentity: ${who}${lines(quiet.more)}
`
}

interface EventKind {
  /** False for what an AWS service does by itself. */
  readonly isCall: boolean
  readonly who: string
  readonly outcome: string
  readonly fires: { readonly name: string; readonly more: readonly string[] }
  readonly quiet: {
    readonly name: string
    readonly more: readonly string[]
    readonly eventName?: string
  }
}

/** What a record of the event looks like. */
function kindOf(eventType: string, eventSource: string, eventName: string): EventKind {
  const person = "{ type: IAMUser, arn: 'arn:aws:iam::111122223333:user/alice' }"
  const called = { isCall: true, who: person, outcome: succeeded }
  if (eventName === 'ConsoleLogin')
    return {
      ...called,
      fires: { name: 'somebody signs in', more: ['responseElements: { ConsoleLogin: Success }'] },
      quiet: {
        name: 'the password was wrong',
        more: [
          'responseElements: { ConsoleLogin: Failure }',
          'errorMessage: Failed authentication',
        ],
      },
    }
  if (eventType === 'AwsServiceEvent')
    return {
      isCall: false,
      who: `{ invokedBy: ${eventSource} }`,
      outcome: '',
      fires: { name: 'the service does it', more: [] },
      quiet: { name: 'the service does something else', more: [], eventName: 'SomethingElse' },
    }
  return {
    ...called,
    fires: { name: 'somebody makes the call', more: [] },
    quiet: { name: 'the call was denied', more: ['errorCode: AccessDenied'] },
  }
}

const succeeded = `  is: succeeded                   # also: failed, by-root, by-human, by-principal, from-console
`

const lines = (more: readonly string[]): string => more.map((line) => `\n      ${line}`).join('')

/** Quotes text that YAML would read as `true`, `false`, `null` or a number. */
const asText = (words: string): string =>
  /^(?:true|false|null|[-+.\d].*)$/i.test(words) ? `'${words}'` : words
