import { hash } from 'node:crypto'

/** SHA-256 in hexadecimal digits, as the functions have it. */
export const digest = (text: string): string => hash('sha256', text, 'hex')
