/** The health topic, which people who keep Tripline healthy are subscribed to. */
import { PublishCommand } from '@aws-sdk/client-sns'
import { setting } from '../support/environment.ts'
import type { InTime } from '../support/invocation.ts'
import { sns } from './topics.ts'

/** SNS's limit for the subject of an e-mail, in characters. */
const maxSubjectLength = 99

/** Both texts are Tripline's own: nothing that a caller chose is in them. */
export async function reportToHealth(
  subject: string,
  message: string,
  { signal }: InTime,
): Promise<void> {
  const TopicArn = setting('HEALTH_TOPIC')
  const [, , , region = ''] = TopicArn.split(':')
  const command = new PublishCommand({
    TopicArn,
    Subject: subject.slice(0, maxSubjectLength),
    Message: message,
  })
  await sns(region).send(command, { abortSignal: signal() })
}
