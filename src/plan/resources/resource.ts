import type { Manifest } from '../manifest.ts'

/** One thing that will exist in AWS, in the words of CloudFormation. */
export interface PlannedResource {
  /** The CloudFormation type, as in `AWS::SQS::Queue`. */
  readonly type: string
  /** The physical name; of what has none, what it joins. */
  readonly name: string
  /** Empty for what is one for all regions. */
  readonly region: string
  readonly why: string
}

export const resource = (
  type: string,
  name: string,
  region: string,
  why: string,
): PlannedResource => ({ type: `AWS::${type}`, name, region, why })

export const isMember = ({ topology }: Pick<Manifest, 'topology'>): boolean =>
  topology.kind === 'member'
