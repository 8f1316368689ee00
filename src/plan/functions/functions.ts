/** All functions by name, and those that a stage needs. */
import { type FunctionName, functionNames } from '../../ir/names.ts'
import type { Manifest } from '../manifest.ts'
import { alarm } from './alarm.ts'
import { answers } from './answers.ts'
import { detect } from './detect.ts'
import type { LambdaFunction, Needs } from './function.ts'
import { heartbeat } from './heartbeat.ts'
import { receipts } from './receipts.ts'
import { responderFunctions } from './responders.ts'
import { restore } from './restore.ts'
import { snapshotIam } from './snapshot-iam.ts'

/** The record of every function. */
export const lambdaFunctions: Readonly<Record<FunctionName, LambdaFunction>> = {
  detect,
  receipts,
  alarm,
  heartbeat,
  'snapshot-iam': snapshotIam,
  answers,
  restore,
  ...responderFunctions,
}

/** The functions of a stage, in the order of its manifest. */
export const functionsOf = ({
  functions,
}: Pick<Manifest, 'functions'>): readonly LambdaFunction[] =>
  functions.map((name) => lambdaFunctions[name])

/** The names of the functions that a stage needs. A member of a hub runs none. */
export const functionsFor = ({
  topology,
  ...needs
}: Needs & Pick<Manifest, 'topology'>): FunctionName[] =>
  topology.kind === 'member'
    ? []
    : functionNames.filter((name) => lambdaFunctions[name].isNeeded(needs))
