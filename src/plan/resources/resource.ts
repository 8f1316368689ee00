/** A resource of a plan, and the functions that list resources use. */
import type { Manifest } from '../manifest.ts'

/** One AWS resource, in terms of CloudFormation. */
export interface PlannedResource {
  /** The CloudFormation type, as in `AWS::SQS::Queue`. */
  readonly type: string
  /** The physical name. A resource without one has the name of the resource that it connects. */
  readonly name: string
  /** Empty for a global resource. */
  readonly region: string
  readonly why: string
}

/** A resource. `type` is the CloudFormation type without `AWS::`. */
export const resource = (
  type: string,
  name: string,
  region: string,
  why: string,
): PlannedResource => ({ type: `AWS::${type}`, name, region, why })

/** Whether the stage is a member of a hub. */
export const isMember = ({ topology }: Pick<Manifest, 'topology'>): boolean =>
  topology.kind === 'member'
