/**
 * Makes identifiers in AWS's formats. They are the same in each run, so that a recorded scenario
 * and its screenshots stay valid.
 */
import { createHash, createHmac } from 'node:crypto'

export interface Ids {
  readonly uuid: () => string
  readonly hex: (length: number) => string
  /** Capital letters and digits, as in `AROA…` and `AKIA…`. */
  readonly base32: (length: number) => string
  readonly base64: (length: number) => string
  /** A secret of the thing with this name: the same whenever it is computed. */
  readonly secretOf: (name: string) => string
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes */
const base32Letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export function startIds(seed: string): Ids {
  let count = 0
  const bytes = (length: number): Buffer => {
    const parts: Buffer[] = []
    for (let got = 0; got < length; got += 32) {
      parts.push(createHash('sha256').update(`${seed}:${count++}`).digest())
    }
    return Buffer.concat(parts).subarray(0, length)
  }
  const hex = (length: number): string => bytes(length).toString('hex').slice(0, length)
  return {
    hex,
    base32: (length) =>
      [...bytes(length)].map((byte) => base32Letters[byte % base32Letters.length]).join(''),
    base64: (length) => bytes(length).toString('base64').slice(0, length),
    secretOf: (name) => createHmac('sha256', seed).update(name).digest('hex'),
    uuid: () =>
      `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[(bytes(1)[0] ?? 0) % 4]}${hex(3)}-${hex(12)}`,
  }
}
