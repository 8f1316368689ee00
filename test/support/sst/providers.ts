/**
 * Makes the resources of a deployment on the endpoint of AWS_ENDPOINT_URL, through the SDK: what
 * the emulator refuses there, a wrong shape or a missing field, fails the deployment. Resources it
 * has nothing for are an error and never passed over.
 */
import { events } from './make-events.ts'
import { functions } from './make-functions.ts'
import { messages } from './make-messages.ts'
import type { Inputs, Makers, Outputs } from './wire.ts'

const makers: Makers = { ...events, ...functions, ...messages }

/** What the resource adds to its inputs: its id, its ARN. */
export async function make(
  type: string,
  inputs: Inputs,
  region: string,
  account: string,
): Promise<Outputs> {
  const made = makers[type]
  if (made !== undefined) return made(inputs, region, account)
  if (type.startsWith('aws:')) throw new Error(`nothing here makes a ${type}`)
  return {}
}
