/** The wire protocols by name. */
import type { ProtocolName } from '../call.ts'
import { ec2Query } from './ec2-query.ts'
import { json } from './json.ts'
import type { Protocol } from './protocol.ts'
import { query } from './query.ts'
import { restXml } from './rest-xml.ts'

export const protocols: Readonly<Record<ProtocolName, Protocol>> = {
  query,
  ec2Query,
  'json1.0': json('1.0'),
  'json1.1': json('1.1'),
  restXml,
}
