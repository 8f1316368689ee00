import { objectOf, type ResponderEvent, textOf } from '../../contract/event.ts'
import { isNoPlan, type Responder, refuse, type Target } from '../../contract/responder.ts'
import { effectOf } from './event.ts'

/** The trail that a call stopped or changed. */
export const target: Responder<unknown>['target'] = (event) => {
  const effect = effectOf(event)
  if (isNoPlan(effect)) return effect
  const { region, name, account } = trailOf(event)
  if (!/^[\w.-]+$/.test(name) || region === '') {
    return refuse('the event does not name the trail')
  }
  return account !== '' && account !== event.account
    ? refuse(`trail ${name} belongs to account ${account}, and can only be changed there`)
    : { key: trailKey(region, name), name: `trail ${name} in ${region}` }
}

export const trailKey = (region: string, name: string): string => `trail/${region}/${name}`

interface Trail {
  /** Its home region. */
  readonly region: string
  readonly name: string
}

/** Reads a target. */
export function trailIn({ key }: Pick<Target, 'key'>): Trail {
  const [, region = '', name = ''] = key.split('/')
  return { region, name }
}

/**
 * The trail of an event. Calls name it by its name or its ARN; the account is empty where only the
 * name is known.
 */
function trailOf({
  request,
  answer,
  record,
}: ResponderEvent): Trail & { readonly account: string } {
  const named = textOf(request.name) || textOf(request.trailName)
  const arn = [textOf(objectOf(answer).trailARN), named].find((each) => each.startsWith('arn:'))
  const [, , , region = '', account = '', resource = ''] = arn?.split(':') ?? []
  return arn === undefined
    ? { region: textOf(record.awsRegion), name: named, account: '' }
    : { region, account, name: resource.replace(/^trail\//, '') }
}
