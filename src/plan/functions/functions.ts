/** All functions by name, and those that a stage needs. */
import { type FunctionName, functionNames } from '../../ir/names.ts'
import type { Manifest } from '../manifest.ts'
import { alarm } from './alarm.ts'
import { blockPublicAccess } from './block-public-access.ts'
import { deactivateKey } from './deactivate-key.ts'
import { detect } from './detect.ts'
import type { LambdaFunction, Needs } from './function.ts'
import { heartbeat } from './heartbeat.ts'
import { receipts } from './receipts.ts'
import { restartTrail } from './restart-trail.ts'
import { revokeIngress } from './revoke-ingress.ts'
import { rollbackIam } from './rollback-iam.ts'
import { snapshotIam } from './snapshot-iam.ts'

/** The record of every function. */
export const lambdaFunctions: Readonly<Record<FunctionName, LambdaFunction>> = {
  detect,
  receipts,
  alarm,
  heartbeat,
  'snapshot-iam': snapshotIam,
  'rollback-iam': rollbackIam,
  'restart-trail': restartTrail,
  'revoke-ingress': revokeIngress,
  'block-public-access': blockPublicAccess,
  'deactivate-key': deactivateKey,
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
