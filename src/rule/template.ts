/** The rule that `tripline new` writes. It is valid, passes its own tests and explains its keys. */
export function ruleTemplate(
  id: string,
  service: string,
  eventName: string,
  schema: string,
): string {
  const words = id.replaceAll('-', ' ')
  const title = asText(words.charAt(0).toUpperCase() + words.slice(1))
  const called = asText(eventName)
  return `# yaml-language-server: $schema=${schema}
id: ${asText(id)}
title: ${title}
severity: medium                  # info | low | medium | high | critical
why: Say in a sentence or two why somebody should look at this.
# attack: [T1685.002]             # ATT&CK 19 techniques
# controls: [cis-4.5]             # CIS AWS Foundations, v1.4 to v5.0 numbering

match:                            # all of these hold for one event
  eventSource: ${service}.amazonaws.com
  eventName: ${called}               # a list means any of them: [One, Another]
  is: succeeded                   # also: failed, by-root, by-human, by-aws-service, from-console

# unless:                         # events that match this as well stay quiet
#   - userIdentity.arn: { wildcard: 'arn:aws:sts::*:assumed-role/deploy/*' }

alert:
  title: '{$.userIdentity.arn} called ${eventName}'
  fields: { Source IP: $.sourceIPAddress }
dedup: { by: [recipientAccountId, userIdentity.arn], within: 1h }

tests:
  - fires: somebody makes the call
    event:                        # or the name of a file under test/events
      eventSource: ${service}.amazonaws.com
      eventName: ${called}
      eventType: AwsApiCall
      sourceIPAddress: 192.0.2.10
      userIdentity: { type: IAMUser, arn: 'arn:aws:iam::111122223333:user/alice' }
  - quiet: the call was denied
    event:
      eventSource: ${service}.amazonaws.com
      eventName: ${called}
      eventType: AwsApiCall
      errorCode: AccessDenied
      userIdentity: { type: IAMUser, arn: 'arn:aws:iam::111122223333:user/alice' }
`
}

/** Quotes text that YAML would read as `true`, `false`, `null` or a number. */
const asText = (words: string): string =>
  /^(?:true|false|null|[-+.\d].*)$/i.test(words) ? `'${words}'` : words
