/**
 * The answer; null where AWS returns one of these errors, which mean that there is nothing to read.
 */
export async function orNone<Answer>(
  answer: Promise<Answer>,
  ...errors: readonly string[]
): Promise<Answer | null> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof Error && errors.includes(error.name)) return null
    throw error
  }
}
