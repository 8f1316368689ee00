/**
 * The day's wrongdoing in order: one intrusion into the prod account between 02:41 and 03:20,
 * and, unrelated, somebody using the root user of the dev account in the afternoon.
 */
import { browser, consoleRoot } from './actors.ts'
import { agents } from './agents.ts'
import { type Step, storyDice } from './attack-cast.ts'
import { coverUp } from './attack-cover.ts'
import { takeData } from './attack-damage.ts'
import { entry } from './attack-entry.ts'
import { write } from './calls.ts'
import { dev, networks } from './organization.ts'
import { random } from './random.ts'
import { record } from './record.ts'
import { rootSignIn } from './sign-in.ts'
import { clock } from './time.ts'

function rootInDev(): readonly Step[] {
  const dice = random('root in dev')
  const address = networks.homes[2]
  const signedIn = clock('14:02:33')
  const root = consoleRoot(dev, browser(address, agents.chrome), signedIn)
  const contact = {
    alternateContactType: 'SECURITY',
    name: 'HIDDEN_DUE_TO_SECURITY_REASONS',
    title: 'HIDDEN_DUE_TO_SECURITY_REASONS',
    emailAddress: 'HIDDEN_DUE_TO_SECURITY_REASONS',
    phoneNumber: 'HIDDEN_DUE_TO_SECURITY_REASONS',
  }
  const place = { account: dev, region: 'us-east-1' } as const
  return [
    {
      record: rootSignIn(dice, { account: dev, at: signedIn, address, agent: agents.chrome }),
      what: 'The root user of the dev account signs in without MFA.',
    },
    {
      record: record(dice, root, write('account', 'PutAlternateContact', contact), {
        ...place,
        at: clock('14:05:58'),
      }),
      what: 'The root user of the dev account changes the security contact.',
    },
  ]
}

export function story(): readonly Step[] {
  const dice = storyDice()
  return [...entry(dice), ...takeData(dice), ...coverUp(dice), ...rootInDev()]
}
