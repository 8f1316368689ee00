/** Smaller buffers may be part of a pool that others use. */
const ownMemoryBytes = 1 << 16

/**
 * Gives a buffer's memory back at once; what it held is gone. Left to garbage collection, some sixty
 * megabytes of them would wait in each thread.
 */
export function release({ buffer, byteLength }: Uint8Array): void {
  if (byteLength >= ownMemoryBytes && buffer instanceof ArrayBuffer) buffer.transfer(0)
}
