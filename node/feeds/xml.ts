// An XML document of any size, element by element. Nothing is assembled, and a document type, with the entities that it
// could declare, is refused. What came before a fault counts.
import sax from 'sax'
import { FeedError } from './errors.ts'
import { feedLimits } from './limits.ts'
import { shown } from './text.ts'
import { readRows } from './read-rows.ts'
import type { Encoding, FeedRow } from './types.ts'

/** `path` holds the names from the root to the element, without prefixes. It is reused: copy what is kept. */
export interface XmlVisitor {
  open(path: readonly string[], attributes: ReadonlyMap<string, string>, line: number): void
  /** `text` is what stands between the tags of an element without children, cut to the length of a value. */
  close(path: readonly string[], text: string, line: number): void
}

/** The library's types do not list this option. */
const xmlEntitiesAlone: sax.SAXOptions & { strictEntities: boolean } = { strictEntities: true }

/** Takes the document in pieces. Throws FeedError `feed-malformed` at a fault, and `feed-truncated` from `end`. */
export class XmlReader {
  readonly #visitor: XmlVisitor
  readonly #parser = sax.parser(true, xmlEntitiesAlone)
  readonly #path: string[] = []
  #attributes = new Map<string, string>()
  #text = ''

  /** `encoding`: as the importer was told; a document that says another one is refused. */
  constructor(visitor: XmlVisitor, encoding: Encoding = 'auto') {
    this.#visitor = visitor
    const parser = this.#parser
    parser.onerror = (cause) => {
      throw this.#fault(`is not valid XML: ${shown(cause.message.split('\n')[0] ?? '')}`, cause)
    }
    parser.ondoctype = () => {
      throw this.#fault('declares a document type: such documents are not read')
    }
    parser.onprocessinginstruction = ({ name, body }) => {
      if (name === 'xml' && encoding === 'auto') this.#checkEncoding(body)
    }
    parser.onattribute = ({ name, value }) => {
      if (this.#attributes.size >= feedLimits.xmlAttributesMax)
        throw this.#fault('has an element of too many attributes')
      this.#attributes.set(local(name), value)
    }
    parser.onopentag = ({ name }) => this.#open(local(name))
    parser.onclosetag = () => this.#close()
    parser.ontext = (text) => this.#add(text)
    parser.oncdata = (text) => this.#add(text)
  }

  push(text: string): void {
    try {
      this.#parser.write(text)
    } catch (cause) {
      // The library, too, throws at what it does not expect.
      throw cause instanceof FeedError ? cause : this.#fault('is not valid XML', cause)
    }
  }

  end(): void {
    if (this.#path.length > 0) {
      const message = `the file ends inside its XML document, on line ${this.#line}`
      throw new FeedError('feed-truncated', message)
    }
    try {
      this.#parser.close()
    } catch (cause) {
      throw cause instanceof FeedError ? cause : this.#fault('is not valid XML', cause)
    }
  }

  get #line(): number {
    return this.#parser.line + 1
  }

  #open(name: string): void {
    if (this.#path.length >= feedLimits.xmlNestingMax) {
      throw this.#fault(`is nested deeper than ${feedLimits.xmlNestingMax}`)
    }
    this.#path.push(name)
    this.#text = ''
    const attributes = this.#attributes
    this.#attributes = new Map()
    this.#visitor.open(this.#path, attributes, this.#line)
  }

  #close(): void {
    this.#visitor.close(this.#path, this.#text.trim(), this.#line)
    this.#path.pop()
    this.#text = ''
  }

  #add(text: string): void {
    if (this.#text.length < feedLimits.xmlTextMaxChars) this.#text += text
    if (this.#text.length > feedLimits.xmlTextMaxChars) this.#text = this.#text.slice(0, feedLimits.xmlTextMaxChars)
  }

  #checkEncoding(declaration: string): void {
    const named = /encoding\s*=\s*["']([^"']+)/i.exec(declaration)?.[1]
    if (named === undefined || /^(?:utf-?(?:8|16)|us-ascii)$/i.test(named)) return
    throw new FeedError('option-invalid', `the document says that it is ${shown(named)}: name its encoding`)
  }

  #fault(what: string, cause?: unknown): FeedError {
    return new FeedError('feed-malformed', `line ${this.#line} ${what}`, { cause })
  }
}

/** Calls `visit` once with the array to fill, then reads the document with the visitor that it returns. */
export async function* rowsOfXml(
  text: AsyncIterable<string>,
  visit: (into: FeedRow[]) => XmlVisitor,
  encoding?: Encoding,
): AsyncGenerator<readonly FeedRow[]> {
  const rows: FeedRow[] = []
  yield* readRows(text, rows, new XmlReader(visit(rows), encoding))
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
