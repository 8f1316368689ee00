/** JSON values as `JSON.parse` returns them. Events consist of them. */
export type Scalar = string | number | boolean | null

export type Json = Scalar | readonly Json[] | JsonObject

export interface JsonObject {
  readonly [key: string]: Json
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const isScalar = (value: Json | undefined): value is Scalar =>
  value === null || (typeof value !== 'object' && value !== undefined)
