/** A value that is written on one line, at any depth in a document. */
export class OneLine {
  readonly content: object;
  constructor(content: object) {
    this.content = content;
  }

  toJSON(): object {
    return this.content;
  }
}

/** Marks a small object to be written on one line of its document. */
export const oneLine = (content: object): object => new OneLine(content);
