/** JSON values as `JSON.parse` returns them. Events consist of them. */
export type Scalar = string | number | boolean | null

export type Json = Scalar | readonly Json[] | JsonObject

export interface JsonObject {
  readonly [key: string]: Json
}

/** What a check tests: a value, or the object that is at the path of a policy document. */
export type TestedValue = Scalar | JsonObject

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const isScalar = (value: Json | undefined): value is Scalar =>
  value === null || (typeof value !== 'object' && value !== undefined)
