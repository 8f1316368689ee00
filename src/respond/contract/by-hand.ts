/** Writes the calls that a person has to make, where this stage has no function that may. */
import type { Step } from './responder.ts'

/** One call as text: its name and its input. */
export const callText = ({ call, input }: Step): string => `${call} ${JSON.stringify(input)}`

/** The reason why Tripline does not make these calls. */
export const byHand = (steps: readonly Step[]): string =>
  `this stage has no function that gives powers back (\`responders.restore\`); make ${
    steps.length === 1 ? 'this call' : 'these calls'
  } by hand: ${steps.map(callText).join('; ')}`
