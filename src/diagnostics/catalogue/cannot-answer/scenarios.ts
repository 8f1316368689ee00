/** Why a command cannot answer: scenarios that cannot be played. */
import { CannotAnswer } from '../../cannot-answer.ts'
import { nearest } from '../../nearest.ts'
import { didYouMean, listed } from '../../phrases.ts'
import { plural } from '../../plural.ts'

export const noScenarios = (folder: string): CannotAnswer =>
  new CannotAnswer(
    `the folder \`${folder}\` has no scenarios`,
    'add a scenario, or name the file of a scenario',
  )

export const noScenario = (name: string, known: readonly string[]): CannotAnswer =>
  new CannotAnswer(
    `there is no scenario \`${name}\``,
    known.length === 0
      ? 'write a scenario under `scenarios`, or name the file of a scenario'
      : didYouMean(nearest(name, known), known),
  )

export const brokenScenario = (file: string, errorCount: number): CannotAnswer =>
  new CannotAnswer(
    `the scenario \`${file}\` has ${plural(errorCount, 'error')}`,
    'correct the scenario first',
  )

export const unknownRuleOfScenario = (id: string): CannotAnswer =>
  new CannotAnswer(
    `the scenario names the rule \`${id}\`, but no rule has this id`,
    'correct `rules` or `without` of the scenario',
  )

export const undeployableRules = (messages: readonly string[]): CannotAnswer =>
  new CannotAnswer(`the rules of the scenario cannot be deployed: ${messages.join('; ')}`)

export const failedPreparation = (call: string, error: string, message: string): CannotAnswer =>
  new CannotAnswer(
    `the call ${call} under \`given\` failed with ${error}: ${message}`,
    'correct this call, or an earlier call under `given`',
  )

export const notSavedYet = (name: string, saved: readonly string[]): CannotAnswer =>
  new CannotAnswer(
    `the scenario uses the value \`${name}\` before a step saves it`,
    `add \`save\` to an earlier step; the saved values so far are ${listed(saved)}`,
  )

export const foreignService = (operation: string, services: readonly string[]): CannotAnswer =>
  new CannotAnswer(
    `a scenario cannot call \`${operation}\`, because the local account does not have this service`,
    `use one of these services: ${services.join(', ')}`,
  )

export const unknownOperation = (service: string, operation: string): CannotAnswer =>
  new CannotAnswer(
    `the service \`${service}\` has no operation \`${operation}\``,
    'copy the name from the API reference of the service',
  )
