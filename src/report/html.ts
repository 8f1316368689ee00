/** HTML by template literals. Inserted values are escaped, unless they are markup already. */

/** Text that is HTML. Only this file makes it, so that no unescaped text gets into a page. */
export interface Markup {
  readonly markup: string
}

type Part = Markup | string | number

/** `html` followed by a template: parts that are not `Markup` are escaped. */
export const html = (literals: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  markup: literals
    .map((literal, index) => {
      const part = parts[index]
      return literal + (part === undefined ? '' : markupOf(part))
    })
    .join(''),
})

const markupOf = (part: Part): string =>
  typeof part === 'object' ? part.markup : escapeText(String(part)).markup

export const joinMarkup = (parts: readonly Markup[]): Markup => ({
  markup: parts.map(({ markup }) => markup).join(''),
})

export const nothing: Markup = { markup: '' }

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/**
 * Control characters, and characters that reorder or hide the text around them.
 * https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
const unseen =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Text as markup: HTML is escaped, and invisible characters are written as `\uXXXX`. */
export const escapeText = (text: string): Markup => ({
  markup: text
    .replaceAll(
      unseen,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? ''),
})
